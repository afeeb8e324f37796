package bulkorders.endtoend;

import static bulkorders.endtoend.Rehearsal.areas;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a person approved is ordered, and nothing else. */
class ApprovalTests {

  @RegisterExtension private final Rehearsal rehearsal = new Rehearsal();

  @Test
  void an_approved_plan_is_ordered_without_asking() {
    Path file = rehearsal.file("numbers.csv", areas(4, 5));
    Result plan = rehearsal.run("plan", file, "--format", "json").hasStatus(0);
    String hash = plan.json().required("plan_hash").asString();
    assertThat(hash).matches("[0-9a-f]{12}-[0-9a-f]{8}-[0-9a-f]{20}");
    assertThat(rehearsal.run("plan", file).hasStatus(0).out()).contains("hash       " + hash);
    // A ledger of its own, and runs of other numbers.
    assertThat(rehearsal.run("plan", file, "--sandbox").hasStatus(0).out()).contains(hash);

    Result ordered =
        rehearsal.run("order", file, "--approved", hash, "--format", "json").hasStatus(0);

    assertThat(ordered.json().required("plan_hash").asString()).isEqualTo(hash);
    rehearsal.boughtExactly(20);
  }

  @Test
  void what_moved_is_told_and_nothing_is_ordered() {
    Path file = rehearsal.file("numbers.csv", areas(4, 5));
    String hash = hashOf(file);

    Path other = rehearsal.file("other.csv", areas(4, 6));
    refused(other, hash, "the input is not the one that was approved");
    refused(file, hash, "the settings moved", "--bulk-orders.planning.max-numbers-per-order=10");
    refused(file, "yes", "it is no hash that plan prints");

    // Repeats of what was ordered since are left out: another plan of the same input.
    Path requests =
        rehearsal.write(
            "requests.csv",
            "request_id,%s\na,%s\nb,%s\n"
                .formatted(Rehearsal.HEADER, areas(1, 3).get(0), areas(1, 4).get(0)));
    String whole = hashOf(requests);
    rehearsal
        .order(
            rehearsal.write(
                "first.csv",
                "request_id,%s\na,%s\n".formatted(Rehearsal.HEADER, areas(1, 3).get(0))))
        .hasStatus(0);
    refused(requests, whole, "the plan moved", "--repeat", "skip");
    rehearsal.boughtExactly(3);
  }

  @Test
  void a_cost_limit_that_cannot_be_kept_orders_nothing() {
    Path file =
        rehearsal.write("costly.csv", "%s\n%s\n".formatted(Rehearsal.HEADER, areas(1, 3).get(0)));
    assertThat(rehearsal.run("order", file, "--yes", "--max-cost", "500", "USD").hasStatus(2).err())
        .contains("--max-cost 500 USD cannot be kept, since the cost of 1 order is not known")
        .contains("--max-numbers");
    assertThat(
            rehearsal
                .run("order", "absent.csv", "--yes", "--max-cost", "much", "money")
                .hasStatus(2)
                .err())
        .contains("expected an amount above 0 and its currency");
    rehearsal.boughtNothing();
  }

  private String hashOf(Path file) {
    return rehearsal
        .run("plan", file, "--format", "json")
        .hasStatus(0)
        .json()
        .required("plan_hash")
        .asString();
  }

  private void refused(Path file, String hash, String reason, Object... more) {
    Object[] arguments =
        java.util.stream.Stream.concat(
                java.util.stream.Stream.of("order", file, "--approved", hash),
                java.util.stream.Stream.of(more))
            .toArray();
    assertThat(rehearsal.run(arguments).hasStatus(2).err()).contains(reason, "nothing was ordered");
  }
}
