package bulkorders.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerStateTests {

  private static final Instant AT = Instant.ofEpochSecond(1_700_000_000);

  @Test
  void whatIsOpenStandsThereForEachAccountAndState() {
    var state =
        new LedgerState(
            AT,
            List.of(
                new LedgerState.Account(
                    "east", Map.of("uncertain", 2L, "accepted", 0L), 2, AT.minusSeconds(60)),
                new LedgerState.Account("west", Map.of("uncertain", 1L), 1, null)),
            4,
            Map.of("bulkOrderJob", AT.minusSeconds(10)));
    assertThat(state.exposition().lines())
        .contains(
            "bulk_orders_ledger_read_timestamp_seconds 1.7E9",
            "bulk_orders_uncertain_orders 3.0",
            "bulk_orders_surplus_orders 4.0",
            "bulk_orders_orders_open{account=\"east\",state=\"uncertain\"} 2.0",
            "bulk_orders_orders_open{account=\"east\",state=\"accepted\"} 0.0",
            "bulk_orders_orders_open{account=\"west\",state=\"uncertain\"} 1.0",
            "bulk_orders_oldest_open_order_timestamp_seconds{account=\"east\"} 1.69999994E9",
            "bulk_orders_last_success_timestamp_seconds{batch_job=\"bulkOrderJob\"} 1.69999999E9")
        .noneMatch(line -> line.contains("timestamp_seconds{account=\"west\""));
  }

  @Test
  void aDeclaredJobHasAFileOfItsOwn(@TempDir Path folder) throws IOException {
    new DeclaredJobRun("nightly-orders", AT, Duration.ofMillis(1_500), 3).writeTo(folder);
    assertThat(folder.resolve("declared-nightly-orders.prom"))
        .content()
        .contains(
            "bulk_orders_declared_job_timestamp_seconds{declared_job=\"nightly-orders\"} 1.7E9",
            "bulk_orders_declared_job_duration_seconds{declared_job=\"nightly-orders\"} 1.5",
            "bulk_orders_declared_job_exit_code{declared_job=\"nightly-orders\"} 3.0");
  }
}
