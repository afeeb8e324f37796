package bulkorders.endtoend;

import static bulkorders.endtoend.Rehearsal.reportRows;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What becomes of the user's own references, whose place at the provider ours take. */
class CustomerReferenceTests {

  private static final List<String> OWN =
      IntStream.rangeClosed(1, 12).mapToObj("PO %d/2026"::formatted).sorted().toList();

  @RegisterExtension private final Rehearsal rehearsal = new Rehearsal();

  /** Twelve rows, each with a reference of its own. */
  private Path file() {
    return rehearsal.write(
        "numbers.csv",
        Rehearsal.HEADER
            + ",customer_reference\n"
            + String.join(
                "\n", OWN.stream().map(reference -> "US,local,2,312," + reference).toList())
            + "\n");
  }

  @Test
  void they_split_orders_and_are_back_at_the_provider_in_the_end() {
    Path file = file();
    assertThat(rehearsal.run("plan", file).hasStatus(0).out())
        .contains("12 orders", "--customer-reference keep would make about 1");

    Result result = rehearsal.order(file).hasStatus(0);

    assertThat(rehearsal.boughtExactly(24).orders()).isEqualTo(12);
    assertThat(rehearsal.books().references().keySet())
        .allMatch(reference -> reference.matches("PO-[0-9]+-2026\\.bo[a-z2-7]{16}\\.[0-9]+"));
    assertThat(rehearsal.numberOrderReferences()).containsExactlyElementsOf(OWN);
    assertThat(reportRows(result.json(), "numbers.csv")).hasSize(24);
  }

  @Test
  void they_share_an_order_when_they_are_kept() {
    Path file = file();
    assertThat(rehearsal.run("plan", file, "--customer-reference", "keep").hasStatus(0).out())
        .contains("1 order;", "--customer-reference split would make at least 12 orders");

    Result result = rehearsal.order(file, "--customer-reference", "keep").hasStatus(0);

    assertThat(rehearsal.boughtExactly(24).orders()).isOne();
    assertThat(rehearsal.requests("update")).isZero();
    for (String own : OWN) {
      assertThat(reportRows(result.json(), "numbers.csv"))
          .filteredOn(row -> row.contains(own))
          .hasSize(2);
    }
    assertThat(rehearsal.order(file).hasStatus(2).json().required("error").asString())
        .contains("run 2 orders this input with --customer-reference keep, not split");
  }

  @Test
  void killed_before_they_are_back_it_goes_on_and_sends_none_of_them_again() {
    Path file = file();
    rehearsal.ledger().create();
    try (HeldMoment moment =
        HeldMoment.beforeInsert(
            rehearsal.ledger(), rehearsal.database(), "event", "new.type = 'REFERENCE_RESTORED'")) {
      Program.Child child = rehearsal.startOrder(file);
      moment.awaitReached(child);
      child.kill();
      moment.forget();
    }
    assertThat(rehearsal.run("runs", "1").hasStatus(0).out())
        .contains("still to get their customer_reference back");

    rehearsal.order(file).hasStatus(0);

    assertThat(rehearsal.requests("update")).isEqualTo(12);
    assertThat(rehearsal.requests("create_order")).isEqualTo(12);
    assertThat(rehearsal.numberOrderReferences()).containsExactlyElementsOf(OWN);
    rehearsal.boughtExactly(24);
  }

  @Test
  void when_the_provider_does_not_answer_they_are_restored_by_the_next_launch() {
    Path file = file();
    rehearsal.fault("[{'operation':'update','fault':'status_500','times':null}]");
    Result down = rehearsal.order(file, "--bulk-orders.outage.max-failures=3").hasStatus(4);
    assertThat(down.json().required("error").asString()).contains("gives no usable answer");
    assertThat(down.numbers().ordered()).isEqualTo(24);
    rehearsal.noFaults();

    rehearsal.run("restart", "--stopped", "--yes").hasStatus(0);

    assertThat(rehearsal.numberOrderReferences()).containsExactlyElementsOf(OWN);
    assertThat(rehearsal.requests("create_order")).isEqualTo(12);
  }
}
