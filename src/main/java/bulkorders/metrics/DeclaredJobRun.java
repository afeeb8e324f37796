package bulkorders.metrics;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/**
 * How a job that is declared in a file ended last, also in a night in which there was nothing to
 * do.
 *
 * @param name of the job
 * @param exitCode what it answered
 */
public record DeclaredJobRun(String name, Instant endedAt, Duration took, int exitCode) {

  /** Replaces {@code declared-NAME.prom} in a folder. */
  public void writeTo(Path folder) throws IOException {
    TextFile.replace(folder, "declared-" + name, exposition());
  }

  String exposition() {
    return new Gauges()
        .add(
            MetricNames.DECLARED_JOB_TIMESTAMP_SECONDS,
            endedAt.getEpochSecond(),
            MetricNames.DECLARED_JOB,
            name)
        .add(
            MetricNames.DECLARED_JOB_DURATION_SECONDS,
            took.toMillis() / 1000.0,
            MetricNames.DECLARED_JOB,
            name)
        .add(MetricNames.DECLARED_JOB_EXIT_CODE, exitCode, MetricNames.DECLARED_JOB, name)
        .exposition();
  }
}
