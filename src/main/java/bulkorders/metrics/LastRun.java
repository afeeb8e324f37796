package bulkorders.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * How the last run of a job ended, for a program that ends too soon to be scraped: a file in
 * Prometheus's text format, which node_exporter's textfile collector reads.
 *
 * @param batchJob name of the job
 * @param endedAt when this process ended its work on the run
 * @param took how long it worked
 * @param exitCode what it answers
 * @param numbers the run counted in numbers, by what became of them
 */
public record LastRun(
    String batchJob, Instant endedAt, Duration took, int exitCode, Map<String, Long> numbers) {

  /** Replaces the job's file {@code JOB.prom} in a folder; a reader never sees half a file. */
  public void writeTo(Path folder) throws IOException {
    TextFile.replace(folder, batchJob, exposition());
  }

  String exposition() {
    var registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    Tags job = Tags.of(MetricNames.BATCH_JOB, batchJob);
    gauge(registry, MetricNames.LAST_RUN_TIMESTAMP_SECONDS, job, endedAt.getEpochSecond());
    gauge(registry, MetricNames.LAST_RUN_DURATION_SECONDS, job, took.toMillis() / 1000.0);
    gauge(registry, MetricNames.LAST_RUN_EXIT_CODE, job, exitCode);
    numbers.forEach(
        (outcome, count) ->
            gauge(
                registry,
                MetricNames.LAST_RUN_NUMBERS,
                job.and(MetricNames.OUTCOME, outcome),
                count));
    return registry.scrape();
  }

  private static void gauge(MeterRegistry registry, String name, Tags tags, double value) {
    // A gauge of a number holds it weakly; this one has to last until it is written.
    Gauge.builder(name, () -> value).tags(tags).register(registry);
  }
}
