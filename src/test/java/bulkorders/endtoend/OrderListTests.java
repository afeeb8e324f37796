package bulkorders.endtoend;

import static bulkorders.endtoend.Rehearsal.HEADER;
import static bulkorders.endtoend.Rehearsal.group;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** Listing orders, of the ledger and of the provider. */
class OrderListTests {

  @RegisterExtension private final Rehearsal rehearsal = new Rehearsal();

  private List<JsonNode> orders(Object... filters) {
    List<JsonNode> orders = new ArrayList<>();
    rehearsal
        .run(Stream.concat(Stream.of("orders", "--format", "json"), Stream.of(filters)).toArray())
        .hasStatus(0)
        .json()
        .required("orders")
        .forEach(orders::add);
    return orders;
  }

  private static List<String> of(List<JsonNode> orders, String name) {
    return orders.stream().map(order -> order.required(name).asString()).toList();
  }

  @Test
  void orders_of_all_runs_are_found_by_what_people_look_for() {
    assertThat(orders()).isEmpty();
    rehearsal
        .order(
            rehearsal.write(
                "a.csv",
                HEADER + ",customer_reference\nUS,local,5,312,north\nUS,local,6,773,south\n"))
        .hasStatus(0);
    rehearsal.fault("[{'operation':'create_order','fault':'stuck_processing'}]");
    rehearsal
        .order(rehearsal.write("b.csv", HEADER + "\nUS,local,7,415\n"), "--no-wait")
        .hasStatus(6);

    assertThat(of(orders(), "order")).containsExactly("1", "2", "1");
    assertThat(of(orders("--status", "open"), "run")).containsExactly("2");
    assertThat(of(orders("--status", "completed"), "status"))
        .containsExactly("COMPLETED", "COMPLETED");
    assertThat(of(orders("--customer-reference", "south"), "requested")).containsExactly("6");
    String reference = rehearsal.ledger().reference(1, 1);
    assertThat(orders("--customer-reference", reference)).hasSize(1);
    assertThat(of(orders("--count", 7), "run")).containsExactly("2");
    assertThat(orders("--requirements-met", "true")).hasSize(2);
    assertThat(orders("--created-after", "2100-01-01")).isEmpty();
    assertThat(orders("--created-before", "2100-01-01T00:00:00Z")).hasSize(3);
    assertThat(orders("--account", "east")).isEmpty();
    assertThat(orders("--provider", "telnyx")).hasSize(3);

    List<String> csv =
        rehearsal.run("orders", "--format", "csv").hasStatus(0).out().lines().toList();
    assertThat(csv).hasSize(4);
    assertThat(csv.get(0)).startsWith("run,order,status,account,provider,requested");
    assertThat(csv.get(1)).startsWith("1,1,COMPLETED,telnyx,telnyx,6,6,6,0,true,false,");
    assertThat(rehearsal.run("orders", "--status", "waiting").hasStatus(0).out())
        .hasLineCount(1)
        .startsWith("  run  order");
    assertThat(rehearsal.run("orders", "--status", "success").hasStatus(2).err())
        .contains("--status success is none of the ledger", "completed");
    assertThat(rehearsal.run("orders", "--created-after", "yesterday").hasStatus(2).err())
        .contains("is no time");
  }

  @Test
  void number_orders_of_the_provider_are_listed_page_by_page_by_its_own_filters() {
    // More than a page of number orders.
    rehearsal
        .order(
            rehearsal.write(
                "a.csv", HEADER + "\n" + "US,local,1,312\n".repeat(260) + "US,local,3,773\n"))
        .hasStatus(0);
    rehearsal.buy("batch", "[" + group(2, "415") + "]");
    rehearsal.noFaults();

    assertThat(orders("--remote")).hasSize(262);
    assertThat(of(orders("--remote", "--customer-reference", "batch"), "phone_numbers_count"))
        .containsExactly("2");
    assertThat(of(orders("--remote", "--count", 3), "status")).containsExactly("success");
    assertThat(orders("--remote", "--status", "pending")).isEmpty();
    assertThat(orders("--remote", "--requirements-met", "true")).hasSize(262);
    assertThat(orders("--remote", "--created-before", "2000-01-01")).isEmpty();
    assertThat(
            rehearsal
                .run("orders", "--remote", "--count", 2, "--format", "csv")
                .hasStatus(0)
                .out()
                .lines())
        .hasSize(2)
        .anySatisfy(line -> assertThat(line).startsWith("telnyx,").endsWith(",batch"));
  }
}
