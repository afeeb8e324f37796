package bulkorders.endtoend;

import static bulkorders.endtoend.Rehearsal.HEADER;
import static bulkorders.endtoend.Rehearsal.areas;
import static org.assertj.core.api.Assertions.assertThat;

import bulkorders.database.Database;
import bulkorders.database.TestDatabases;
import bulkorders.endtoend.Rehearsal.Books;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The provider remembers what a ledger does not: the same file from another laptop, a ledger that
 * was lost, one that was restored from an older dump.
 */
class OtherLedgerTests {

  @RegisterExtension private final Rehearsal rehearsal = new Rehearsal();

  /** Three orders of five numbers. */
  private Path threeOrders() {
    return rehearsal.write(
        "numbers.csv",
        HEADER
            + ",customer_reference\n"
            + "US,local,5,312,north\n"
            + "US,local,5,773,south\n"
            + "US,local,5,646,east\n");
  }

  /** What another laptop has: a HOME and a ledger of its own, the same key. */
  private Map<String, String> laptop(String name, Database database) {
    Map<String, String> environment = rehearsal.environment();
    environment.put("BULK_ORDERS_HOME", rehearsal.directory().resolve(name).toString());
    environment.put("SPRING_DATASOURCE_URL", database.url());
    environment.put("SPRING_DATASOURCE_USERNAME", database.username());
    environment.put("SPRING_DATASOURCE_PASSWORD", database.password());
    return environment;
  }

  private Result order(Map<String, String> laptop, Path file, Object... more) {
    return rehearsal.startWith(laptop, arguments(file, more)).await();
  }

  private static Object[] arguments(Path file, Object... more) {
    return java.util.stream.Stream.concat(
            java.util.stream.Stream.of("order", file, "--yes", "--format", "json"),
            java.util.stream.Stream.of(more))
        .toArray();
  }

  @Test
  void the_same_file_from_another_laptop_is_refused_and_can_be_taken_over_or_ordered_on_purpose() {
    Path file = threeOrders();
    rehearsal.order(file).hasStatus(0);
    Books books = rehearsal.boughtExactly(15);
    Database database = TestDatabases.fresh();
    Map<String, String> laptop = laptop("laptop", database);

    Result refused = order(laptop, file).hasStatus(5);

    assertThat(refused.json().required("error").asString())
        .contains("numbers.csv", "another ledger", "3 orders", "--adopt", "--run-key");
    assertThat(refused.json().required("status").asString()).isEqualTo("REFUSED");
    assertThat(rehearsal.books()).isEqualTo(books);
    order(laptop, file).hasStatus(5);

    Result adopted = order(laptop, file, "--adopt").hasStatus(0);

    assertThat(adopted.numbers().ordered()).isEqualTo(15);
    assertThat(rehearsal.books()).isEqualTo(books);
    var ledger = new Ledger(database);
    assertThat(ledger.takenReferences())
        .containsExactlyInAnyOrderElementsOf(books.references().keySet());
    assertThat(ledger.phoneNumbers()).isEqualTo(15);
    assertThat(Rehearsal.reportRows(adopted.json(), "numbers.csv"))
        .hasSize(15)
        .anySatisfy(row -> assertThat(row).contains("north"));
    assertThat(Rehearsal.reportRows(adopted.json(), "shortfall.csv")).isEmpty();
    order(laptop, file).hasStatus(5);

    order(laptop, file, "--run-key", "again").hasStatus(0);
    assertThat(rehearsal.books().numbers()).isEqualTo(30);
    assertThat(rehearsal.books().references().values()).containsOnly(1);
  }

  @Test
  void killed_while_it_takes_orders_over_it_goes_on_and_buys_nothing() {
    Path file = threeOrders();
    rehearsal.order(file).hasStatus(0);
    Books books = rehearsal.boughtExactly(15);
    Database database = TestDatabases.fresh();
    Map<String, String> laptop = laptop("laptop", database);
    order(laptop, file).hasStatus(5);
    var ledger = new Ledger(database);
    try (HeldMoment moment =
        HeldMoment.beforeInsert(
            ledger, database, "event", "new.type = 'ACCEPTED' and new.order_id % 3 = 0")) {
      Program.Child child = rehearsal.startWith(laptop, arguments(file, "--adopt"));
      moment.awaitReached(child);
      child.kill();
      moment.forget();
    }

    Result again = order(laptop, file, "--adopt").hasStatus(0);

    assertThat(again.numbers().ordered()).isEqualTo(15);
    assertThat(rehearsal.books()).isEqualTo(books);
    assertThat(rehearsal.requests("create_order")).isEqualTo(3);
    assertThat(ledger.phoneNumbers()).isEqualTo(15);
  }

  @Test
  void another_file_from_another_laptop_is_none_of_its_business() {
    rehearsal.order(threeOrders()).hasStatus(0);
    Map<String, String> laptop = laptop("laptop", TestDatabases.fresh());

    order(laptop, rehearsal.file("other.csv", areas(2, 5))).hasStatus(0);

    assertThat(rehearsal.books().numbers()).isEqualTo(25);
    assertThat(rehearsal.requests("list_orders"))
        .as("two pages for each execution, never one for each order")
        .isLessThanOrEqualTo(4);
  }

  @Test
  void a_ledger_from_before_the_orders_finds_them_again() {
    Path file = threeOrders();
    rehearsal.fault(
        "{'provider':'telnyx','operation':'create_order','fault':'insufficient_balance','times':1}");
    rehearsal.order(file, "--bulk-orders.submission.workers=1").hasStatus(4);
    Database dump = copy(rehearsal.database());
    rehearsal.order(file).hasStatus(0);
    Books books = rehearsal.boughtExactly(15);

    Result restored = order(laptop("home", dump), file).hasStatus(0);

    assertThat(restored.numbers().ordered()).isEqualTo(15);
    assertThat(rehearsal.books()).isEqualTo(books);
    assertThat(new Ledger(dump).phoneNumbers()).isEqualTo(15);
  }

  @Test
  void an_order_that_is_not_as_planned_is_left_to_a_person() {
    Path file = threeOrders();
    rehearsal.order(file).hasStatus(0);
    Books books = rehearsal.boughtExactly(15);
    Database database = TestDatabases.fresh();
    Map<String, String> laptop = laptop("laptop", database);
    order(laptop, file).hasStatus(5);
    new Ledger(database)
        .execute("update order_group set count_requested = 4 where row_no = 1 and run_id = 1");
    new Ledger(database)
        .execute(
            "update provider_order set numbers_requested = 4, attempt = 1 where order_no = 1 and"
                + " run_id = 1");

    Result parked = order(laptop, file).hasStatus(4);

    assertThat(parked.json().required("orders").required("planned").asInt()).isOne();
    assertThat(new Ledger(database).events("PARKED")).isOne();
    assertThat(rehearsal.startWith(laptop, "todo").await().hasStatus(3).out())
        .contains("resolve 1:")
        .doesNotContain("--adopt");
    order(laptop, file).hasStatus(4);
    assertThat(rehearsal.books()).isEqualTo(books);
  }

  @Test
  void a_list_that_cannot_be_read_stops_the_run_before_anything_is_sent() {
    Path file = threeOrders();
    rehearsal.fault("{'provider':'telnyx','operation':'list_orders','fault':'unauthorized'}");

    rehearsal.order(file).hasStatus(4);

    rehearsal.boughtNothing();
    assertThat(rehearsal.requests("create_order")).isZero();
    rehearsal.noFaults();
    rehearsal.order(file).hasStatus(0);
    rehearsal.boughtExactly(15);
  }

  private Database copy(Database database) {
    return TestDatabases.copy(database);
  }
}
