package bulkorders.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
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
    var registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    byAccount.forEach(
        (account, deadline) ->
            // A gauge of a number holds it weakly; this one has to last until it is written.
            Gauge.builder(
                    MetricNames.REQUIREMENT_DEADLINE_TIMESTAMP_SECONDS,
                    () -> deadline.getEpochSecond())
                .tag(MetricNames.ACCOUNT, account)
                .register(registry));
    return registry.scrape();
  }
}
