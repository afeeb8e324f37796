package bulkorders.ledger;

import java.sql.Types;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The append-only story of runs and orders. */
@Repository
public class Events {

  private static final String APPEND =
      "insert into event (run_id, order_id, actor, type, detail) values (:run, :order, :actor,"
          + " :type, :detail)";

  private static final String OF_RUN =
      """
      select e.at, e.actor, e.type, e.detail, o.reference
      from event e left join provider_order o on o.id = e.order_id
      where e.run_id = ? order by e.id desc limit ?
      """;

  private final JdbcClient jdbc;
  private final Actor actor;

  Events(JdbcClient jdbc, Actor actor) {
    this.jdbc = jdbc;
    this.actor = actor;
  }

  /** Appends an event in the caller's transaction. */
  void append(int runId, @Nullable Long orderId, String type, @Nullable String detail) {
    jdbc.sql(APPEND)
        .param("run", runId)
        .param("order", orderId, Types.BIGINT)
        .param("actor", actor.name())
        .param("type", type)
        .param("detail", detail, Types.VARCHAR)
        .update();
  }

  /** Appends an event of an account, which belongs to no run, in the caller's transaction. */
  void appendToAccount(String account, String type, String detail) {
    jdbc.sql("insert into event (account, actor, type, detail) values (?, ?, ?, ?)")
        .params(account, actor.name(), type, detail)
        .update();
  }

  /** The latest events of a run, newest first. */
  public List<Event> latest(int runId, int limit) {
    return jdbc.sql(OF_RUN).params(runId, limit).query(Event.class).list();
  }

  /**
   * Something that happened.
   *
   * @param reference reference of the order it happened to, null when it concerns the run
   */
  public record Event(
      Instant at, String actor, String type, @Nullable String detail, @Nullable String reference) {}
}
