package bulkorders.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** The whole way of a number, a row or an order. */
class TraceTests {

  @RegisterExtension private final Rehearsal rehearsal = new Rehearsal();

  @Test
  void a_number_a_row_and_an_order_tell_their_way() {
    Path file =
        rehearsal.write(
            "numbers.csv",
            "request_id,%s\nalpha,US,local,2,312\nbeta,US,fixed,2,312\ngamma,US,local,3,512\n"
                .formatted(Rehearsal.HEADER));
    rehearsal.order(file, "--actor", "clerk@desk", "--note", "week 47").hasStatus(3);

    JsonNode row = trace("1:2");
    assertThat(row.required("rows")).hasSize(1);
    assertThat(row.required("rows").get(0).required("request_id").asString()).isEqualTo("alpha");
    assertThat(row.required("numbers")).hasSize(2);
    assertThat(row.required("orders")).hasSize(1);
    assertThat(row.required("events").valueStream())
        .anySatisfy(
            event -> {
              assertThat(event.required("type").asString()).isEqualTo("LAUNCHED");
              assertThat(event.required("actor").asString()).isEqualTo("clerk@desk");
              assertThat(event.required("detail").asString()).isEqualTo("week 47");
            })
        .anySatisfy(event -> assertThat(event.required("type").asString()).isEqualTo("ACCEPTED"));

    JsonNode number = row.required("numbers").get(0);
    String phoneNumber = number.required("phone_number").asString();
    JsonNode order = row.required("orders").get(0);
    JsonNode ofNumber = trace(phoneNumber);
    assertThat(ofNumber.required("rows")).isEqualTo(row.required("rows"));
    assertThat(ofNumber.required("orders")).isEqualTo(row.required("orders"));
    assertThat(ofNumber.required("numbers")).hasSize(1);
    assertThat(number.required("cost_source").asString()).isEqualTo("unknown");

    for (String id :
        new String[] {
          order.required("reference").asString(),
          order.required("provider_order_id").asString(),
          number.required("number_order_id").asString()
        }) {
      JsonNode ofOrder = trace(id);
      assertThat(ofOrder.required("orders")).isEqualTo(row.required("orders"));
      assertThat(ofOrder.required("rows")).hasSize(2);
      assertThat(ofOrder.required("numbers_total").asInt()).isEqualTo(5);
    }

    assertThat(rehearsal.run("trace", phoneNumber).hasStatus(0).out())
        .contains(
            "row        run 1, line 2 request alpha",
            "asks     2 numbers: US local 312",
            "order      run 1, order 1, COMPLETED",
            "number     " + phoneNumber + ", IN_SERVICE",
            order.required("reference").asString(),
            "cost     unknown",
            "by clerk@desk");
    assertThat(rehearsal.run("trace", "1:3").hasStatus(0).out())
        .contains(
            "rejected phone_number_type: expected one of local, mobile, national, shared_cost,"
                + " toll_free");
    assertThat(rehearsal.run("runs", 1).hasStatus(0).out()).contains("note       week 47");
  }

  @Test
  void what_is_unknown_is_told_in_one_line() {
    // Rehearsals of other tests stand in the same database, and number this one.
    int run =
        rehearsal
            .order(
                rehearsal.file("numbers.csv", Rehearsal.areas(1, 1)),
                "--sandbox",
                "--run-key",
                rehearsal.key())
            .hasStatus(0)
            .json()
            .required("run")
            .asInt();
    for (String what : new String[] {"+13125550100", "1:2", "9:2", "nonsense"}) {
      Result unknown = rehearsal.run("trace", what).hasStatus(2);
      assertThat(unknown.err()).hasLineCount(1).contains("the ledger knows nothing of " + what);
    }
    assertThat(rehearsal.run("trace", run + ":2", "--sandbox").hasStatus(0).out())
        .contains("order 1");
  }

  private JsonNode trace(String what) {
    return rehearsal.run("trace", what, "--format", "json").hasStatus(0).json();
  }
}
