package bulkorders.ledger;

import java.sql.Types;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Followings of orders across all runs: which there were, and what they did. */
@Repository
public class Trackings {

  private final JdbcClient jdbc;
  private final Actor actor;

  Trackings(JdbcClient jdbc, Actor actor) {
    this.jdbc = jdbc;
    this.actor = actor;
  }

  /**
   * A following.
   *
   * @param scope the account whose orders are followed, null for all
   * @param ordersRead how often an order was read
   * @param ordersFinal how many orders became final
   * @param error why its last execution ended early, null when it did not
   */
  public record Tracked(
      int id,
      @Nullable String scope,
      long ordersRead,
      long ordersFinal,
      long providerCalls,
      @Nullable String error) {}

  /** Begins one, or goes on with one that a killed process left. */
  public Tracked begin(@Nullable String scope) {
    int id =
        unended(scope)
            .orElseGet(
                () ->
                    jdbc.sql(
                            "insert into tracking (scope, actor) values (:scope, :actor) returning"
                                + " id")
                        .param("scope", scope, Types.VARCHAR)
                        .param("actor", actor.name())
                        .query(Integer.class)
                        .single());
    endedEarly(id, null);
    return get(id);
  }

  private Optional<Integer> unended(@Nullable String scope) {
    return jdbc.sql(
            "select id from tracking where scope is not distinct from :scope::text and ended_at is"
                + " null order by id desc limit 1")
        .param("scope", scope, Types.VARCHAR)
        .query(Integer.class)
        .optional();
  }

  /** A following, which must exist. */
  public Tracked get(int id) {
    return jdbc.sql("select * from tracking where id = ?").param(id).query(Tracked.class).single();
  }

  /** Records why an execution ended early; null takes that back. */
  public void endedEarly(int id, @Nullable String error) {
    jdbc.sql("update tracking set error = :error where id = :id")
        .param("error", error, Types.VARCHAR)
        .param("id", id)
        .update();
  }

  /** Adds to what it did. */
  public void did(int id, long ordersRead, long ordersFinal, long providerCalls) {
    jdbc.sql(
            """
            update tracking set orders_read = orders_read + ?, orders_final = orders_final + ?,
              provider_calls = provider_calls + ? where id = ?
            """)
        .params(ordersRead, ordersFinal, providerCalls, id)
        .update();
  }

  /** It has come to its end. */
  public void ended(int id) {
    jdbc.sql("update tracking set ended_at = clock_timestamp() where id = ?").param(id).update();
  }
}
