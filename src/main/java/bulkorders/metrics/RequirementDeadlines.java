package bulkorders.metrics;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;

/**
 * When the next papers of each account are due, for a program that ends too soon to be scraped.
 *
 * @param byAccount accounts without a deadline are absent
 */
public record RequirementDeadlines(Map<String, Instant> byAccount) {

  private static final String FILE = "requirement_deadlines";

  public RequirementDeadlines {
    byAccount = Map.copyOf(byAccount);
  }

  /** Replaces {@code requirement_deadlines.prom} in a folder. */
  public void writeTo(Path folder) throws IOException {
    TextFile.replace(folder, FILE, exposition());
  }

  String exposition() {
    var gauges = new Gauges();
    byAccount.forEach(
        (account, deadline) ->
            gauges.add(
                MetricNames.REQUIREMENT_DEADLINE_TIMESTAMP_SECONDS,
                deadline.getEpochSecond(),
                MetricNames.ACCOUNT,
                account));
    return gauges.exposition();
  }
}
