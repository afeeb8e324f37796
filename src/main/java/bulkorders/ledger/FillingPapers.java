package bulkorders.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * Documents, addresses and comments on their way to the provider. That one is being made is written
 * down before its request leaves, so that it is looked for before it is made once more.
 */
@Repository
public class FillingPapers {

  private static final String PAPER =
      """
      select *, extract(epoch from clock_timestamp() - sent_at) as since_sent,
        extract(epoch from clock_timestamp() - made_at) as since_made
      from paper where filling = ? and account = ? and reference = ?
      """;

  private final JdbcClient jdbc;

  FillingPapers(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** What a paper is. */
  public enum Kind {
    DOCUMENT,
    ADDRESS
  }

  /** How far it is. */
  public enum State {
    PLANNED,
    /** Its request may have left. */
    MAKING,
    MADE,
    REFUSED
  }

  /**
   * A document or an address.
   *
   * @param reference by which it is found again at the provider
   * @param source the document's file, or the fields of the address
   * @param attempts how often its request may have left
   * @param sinceSent how long that is ago, null when it has not
   * @param sinceMade how long it is known to be there, null when it is not
   * @param linked whether a number is known to refer to it
   * @param reason why the provider would not take it
   */
  public record Paper(
      int filling,
      String account,
      String reference,
      Kind kind,
      @Nullable String source,
      State state,
      int attempts,
      @Nullable Duration sinceSent,
      @Nullable Duration sinceMade,
      boolean linked,
      @Nullable String providerId,
      @Nullable String reason) {}

  /**
   * A comment.
   *
   * @param sinceSent how long ago its request may have left, null when it has not
   */
  public record Comment(
      int filling,
      String account,
      String subNumberOrderId,
      long row,
      String body,
      State state,
      int attempts,
      @Nullable Duration sinceSent) {}

  /** Plans a paper of a row for the accounts that need it; one that several rows need is one. */
  @Transactional
  public void plan(
      int filling, long row, List<String> accounts, Kind kind, String reference, String source) {
    jdbc.sql("update filling_row set paper = ? where filling = ? and row_no = ?")
        .params(reference, filling, row)
        .update();
    for (String account : accounts) {
      jdbc.sql(
              "insert into paper (filling, account, reference, kind, source) values (?, ?, ?, ?, ?)"
                  + " on conflict do nothing")
          .params(filling, account, reference, kind.name(), source)
          .update();
    }
  }

  /** A paper, which must exist. */
  public Paper get(int filling, String account, String reference) {
    return jdbc.sql(PAPER)
        .params(filling, account, reference)
        .query(
            (rs, n) ->
                new Paper(
                    filling,
                    account,
                    reference,
                    Kind.valueOf(rs.getString("kind")),
                    rs.getString("source"),
                    State.valueOf(rs.getString("state")),
                    rs.getInt("attempts"),
                    seconds(rs, "since_sent"),
                    seconds(rs, "since_made"),
                    rs.getBoolean("linked"),
                    rs.getString("provider_id"),
                    rs.getString("reason")))
        .single();
  }

  private static @Nullable Duration seconds(ResultSet rs, String column) throws SQLException {
    double seconds = rs.getDouble(column);
    return rs.wasNull() ? null : Duration.ofMillis((long) (seconds * 1000));
  }

  /** Its request is about to leave. */
  public void making(Paper paper) {
    int updated =
        jdbc.sql(
                """
                update paper set state = 'MAKING', attempts = attempts + 1, sent_at = clock_timestamp(), provider_id = null,
                  made_at = null
                where filling = ? and account = ? and reference = ? and state = ? and attempts = ?
                """)
            .params(
                paper.filling(),
                paper.account(),
                paper.reference(),
                paper.state().name(),
                paper.attempts())
            .update();
    requireOne(updated, paper.reference());
  }

  /** It is at the provider. */
  public void made(Paper paper, String providerId) {
    set(paper, State.MADE, providerId, null);
  }

  /** The provider would not take it. */
  public void refused(Paper paper, String reason) {
    set(paper, State.REFUSED, null, reason);
  }

  private void set(Paper paper, State state, @Nullable String providerId, @Nullable String reason) {
    int updated =
        jdbc.sql(
                """
                update paper set state = :state, provider_id = :id, reason = :reason,
                  made_at = case when :state = 'MADE' then clock_timestamp() end
                where filling = :filling and account = :account and reference = :reference
                """)
            .param("state", state.name())
            .param("id", providerId, Types.VARCHAR)
            .param("reason", reason, Types.VARCHAR)
            .param("filling", paper.filling())
            .param("account", paper.account())
            .param("reference", paper.reference())
            .update();
    requireOne(updated, paper.reference());
  }

  /** A number refers to it: the provider keeps it. */
  public void linked(int filling, String account, String reference) {
    jdbc.sql(
            "update paper set linked = true where filling = ? and account = ? and reference = ? and"
                + " not linked")
        .params(filling, account, reference)
        .update();
  }

  /** The comments that are still to be made. */
  public List<Comment> openComments(int filling) {
    return jdbc.sql(
            """
            select c.*, r.comment, extract(epoch from clock_timestamp() - c.sent_at) as since_sent
            from filling_comment c join filling_row r using (filling, row_no)
            where c.filling = ? and c.state in ('PLANNED', 'MAKING') and r.comment is not null
            order by c.account, c.sub_number_order_id, c.row_no
            """)
        .param(filling)
        .query(
            (rs, n) ->
                new Comment(
                    filling,
                    rs.getString("account"),
                    rs.getString("sub_number_order_id"),
                    rs.getLong("row_no"),
                    rs.getString("comment"),
                    State.valueOf(rs.getString("state")),
                    rs.getInt("attempts"),
                    seconds(rs, "since_sent")))
        .list();
  }

  /** How far a comment is now. Its request is about to leave when it is MAKING. */
  public void comment(Comment comment, State state) {
    int updated =
        jdbc.sql(
                """
                update filling_comment set state = :state,
                  attempts = attempts + case when :state = 'MAKING' then 1 else 0 end,
                  sent_at = case when :state = 'MAKING' then clock_timestamp() else sent_at end
                where filling = :filling and account = :account and sub_number_order_id = :part and row_no = :row
                """)
            .param("state", state.name())
            .param("filling", comment.filling())
            .param("account", comment.account())
            .param("part", comment.subNumberOrderId())
            .param("row", comment.row())
            .update();
    requireOne(updated, comment.subNumberOrderId());
  }

  private static void requireOne(int updated, String what) {
    if (updated != 1) {
      throw new IllegalStateException("Somebody else changed " + what);
    }
  }
}
