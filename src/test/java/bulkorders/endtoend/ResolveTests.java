package bulkorders.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** Orders of which nobody knows whether the provider took them, and the people who decide. */
@ParameterizedClass
@EnumSource
class ResolveTests {

  private static final String PARK = "--bulk-orders.submission.on-absent=park";

  @RegisterExtension private final Rehearsal rehearsal;

  ResolveTests(Seller seller) {
    rehearsal = new Rehearsal(seller);
  }

  /** Two orders that are alike but for the user's own reference. */
  private Path twoOrders() {
    return rehearsal.ordersOf("numbers.csv", 5, "north", "south");
  }

  /** Lets the answer to the first order be lost, and the order with it. */
  private void loseFirstOrder() {
    rehearsal.fault("{'operation':'create_order','fault':'drop_before_commit','times':1}");
  }

  private Result resolve(Object... arguments) {
    return rehearsal.run(Stream.concat(Stream.of("resolve"), Stream.of(arguments)).toArray());
  }

  @Test
  void one_that_is_always_asked_about_is_parked_shown_and_sent_again() {
    loseFirstOrder();
    Result stopped =
        rehearsal.order(twoOrders(), PARK, "--bulk-orders.submission.workers=1").hasStatus(4);
    assertThat(stopped.json().required("orders").required("parked").asInt()).isOne();
    assertThat(stopped.json().required("orders").required("uncertain").asInt()).isOne();
    assertThat(rehearsal.books().numbers()).isEqualTo(5);
    String reference = rehearsal.ledger().reference(1, 1);
    String parked = rehearsal.ledger().everything();

    assertThat(rehearsal.run("runs", 1).hasStatus(0).out())
        .contains(
            "order 1:1  UNCERTAIN since ", "5 numbers", reference, "not found at the provider")
        .contains("bulk-orders resolve 1:1 --adopt PROVIDER_ID")
        .contains("bulk-orders resolve 1:1 --resend", "bulk-orders resolve 1:1 --abandon");
    assertThat(rehearsal.run("todo").hasStatus(3).out())
        .hasLineCount(1)
        .contains("parked", "order 1, 5 numbers: not found at the provider")
        .endsWith(": bulk-orders resolve 1:1\n");
    assertThat(resolve(reference, "--format", "json").hasStatus(0).json().required("order"))
        .hasToString("\"1\"");

    // What cannot be decided costs one line, and nothing in the ledger.
    refused(resolve("1:9", "--abandon", "--yes"), "no order 1:9");
    refused(resolve("nothing", "--adopt", "x"), "no order nothing");
    refused(resolve("1:2", "--abandon", "--yes"), "order 1:2 is COMPLETED");
    refused(resolve("1:1", "--abandon"), "--yes");
    refused(resolve("1:1", "--adopt", " "), "--adopt needs the id");
    refused(resolve("1:1", "--adopt", "../nothing"), "1:1", "was not found");
    refused(
        resolve("1:1", "--adopt", rehearsal.ledger().providerOrderId(1, 2)),
        "is that of order " + rehearsal.ledger().reference(1, 2));
    refused(resolve("1:1", "--adopt", rehearsal.buySame("south", 5)), "south");
    assertThat(rehearsal.ledger().everything()).isEqualTo(parked);

    Result again =
        resolve("1:1", "--resend", "--yes", "--actor", "night@desk", "--note", "case 12")
            .hasStatus(0);
    assertThat(again.out()).contains("order 1:1  PLANNED", "next     bulk-orders restart 1");
    assertThat(rehearsal.run("runs", 1).out()).contains("by night@desk", "case 12");
    rehearsal.run("restart", 1, "--yes", PARK).hasStatus(0);

    assertThat(rehearsal.books().references().get(reference)).isOne();
    assertThat(rehearsal.ledger().phoneNumbers()).isEqualTo(10);
    assertThat(rehearsal.run("todo").hasStatus(0).out()).contains("nothing to do");
  }

  private static void refused(Result result, String... why) {
    assertThat(result.hasStatus(2).err()).hasLineCount(1).contains(why);
    assertThat(result.out()).isEmpty();
  }

  @Test
  void one_that_is_there_twice_is_never_sent_again_and_what_is_too_much_stays_in_sight() {
    loseFirstOrder();
    rehearsal.order(twoOrders(), PARK, "--bulk-orders.submission.workers=1").hasStatus(4);
    String reference = rehearsal.ledger().reference(1, 1);
    String one = rehearsal.buySame(reference, 5);
    String other = rehearsal.buySame(reference, 5);

    assertThat(resolve("1:1", "--resend", "--yes").hasStatus(2).err())
        .contains("looked through once more in 4 s", "is not sent again", one, other);
    Result adopted = resolve("1:1", "--adopt", one, "--format", "json").hasStatus(0);
    assertThat(adopted.json().required("state").asString()).isEqualTo("ACCEPTED");
    assertThat(adopted.json().required("surplus").get(0).asString()).isEqualTo(other);
    assertThat(adopted.json().required("next").asString()).isEqualTo("bulk-orders restart 1");

    Result whole = rehearsal.run("restart", 1, "--yes", "--format", "json").hasStatus(0);
    JsonNode numbers = whole.json().required("numbers");
    assertThat(numbers.required("ordered").asInt()).isEqualTo(10);
    assertThat(numbers.required("surplus").asInt()).isEqualTo(5);
    assertThat(rehearsal.books().references().get(reference)).isEqualTo(2);
    assertThat(rehearsal.run("runs", 1).out()).contains("surplus, to be cancelled", other);
    assertThat(rehearsal.run("todo").hasStatus(3).out())
        .contains("surplus", "5 numbers beyond what was asked for");
    assertThat(Rehearsal.reportRows(whole.json(), "orders.csv"))
        .anySatisfy(row -> assertThat(row).contains(one, ",5,1,"));
  }

  @Test
  void one_that_is_given_up_on_a_terminal_is_a_shortfall_to_be_ordered_elsewhere() {
    loseFirstOrder();
    Path file = twoOrders();
    Program.Child child =
        rehearsal.startOrder(
            file, "--bulk-orders.submission.workers=1", "--bulk-orders.submission.settle-time=5m");
    rehearsal.ledger().create();
    await().atMost(Duration.ofSeconds(90)).until(() -> rehearsal.ledger().events("UNCERTAIN") > 0);

    // While somebody is at work on the run nobody else decides.
    assertThat(resolve("1:1", "--abandon", "--yes").hasStatus(5).err())
        .hasLineCount(1)
        .contains("bulk-orders stop 1");
    rehearsal.run("stop", 1).hasStatus(0);
    child.await().hasStatus(4);

    rehearsal
        .converseWith(rehearsal.environment(), "resolve", "1:1", "--abandon", "--note", "too late")
        .awaitWords("Type the order's number of numbers (5)")
        .type("5\n")
        .end()
        .hasStatus(0);

    Result whole = rehearsal.order(file).hasStatus(3);
    assertThat(whole.numbers().shortfall()).isEqualTo(5);
    assertThat(whole.numbers().ordered()).isEqualTo(5);
    // Which of the two is order 1 is the plan's choice; its reference begins with the row's own.
    String givenUp = rehearsal.ledger().reference(1, 1).substring(0, "north".length());
    assertThat(givenUp).isIn("north", "south");
    assertThat(Rehearsal.reportRows(whole.json(), "shortfall.csv"))
        .singleElement()
        .asString()
        .contains("given up: too late")
        .endsWith("," + givenUp);
    assertThat(rehearsal.books().numbers()).isEqualTo(5);
  }
}
