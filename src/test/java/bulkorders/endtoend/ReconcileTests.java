package bulkorders.endtoend;

import static bulkorders.endtoend.Rehearsal.HEADER;
import static bulkorders.endtoend.Rehearsal.group;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** The provider's books against the ledger. */
class ReconcileTests {

  @RegisterExtension private final Rehearsal rehearsal = new Rehearsal();

  private Result reconcile(Object... arguments) {
    return rehearsal.run(
        Stream.concat(Stream.of("reconcile", "--format", "json"), Stream.of(arguments)).toArray());
  }

  private static Map<String, Integer> kinds(Result result, String name) {
    Map<String, Integer> kinds = new HashMap<>();
    result
        .json()
        .required(name)
        .properties()
        .forEach(
            kind -> {
              if (kind.getValue().asInt() > 0) {
                kinds.put(kind.getKey(), kind.getValue().asInt());
              }
            });
    return kinds;
  }

  @Test
  void every_kind_of_difference_is_told_and_what_is_safe_is_taken_over_without_buying() {
    // Six orders of five numbers; their number orders get the user's own reference back.
    Path file =
        rehearsal.write(
            "numbers.csv",
            HEADER
                + ",customer_reference\n"
                + IntStream.range(0, 6)
                    .mapToObj(row -> "US,local,5,312,ref-%d\n".formatted(row))
                    .reduce("", String::concat));
    rehearsal.order(file).hasStatus(0);
    rehearsal.buy("batch", "[" + group(2, "773") + "]");
    rehearsal.buy(null, "[" + group(2, "773") + "]");
    rehearsal.buy("boaaaaaaaaaaaaaaaa.1", "[" + group(2, "773") + "]");

    Result clean = reconcile().hasStatus(0);
    assertThat(clean.json().required("status").asString()).isEqualTo("CLEAN");
    assertThat(clean.json().required("orders_ours").asInt()).isEqualTo(6);
    assertThat(clean.json().required("orders_foreign").asInt()).isEqualTo(2);
    assertThat(clean.json().required("orders_other_ledger").asInt()).isOne();
    assertThat(clean.json().required("number_orders_ours").asInt()).isEqualTo(6);
    assertThat(clean.json().required("number_orders_foreign").asInt()).isEqualTo(2);
    assertThat(clean.json().required("numbers_ours").asInt()).isEqualTo(30);

    String twice = rehearsal.buy(rehearsal.ledger().reference(1, 1), "[" + group(5, "312") + "]");
    String tag = rehearsal.ledger().reference(1, 1).replaceFirst(".*bo([a-z2-7]{16}).*", "$1");
    rehearsal.buy("bo" + tag + ".99", "[" + group(3, "773") + "]");
    Ledger ledger = rehearsal.ledger();
    // Number 2 was delivered to nobody's knowledge, 3 lacks its number order, 4 differs.
    ledger.execute(
        "delete from phone_number where phone_number = (select min(n.phone_number) from"
            + " phone_number n join provider_order o on o.id = n.order_id where o.order_no = 2)");
    ledger.execute(
        "delete from number_order where order_id = (select id from provider_order where order_no ="
            + " 3)");
    ledger.execute(
        "delete from phone_number where order_id = (select id from provider_order where order_no ="
            + " 3)");
    ledger.execute(
        "update number_order set status = 'pending' where order_id = (select id from provider_order"
            + " where order_no = 4)");
    ledger.execute(
        "update order_group set count_allocated = 4 where order_id = (select id from provider_order"
            + " where order_no = 4)");
    ledger.execute(
        "insert into phone_number (order_id, position, phone_number, number_order_id, status,"
            + " state) select order_id, position, '+19995550100', number_order_id, status,"
            + " 'IN_SERVICE' from phone_number where order_id = (select id from provider_order"
            + " where order_no = 4) limit 1");
    // 5 is parked although it is there, and 6 is at a provider that knows nothing of it.
    ledger.execute(
        "delete from phone_number where order_id = (select id from provider_order where order_no ="
            + " 5)");
    ledger.execute(
        "delete from number_order where order_id = (select id from provider_order where order_no ="
            + " 5)");
    ledger.execute(
        "update provider_order set state = 'UNCERTAIN', parked_reason = 'not found',"
            + " provider_order_id = null, numbers_ordered = 0, numbers_in_service = 0, final_at ="
            + " null where order_no = 5");
    ledger.execute(
        "update provider_order set provider_order_id = 'gone', reference = 'bo"
            + tag
            + ".77',"
            + " accepted_at = accepted_at - interval '1 hour' where order_no = 6");
    long bought = rehearsal.requests("create_order");

    Result told = reconcile().hasStatus(3);
    assertThat(kinds(told, "differences"))
        .isEqualTo(
            Map.of(
                "unknown_order", 2,
                "unplaced", 1,
                "reference_twice", 1,
                "missing_order", 1,
                "count_differs", 1,
                "number_order_unknown", 1,
                "number_order_differs", 1,
                "number_unknown", 1,
                "number_missing", 1));
    List<String> rows = Rehearsal.reportRows(told.json(), "reconciliation.csv");
    assertThat(rows)
        .hasSize(10)
        .anySatisfy(row -> assertThat(row).startsWith("reference_twice,telnyx,").contains(twice))
        .anySatisfy(
            row -> assertThat(row).startsWith("number_missing").contains("+19995550100,1,4,"));
    assertThat(rehearsal.run("reconcile").hasStatus(3).out())
        .contains("10 differences", "1:5 ", "bulk-orders reconcile --repair");

    Result mended = reconcile("--repair", "--note", "after a restore").hasStatus(3);
    assertThat(kinds(mended, "repaired"))
        .isEqualTo(
            Map.of(
                "unplaced", 1,
                "count_differs", 1,
                "number_order_unknown", 1,
                "number_order_differs", 1,
                "number_unknown", 1));
    assertThat(rehearsal.requests("create_order")).as("nothing is bought").isEqualTo(bought);
    assertThat(kinds(reconcile().hasStatus(3), "differences"))
        .isEqualTo(
            Map.of("unknown_order", 2, "surplus", 1, "missing_order", 1, "number_missing", 1));
    JsonNode run = rehearsal.run("runs", 1, "--format", "json").hasStatus(0).json();
    assertThat(run.required("numbers").required("ordered").asInt()).isEqualTo(30);
    assertThat(run.required("numbers").required("surplus").asInt()).isEqualTo(6);
    assertThat(Rehearsal.reportRows(run, "numbers.csv")).hasSize(31);
  }

  @Test
  void killed_while_it_reads_it_goes_on_with_the_page_it_was_at() {
    rehearsal
        .order(
            rehearsal.file(
                "many.csv", IntStream.range(0, 600).mapToObj(row -> "US,local,1,312").toList()))
        .hasStatus(0);
    try (HeldMoment moment =
        HeldMoment.beforeInsert(
            rehearsal.ledger(),
            rehearsal.database(),
            "book_scan",
            "new.list = 'NUMBER_ORDERS' and new.next_page = 3")) {
      Program.Child child = rehearsal.start("reconcile");
      moment.awaitReached(child);
      assertThat(reconcile("--account", "telnyx").hasStatus(5).err())
          .contains("is being reconciled by another process");
      child.kill();
      moment.forget();
    }
    long listed = rehearsal.requests("list_orders");

    Result again = reconcile().hasStatus(0);

    assertThat(again.json().required("reconciliation").asInt()).isOne();
    assertThat(again.json().required("number_orders_ours").asInt()).isEqualTo(600);
    assertThat(rehearsal.requests("list_orders")).as("the orders are read").isEqualTo(listed);
    assertThat(reconcile().hasStatus(0).json().required("reconciliation").asInt()).isEqualTo(2);
    assertThat(rehearsal.ledger().count("select count(*) from listed_number_order")).isZero();
  }

  @Test
  void what_cannot_be_read_is_never_called_clean_and_what_cannot_be_asked_is_one_line() {
    rehearsal.order(rehearsal.file("numbers.csv", Rehearsal.areas(1, 5))).hasStatus(0);
    String before = rehearsal.ledger().everything();
    assertThat(reconcile("--since", "yesterday").hasStatus(2).err())
        .hasLineCount(1)
        .contains("yesterday", "2026-09-01");
    assertThat(reconcile("--account", "nobody").hasStatus(2).err())
        .hasLineCount(1)
        .contains("there is no account nobody");
    Map<String, String> withoutKey = rehearsal.environment();
    withoutKey.remove("TELNYX_API_KEY");
    assertThat(rehearsal.startWith(withoutKey, "reconcile").await().hasStatus(2).err())
        .hasLineCount(1)
        .contains("TELNYX_API_KEY");
    assertThat(rehearsal.ledger().everything()).isEqualTo(before);
    assertThat(rehearsal.ledger().count("select count(*) from reconciliation")).isZero();

    Result unwritten =
        reconcile("--report-dir", rehearsal.write("a file", "").resolve("in it")).hasStatus(1);
    assertThat(unwritten.err())
        .hasLineCount(1)
        .contains("cannot be written to", "--report-dir", "the same command goes on");
    assertThat(reconcile().hasStatus(0).json().required("reconciliation").asInt()).isOne();

    rehearsal.fault("{'provider':'telnyx','operation':'get_numbers','fault':'unauthorized'}");
    Result stopped = reconcile().hasStatus(4);
    assertThat(stopped.json().required("status").asString()).isEqualTo("STOPPED");
    rehearsal.noFaults();
    assertThat(
            reconcile("--since", "2020-01-01").hasStatus(0).json().required("orders_ours").asInt())
        .isOne();
    assertThat(reconcile("--since", "2999-01-01").hasStatus(2).err())
        .hasLineCount(1)
        .contains("2999-01-01 is still to come");
  }
}
