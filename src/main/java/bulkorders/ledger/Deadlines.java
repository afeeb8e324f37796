package bulkorders.ledger;

import static bulkorders.ledger.Runs.requireInstant;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Until when papers are due, after which the provider cancels by itself. */
@Repository
public class Deadlines {

  private static final String OF_RUN =
      """
      select coalesce(n.country_iso, '') as place, min(n.deadline) as deadline, count(*) as numbers
      from provider_order o join phone_number n on n.order_id = o.id and n.state = 'WAITING'
      where o.run_id = ? and o.state in ('ACCEPTED', 'PROCESSING') and n.deadline is not null
      group by 1 order by 2, 1
      """;

  private static final String BY_ACCOUNT =
      """
      select o.account as place, min(n.deadline) as deadline, count(*) as numbers
      from provider_order o join phone_number n on n.order_id = o.id and n.state = 'WAITING'
      where o.state in ('ACCEPTED', 'PROCESSING') and n.deadline is not null
      group by 1 order by 2, 1
      """;

  private final JdbcClient jdbc;

  Deadlines(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * The nearest deadline somewhere.
   *
   * @param place a country, or an account; empty where the provider does not name a country
   * @param numbers how many numbers there wait for papers with a deadline
   */
  public record Deadline(String place, Instant at, long numbers) {}

  /** The nearest deadline of a run in each country, the nearest first. */
  public List<Deadline> ofRun(int runId) {
    return jdbc.sql(OF_RUN).param(runId).query(Deadlines::deadline).list();
  }

  /** The nearest deadline of each account, the nearest first. */
  public List<Deadline> byAccount() {
    return jdbc.sql(BY_ACCOUNT).query(Deadlines::deadline).list();
  }

  private static Deadline deadline(ResultSet rs, int rowNumber) throws SQLException {
    return new Deadline(
        rs.getString("place"), requireInstant(rs, "deadline"), rs.getLong("numbers"));
  }
}
