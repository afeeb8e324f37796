package bulkorders.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LastRunTests {

  private final LastRun lastRun =
      new LastRun(
          "bulkOrderJob",
          Instant.ofEpochSecond(1_700_000_000),
          Duration.ofMillis(2_500),
          3,
          Map.of("ordered", 160L, "shortfall", 15L));

  @Test
  void saysHowTheRunEndedInPrometheusFormat() {
    assertThat(lastRun.exposition().lines())
        .contains(
            "bulk_orders_last_run_timestamp_seconds{batch_job=\"bulkOrderJob\"} 1.7E9",
            "bulk_orders_last_run_duration_seconds{batch_job=\"bulkOrderJob\"} 2.5",
            "bulk_orders_last_run_exit_code{batch_job=\"bulkOrderJob\"} 3.0",
            "bulk_orders_last_run_numbers{batch_job=\"bulkOrderJob\",outcome=\"ordered\"} 160.0",
            "bulk_orders_last_run_numbers{batch_job=\"bulkOrderJob\",outcome=\"shortfall\"} 15.0");
  }

  @Test
  void replacesTheFileOfTheJobAndLeavesNothingElse(@TempDir Path folder) throws IOException {
    lastRun.writeTo(folder.resolve("metrics"));
    lastRun.writeTo(folder.resolve("metrics"));

    try (var files = Files.list(folder.resolve("metrics"))) {
      assertThat(files)
          .extracting(file -> file.getFileName().toString())
          .containsExactly("bulkOrderJob.prom");
    }
  }
}
