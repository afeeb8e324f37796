package bulkorders.endtoend;

import static bulkorders.endtoend.Rehearsal.areas;
import static bulkorders.endtoend.Rehearsal.reportRows;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** As {@link CrashTests}, where it matters what is in the file: in intake, and with its groups. */
class InputCrashTests {

  /** Of four orders; each takes two of the eight groups of five numbers. */
  private static final String SMALL_ORDERS = "--bulk-orders.planning.max-numbers-per-order=10";

  @RegisterExtension private final Rehearsal rehearsal = new Rehearsal();

  @BeforeEach
  void prepare() {
    rehearsal.ledger().create();
  }

  @Test
  void during_intake() {
    Path large =
        rehearsal.file(
            "large.csv",
            IntStream.range(0, 25_000)
                .mapToObj(row -> row % 1_000 == 0 ? "US,local,2,312" : "US,fixed,1,312")
                .toList());
    killedBeforeInsert("reject", "new.row_no = 15500", large, "--skip-limit", "100%");
    // Whole chunks are there: groups, one in a thousand, and the rejects of the same rows.
    long groups = rehearsal.ledger().count("select count(*) from ordering_group");
    assertThat(groups).isBetween(1L, 15L);
    assertThat(rehearsal.ledger().count("select count(*) from reject")).isEqualTo(groups * 999);

    Result again = rehearsal.order(large, "--skip-limit", "100%").hasStatus(3);
    assertThat(again.json().required("rows").required("read").asLong()).isEqualTo(25_000);
    assertThat(again.numbers().ordered()).isEqualTo(50);
    assertThat(again.numbers().rejected()).isEqualTo(24_975);
    assertThat(reportRows(again.json(), "results.csv")).hasSize(25_000);
    rehearsal.boughtExactly(50);
  }

  @Test
  void the_database_loses_the_connection_during_intake() {
    Path large =
        rehearsal.file(
            "large.csv",
            IntStream.range(0, 25_000)
                .mapToObj(row -> row % 1_000 == 0 ? "US,local,2,312" : "US,fixed,1,312")
                .toList());
    try (HeldMoment moment = beforeInsert("reject", "new.row_no = 15500")) {
      Program.Child child = rehearsal.startOrder(large, "--skip-limit", "100%");
      moment.awaitReached(child);
      moment.forget();
      assertThat(child.await().hasStatus(1).err()).contains("the same command goes on");
    }
    Result again = rehearsal.order(large, "--skip-limit", "100%").hasStatus(3);
    assertThat(again.json().required("rows").required("read").asLong()).isEqualTo(25_000);
    assertThat(again.numbers().rejected()).isEqualTo(24_975);
    rehearsal.boughtExactly(50);
  }

  @Test
  void while_an_order_is_replaced_whose_group_was_refused() {
    Path file = rehearsal.file("numbers.csv", areas(8, 5));
    rehearsal.fault("[{'operation':'create_order','fault':'refuse_group','group':1,'times':1}]");
    killedBeforeInsert("provider_order", "new.replacement = 1", file, SMALL_ORDERS);

    // Nobody knows any more what the provider answered, so the order is sent again as it was.
    Result again = rehearsal.order(file, SMALL_ORDERS).hasStatus(0);
    assertThat(again.numbers().ordered()).isEqualTo(40);
    assertThat(rehearsal.boughtExactly(40).orders()).isEqualTo(4);
  }

  private void killedBeforeInsert(String table, String condition, Path input, Object... arguments) {
    try (HeldMoment moment = beforeInsert(table, condition)) {
      Program.Child child = rehearsal.startOrder(input, arguments);
      moment.awaitReached(child);
      child.kill();
      moment.forget();
    }
  }

  private HeldMoment beforeInsert(String table, String condition) {
    return HeldMoment.beforeInsert(rehearsal.ledger(), rehearsal.database(), table, condition);
  }
}
