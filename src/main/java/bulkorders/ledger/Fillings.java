package bulkorders.ledger;

import static bulkorders.ledger.Runs.instant;
import static bulkorders.ledger.Runs.requireInstant;

import bulkorders.ledger.FillingRow.Problem;
import bulkorders.ledger.WaitingNumbers.WaitingOrder;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * Files of values that are fed back for the requirements of numbers: their rows, what they are for,
 * and what became of them. The values are personal data; they are taken out once a filling has come
 * to its end, or a person has it forgotten.
 */
@Repository
public class Fillings {

  private static final String STAGE =
      """
      insert into filling_row (filling, row_no, line, account, country_iso, phone_number_type, locality, order_label,
        phone_number, status, requirement_id, scope, value, requirement_group_id, comment, problem_column, problem)
      select :filling, * from unnest(:rows::bigint[], :lines::bigint[], :accounts::text[], :countries::text[],
        :types::text[], :localities::text[], :orders::text[], :numbers::text[], :statuses::text[],
        :requirements::text[], :scopes::int[], :values::text[], :groups::text[], :comments::text[],
        :columns::text[], :problems::text[])
      """;

  private static final String STORE_ASKED =
      """
      insert into asked_requirement (filling, account, order_id, order_label, number_order_id, sub_number_order_id,
        number_id, phone_number, country_iso, phone_number_type, locality, requirement_id, field_type, status)
      select :filling, :account, :order, :label, :numberOrder, * from unnest(:parts::text[], :ids::text[],
        :numbers::text[], :countries::text[], :types::text[], :localities::text[], :requirements::text[],
        :fields::text[], :statuses::text[])
      on conflict do nothing
      """;

  private static final String FIRST_ROW =
      """
      select row_no, first_value(line) over same as first_line, row_number() over same as n,
        first_value(value) over same is not distinct from value
          and first_value(requirement_group_id) over same is not distinct from requirement_group_id as agrees
      from filling_row
      where filling = :filling and problem is null and coalesce(value, requirement_group_id) is not null
      window same as (partition by account, country_iso, phone_number_type, locality, order_label, phone_number,
        status, requirement_id order by row_no)
      """;

  /**
   * A row that says once more what an earlier one says needs nothing; one that contradicts it is
   * wrong.
   */
  private static final String JUDGE_REPEATED =
      """
      update filling_row r set value = null, requirement_group_id = null,
        problem = case when d.agrees then null else 'is for the same as line ' || d.first_line || ', which says something else' end
      from (%s) d
      where r.filling = :filling and r.row_no = d.row_no and d.n > 1
      """
          .formatted(FIRST_ROW);

  private static final String ASSIGN =
      """
      update asked_requirement a set row_no = r.row_no
      from filling_row r
      where a.filling = :filling and r.filling = :filling and r.scope = :scope and r.problem is null
        and coalesce(r.value, r.requirement_group_id) is not null and a.row_no is null and a.status <> 'APPROVED'
      """;

  private static final String JUDGE_SCOPE =
      """
      with seen as (
        select r.row_no, bool_or(a.status <> 'APPROVED' and (r.status is null or r.status = a.status)) as fits,
          bool_or(a.status = 'REVIEW') as review, bool_or(a.status in ('MISSING', 'REJECTED')) as other
        from filling_row r join asked_requirement a on a.filling = r.filling
        where r.filling = :filling and r.scope = :scope
      """;

  private static final String SET_PROBLEMS =
      """
        group by r.row_no)
      update filling_row r set
        problem_column = case when s.row_no is null and not u.unknown then null when s.other then 'status'
          else 'requirement_id' end,
        problem = case
          when s.row_no is null and u.unknown then 'names a requirement that no waiting number has: an unknown id, or nothing waits for it any more'
          when s.row_no is null then 'is for no number that waits for papers'
          when s.other then 'does not hold any more; make a new list'
          else 'is approved already for all these numbers' end
      from filling_row w left join seen s on s.row_no = w.row_no
      cross join lateral (select w.requirement_id is not null and not exists (
        select from asked_requirement a where a.filling = :filling and a.requirement_id = w.requirement_id) as unknown) u
      where w.filling = :filling and w.row_no = r.row_no and r.filling = :filling and r.scope = :scope
        and r.problem is null and coalesce(r.value, r.requirement_group_id, r.comment) is not null
        and (s.row_no is null or not s.fits and not s.review and r.comment is null)
      """;

  private static final String STORE_COMMENTS =
      """
      insert into filling_comment (filling, account, sub_number_order_id, row_no)
      select distinct on (a.account, a.sub_number_order_id, r.comment) :filling, a.account, a.sub_number_order_id, r.row_no
      from filling_row r join asked_requirement a on a.filling = r.filling
      where r.filling = :filling and r.scope = :scope and r.comment is not null and r.problem is null
        and a.sub_number_order_id is not null and not exists (
          select from filling_comment c join filling_row o on o.filling = c.filling and o.row_no = c.row_no
          where c.filling = :filling and c.account = a.account and c.sub_number_order_id = a.sub_number_order_id
            and o.comment = r.comment)
      """;

  private static final String MATCHED =
      """
      select r.*, a.field_type, a.accounts
      from filling_row r join (
        select row_no, min(field_type) as field_type, array_agg(distinct account) as accounts
        from asked_requirement where filling = :filling and row_no is not null group by row_no) a using (row_no)
      where r.filling = :filling and r.value is not null and r.problem is null
      order by r.row_no
      """;

  private static final String PARTS =
      """
      select distinct a.account, a.order_id, a.order_label, a.number_order_id, a.sub_number_order_id, o.fault
      from asked_requirement a
      left join asked_order o on o.filling = a.filling and o.order_id = a.order_id and o.number_order_id = a.number_order_id
      where a.filling = ? and a.row_no is not null and a.outcome is null
      order by a.account, a.order_id, a.number_order_id, a.sub_number_order_id
      """;

  private static final String OF_PART =
      """
      select number_id, requirement_id, row_no, outcome from asked_requirement
      where filling = :id and account = :account and order_id = :order and number_order_id = :numberOrder
        and sub_number_order_id is not distinct from :part::text
      order by number_id, requirement_id
      """;

  private static final String MAKE_DUE =
      """
      update provider_order set polls = 0, next_poll_at = clock_timestamp()
      where id = ? and state in ('ACCEPTED', 'PROCESSING')
      """;

  private static final String GIVEN_BY_ORDER =
      """
      select o.run_id, o.id, count(*) as given, count(distinct a.number_id) as numbers
      from asked_requirement a join provider_order o on o.id = a.order_id
      where a.filling = ? and a.outcome = 'GIVEN' group by o.run_id, o.id order by o.id
      """;

  private static final String COUNTS =
      """
      select (select count(*) from filling_row where filling = :id) as rows,
        (select count(*) from filling_row where filling = :id and problem is not null) as rejected,
        (select count(distinct number_id) from asked_requirement where filling = :id and outcome = 'GIVEN') as numbers,
        (select count(*) from asked_requirement where filling = :id and outcome = 'GIVEN') as given,
        (select count(*) from asked_requirement where filling = :id and outcome = 'REFUSED') as refused,
        (select count(*) from paper where filling = :id and kind = 'DOCUMENT' and state = 'MADE') as documents,
        (select count(*) from paper where filling = :id and kind = 'ADDRESS' and state = 'MADE') as addresses,
        (select count(*) from filling_comment where filling = :id and state = 'MADE') as comments
      """;

  private final JdbcClient jdbc;
  private final Actor actor;
  private final Events events;

  Fillings(JdbcClient jdbc, Actor actor, Events events) {
    this.jdbc = jdbc;
    this.actor = actor;
    this.events = events;
  }

  /**
   * Numbers that can be given something at once.
   *
   * @param order the order of ours, {@code RUN:LABEL}
   * @param subNumberOrderId null when it is not known
   * @param fault why it may have more numbers than are known, null when it has not
   */
  public record Part(
      String account,
      long orderId,
      String order,
      String numberOrderId,
      @Nullable String subNumberOrderId,
      @Nullable String fault) {}

  /**
   * Something that a number of a part is asked for.
   *
   * @param row the row that it is given from, null for nothing
   * @param isDone whether the provider has answered
   */
  public record Wanted(String numberId, String requirementId, @Nullable Long row, boolean isDone) {}

  /**
   * A row and what its value is for.
   *
   * @param fieldType textual, datetime, address or document; the provider's word
   * @param accounts the accounts that its numbers are of
   */
  public record MatchedRow(FillingRow row, String fieldType, List<String> accounts) {
    public MatchedRow {
      accounts = List.copyOf(accounts);
    }
  }

  /**
   * What came of a filling so far.
   *
   * @param rows rows of the file
   * @param rejected rows that were not taken, or not for all their numbers
   * @param numbers numbers that were given something
   * @param given values that were given, counted by number
   * @param refused values that the provider would not take, counted by number
   */
  public record Counts(
      long rows,
      long rejected,
      long numbers,
      long given,
      long refused,
      long documents,
      long addresses,
      long comments) {}

  /** Goes on with the filling from a file that did not come to its end, or begins one. */
  @Transactional
  public Filling begin(String inputHash, String inputName, String folder, @Nullable String note) {
    Optional<Integer> unended =
        jdbc.sql(
                "update filling set error = null where id = (select max(id) from filling where"
                    + " input_hash = :hash and folder = :folder and ended_at is null) returning id")
            .param("folder", folder)
            .param("hash", inputHash)
            .query(Integer.class)
            .optional();
    return get(
        unended.orElseGet(
            () ->
                jdbc.sql(
                        "insert into filling (input_hash, input_name, folder, actor, note)"
                            + " values (:hash, :name, :folder, :actor, :note) returning id")
                    .param("hash", inputHash)
                    .param("name", inputName)
                    .param("folder", folder)
                    .param("actor", actor.name())
                    .param("note", note, Types.VARCHAR)
                    .query(Integer.class)
                    .single()));
  }

  /** A filling, which must exist. */
  public Filling get(int id) {
    return find(id).orElseThrow();
  }

  /** A filling. */
  public Optional<Filling> find(int id) {
    return jdbc.sql("select * from filling where id = ?")
        .param(id)
        .query(Fillings::filling)
        .optional();
  }

  /** The fillings that did not come to their end, the oldest first. */
  public List<Filling> unended() {
    return jdbc.sql("select * from filling where ended_at is null order by id")
        .query(Fillings::filling)
        .list();
  }

  private static Filling filling(ResultSet rs, int rowNumber) throws SQLException {
    return new Filling(
        rs.getInt("id"),
        rs.getString("input_hash"),
        rs.getString("input_name"),
        rs.getString("folder"),
        requireInstant(rs, "started_at"),
        instant(rs, "read_at"),
        instant(rs, "matched_at"),
        instant(rs, "ended_at"),
        instant(rs, "forgotten_at"),
        rs.getLong("provider_calls"),
        rs.getString("error"));
  }

  /** The fillings that anything is kept of besides that they were. */
  public List<Integer> remembered() {
    return jdbc.sql("select id from filling where forgotten_at is null order by id")
        .query(Integer.class)
        .list();
  }

  /** Records why an execution ended early. */
  public void endedEarly(int id, String error) {
    jdbc.sql("update filling set error = ? where id = ?").params(error, id).update();
  }

  /** Adds to the count of calls made to the provider. */
  public void addProviderCalls(int id, long calls) {
    jdbc.sql("update filling set provider_calls = provider_calls + ? where id = ?")
        .params(calls, id)
        .update();
  }

  /** How many rows of the file are taken in: all of them when it is read to its end. */
  public long rows(int id) {
    return jdbc.sql("select count(*) from filling_row where filling = ?")
        .param(id)
        .query(Long.class)
        .single();
  }

  /** Takes rows in, within the caller's transaction. */
  public void stage(int id, List<? extends FillingRow> rows) {
    jdbc.sql(STAGE)
        .param("filling", id)
        .param("rows", rows.stream().map(FillingRow::row).toArray(Long[]::new))
        .param("lines", rows.stream().map(FillingRow::line).toArray(Long[]::new))
        .param("accounts", texts(rows, FillingRow::account))
        .param("countries", texts(rows, FillingRow::countryIso))
        .param("types", texts(rows, FillingRow::phoneNumberType))
        .param("localities", texts(rows, FillingRow::locality))
        .param("orders", texts(rows, FillingRow::order))
        .param("numbers", texts(rows, FillingRow::phoneNumber))
        .param("statuses", texts(rows, FillingRow::status))
        .param("requirements", texts(rows, FillingRow::requirementId))
        .param("scopes", rows.stream().map(FillingRow::scope).toArray(Integer[]::new))
        .param("values", texts(rows, FillingRow::value))
        .param("groups", texts(rows, FillingRow::requirementGroupId))
        .param("comments", texts(rows, FillingRow::comment))
        .param("columns", texts(rows, row -> row.problem() == null ? null : row.problem().column()))
        .param(
            "problems", texts(rows, row -> row.problem() == null ? null : row.problem().reason()))
        .update();
  }

  private static <T> @Nullable String[] texts(
      List<? extends T> rows, Function<T, @Nullable String> text) {
    return rows.stream().map(text).toArray(String[]::new);
  }

  /** The accounts that rows name; among them null when some name none. */
  public List<@Nullable String> accounts(int id) {
    return jdbc.sql(
            """
            select distinct account from filling_row
            where filling = ? and problem is null and coalesce(value, requirement_group_id, comment) is not null
            """)
        .param(id)
        .query((rs, n) -> rs.getString(1))
        .list();
  }

  /** All rows are taken in. */
  public void read(int id) {
    jdbc.sql("update filling set read_at = clock_timestamp() where id = ?").param(id).update();
  }

  /** Whether it is known what a number order is asked for. */
  public boolean hasAsked(int id, WaitingOrder order) {
    return jdbc.sql(
            "select exists (select from asked_order where filling = ? and order_id = ? and"
                + " number_order_id = ?)")
        .params(id, order.orderId(), order.numberOrderId())
        .query(Boolean.class)
        .single();
  }

  /**
   * Writes down what a number order is asked for.
   *
   * @param fault why there may be more, null when there is not
   */
  @Transactional
  public void asked(
      int id,
      String account,
      WaitingOrder order,
      List<AskedRequirement> asked,
      @Nullable String fault) {
    jdbc.sql(STORE_ASKED)
        .param("filling", id)
        .param("account", account)
        .param("order", order.orderId())
        .param("label", order.order())
        .param("numberOrder", order.numberOrderId())
        .param("parts", texts(asked, AskedRequirement::subNumberOrderId))
        .param("ids", texts(asked, AskedRequirement::numberId))
        .param("numbers", texts(asked, AskedRequirement::phoneNumber))
        .param("countries", texts(asked, AskedRequirement::countryIso))
        .param("types", texts(asked, AskedRequirement::phoneNumberType))
        .param("localities", texts(asked, AskedRequirement::locality))
        .param("requirements", texts(asked, AskedRequirement::requirementId))
        .param("fields", texts(asked, AskedRequirement::fieldType))
        .param("statuses", texts(asked, AskedRequirement::status))
        .update();
    jdbc.sql(
            "insert into asked_order (filling, account, order_id, number_order_id, fault) values"
                + " (:filling, :account, :order, :numberOrder, :fault) on conflict do nothing")
        .param("filling", id)
        .param("account", account)
        .param("order", order.orderId())
        .param("numberOrder", order.numberOrderId())
        .param("fault", fault, Types.VARCHAR)
        .update();
  }

  /**
   * Finds out which row each requirement of each number is filled from: of those whose scope it is
   * in, the most specific. Rows that are for nothing are told so. May be repeated.
   */
  @Transactional
  public void match(int id) {
    jdbc.sql(JUDGE_REPEATED).param("filling", id).update();
    List<Integer> scopes =
        jdbc.sql(
                "select distinct scope from filling_row where filling = ? and problem is null order"
                    + " by scope desc")
            .param(id)
            .query(Integer.class)
            .list();
    for (int scope : scopes) {
      run(ASSIGN + within(scope, true), id, scope);
      run(JUDGE_SCOPE + within(scope, false) + SET_PROBLEMS, id, scope);
      run(STORE_COMMENTS + within(scope, false), id, scope);
    }
  }

  /** It is known what all rows are for, and what is wrong with them. */
  public void matched(Filling filling) {
    jdbc.sql("update filling set matched_at = clock_timestamp() where id = ?")
        .param(filling.id())
        .update();
  }

  private void run(String sql, int id, int scope) {
    jdbc.sql(sql).param("filling", id).param("scope", scope).update();
  }

  /** That a requirement is within the scope of a row, by the columns that such a scope has. */
  private static String within(int scope, boolean withStatus) {
    var condition = new StringBuilder();
    for (int i = 0; i < FillingRow.SCOPE.size(); i++) {
      String column = FillingRow.SCOPE.get(i);
      if ((scope & 1 << i) != 0 && (withStatus || !column.equals("status"))) {
        condition.append(" and a.").append(column).append(" = r.").append(column);
      }
    }
    return condition.append('\n').toString();
  }

  /** The rows whose values are for something. */
  public List<MatchedRow> matched(int id) {
    return jdbc.sql(MATCHED)
        .param("filling", id)
        .query(
            (rs, n) ->
                new MatchedRow(
                    row(rs, n),
                    rs.getString("field_type"),
                    List.of((String[]) rs.getArray("accounts").getArray())))
        .list();
  }

  /** Some rows. */
  public List<FillingRow> rows(int id, Collection<Long> numbers) {
    return jdbc.sql("select * from filling_row where filling = ? and row_no = any (?)")
        .params(id, numbers.toArray(Long[]::new))
        .query(Fillings::row)
        .list();
  }

  /** The first rows with a problem. */
  public List<FillingRow> problems(int id, int limit) {
    return jdbc.sql(
            "select * from filling_row where filling = ? and problem is not null order by row_no"
                + " limit ?")
        .params(id, limit)
        .query(Fillings::row)
        .list();
  }

  private static FillingRow row(ResultSet rs, int n) throws SQLException {
    String problem = rs.getString("problem");
    return new FillingRow(
        rs.getLong("row_no"),
        rs.getLong("line"),
        rs.getString("account"),
        rs.getString("country_iso"),
        rs.getString("phone_number_type"),
        rs.getString("locality"),
        rs.getString("order_label"),
        rs.getString("phone_number"),
        rs.getString("status"),
        rs.getString("requirement_id"),
        rs.getString("value"),
        rs.getString("requirement_group_id"),
        rs.getString("comment"),
        rs.getString("paper"),
        problem == null ? null : new Problem(rs.getString("problem_column"), problem));
  }

  /** Says what is wrong with a row, unless something is already, and gives nothing more from it. */
  @Transactional
  public void reject(int id, long row, @Nullable String column, String reason) {
    jdbc.sql(
            "update filling_row set problem = :reason, problem_column = :column where filling = :id"
                + " and row_no = :row and problem is null")
        .param("reason", reason)
        .param("column", column, Types.VARCHAR)
        .param("id", id)
        .param("row", row)
        .update();
    jdbc.sql(
            "update asked_requirement set outcome = 'REFUSED' where filling = ? and row_no = ? and"
                + " outcome is null")
        .params(id, row)
        .update();
  }

  /** The parts that something is still to be given to. */
  public List<Part> openParts(int id) {
    return jdbc.sql(PARTS)
        .param(id)
        .query(
            (rs, n) ->
                new Part(
                    rs.getString("account"),
                    rs.getLong("order_id"),
                    rs.getString("order_label"),
                    rs.getString("number_order_id"),
                    rs.getString("sub_number_order_id"),
                    rs.getString("fault")))
        .list();
  }

  /** All that the numbers of a part are asked for, also what nothing is given for. */
  public List<Wanted> wanted(int id, Part part) {
    return jdbc.sql(OF_PART)
        .param("id", id)
        .param("account", part.account())
        .param("order", part.orderId())
        .param("numberOrder", part.numberOrderId())
        .param("part", part.subNumberOrderId(), Types.VARCHAR)
        .query(
            (rs, n) ->
                new Wanted(
                    rs.getString("number_id"),
                    rs.getString("requirement_id"),
                    rs.getObject("row_no", Long.class),
                    rs.getString("outcome") != null))
        .list();
  }

  /**
   * The provider has answered. What it took is to be seen at its next reading, which is due now.
   *
   * @param refusal why it would not, null when it did
   */
  @Transactional
  public void answered(int id, Part part, Collection<Wanted> wanted, @Nullable String refusal) {
    jdbc.sql(MAKE_DUE).param(part.orderId()).update();
    jdbc.sql(
            """
            update asked_requirement a set outcome = :outcome
            from unnest(:numbers::text[], :requirements::text[]) w (number_id, requirement_id)
            where a.filling = :id and a.number_id = w.number_id and a.requirement_id = w.requirement_id
              and a.outcome is null
            """)
        .param("outcome", refusal == null ? "GIVEN" : "REFUSED")
        .param("numbers", wanted.stream().map(Wanted::numberId).toArray(String[]::new))
        .param("requirements", wanted.stream().map(Wanted::requirementId).toArray(String[]::new))
        .param("id", id)
        .update();
    if (refusal != null) {
      jdbc.sql(
              "update filling_row set problem = :refusal, problem_column = 'value' where filling ="
                  + " :id and row_no = any (:rows) and problem is null")
          .param("refusal", refusal)
          .param("id", id)
          .param("rows", wanted.stream().map(Wanted::row).distinct().toArray(Long[]::new))
          .update();
    }
  }

  /** What came of it so far. */
  public Counts counts(int id) {
    return jdbc.sql(COUNTS).param("id", id).query(Counts.class).single();
  }

  /** What was given stands in the story of each order, without saying what. */
  private void tellOrders(int id) {
    jdbc.sql(GIVEN_BY_ORDER)
        .param(id)
        .query(
            rs -> {
              events.append(
                  rs.getInt("run_id"),
                  rs.getLong("id"),
                  "REQUIREMENTS_GIVEN",
                  "%d values for %d numbers, from %s"
                      .formatted(rs.getLong("given"), rs.getLong("numbers"), get(id).inputName()));
            });
  }

  /** A filling has come to its end: what people wrote is not needed any more. */
  @Transactional
  public void ended(int id) {
    tellOrders(id);
    jdbc.sql("update filling set ended_at = clock_timestamp(), folder = null where id = ?")
        .param(id)
        .update();
    jdbc.sql("update filling_row set value = null, comment = null where filling = ?")
        .param(id)
        .update();
    jdbc.sql("update paper set source = null where filling = ?").param(id).update();
  }

  /** Keeps nothing of a filling but that it was; one that is not at its end is given up. */
  @Transactional
  public void forget(int id) {
    if (get(id).endedAt() == null) {
      tellOrders(id);
    }
    for (String table :
        List.of("filling_row", "asked_requirement", "asked_order", "paper", "filling_comment")) {
      jdbc.sql("delete from " + table + " where filling = ?").param(id).update();
    }
    jdbc.sql(
            """
            update filling set forgotten_at = clock_timestamp(), ended_at = coalesce(ended_at, clock_timestamp()),
              input_name = '', folder = null, note = null where id = ?
            """)
        .param(id)
        .update();
  }
}
