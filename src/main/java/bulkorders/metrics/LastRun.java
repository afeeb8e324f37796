package bulkorders.metrics;

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
    var gauges =
        new Gauges()
            .add(
                MetricNames.LAST_RUN_TIMESTAMP_SECONDS,
                endedAt.getEpochSecond(),
                MetricNames.BATCH_JOB,
                batchJob)
            .add(
                MetricNames.LAST_RUN_DURATION_SECONDS,
                took.toMillis() / 1000.0,
                MetricNames.BATCH_JOB,
                batchJob)
            .add(MetricNames.LAST_RUN_EXIT_CODE, exitCode, MetricNames.BATCH_JOB, batchJob);
    numbers.forEach(
        (outcome, count) ->
            gauges.add(
                MetricNames.LAST_RUN_NUMBERS,
                count,
                MetricNames.BATCH_JOB,
                batchJob,
                MetricNames.OUTCOME,
                outcome));
    return gauges.exposition();
  }
}
