package bulkorders.endtoend;

import static bulkorders.endtoend.Rehearsal.reportRows;
import static org.assertj.core.api.Assertions.assertThat;

import bulkorders.endtoend.points.Point;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Numbers that bulk orders do not serve: searched, reserved and ordered once, whatever happens. */
class SearchedNumbersTests {

  private static final String SMALL_ORDERS = "--bulk-orders.planning.numbers-per-order=10";
  private static final String ONE_WORKER = "--bulk-orders.submission.workers=1";

  @RegisterExtension private final Rehearsal rehearsal = new Rehearsal();

  /** Numbers abroad that wait for no papers. */
  private Path file() {
    return rehearsal.file("abroad.csv", List.of("NL,local,15,20", "NL,mobile,3,", "NL,local,2,10"));
  }

  private void orderedAll(Result result) {
    assertThat(result.numbers().ordered()).isEqualTo(20);
    rehearsal.boughtExactly(20);
    assertThat(reportRows(result.json(), "numbers.csv")).hasSize(20);
    assertThat(reportRows(result.json(), "numbers.csv")).anyMatch(row -> row.startsWith("+3120"));
  }

  @Test
  void they_are_ordered_by_name_with_what_they_cost() {
    Result result = rehearsal.order(file(), SMALL_ORDERS).hasStatus(0);

    orderedAll(result);
    assertThat(reportRows(result.json(), "numbers.csv"))
        .allMatch(row -> row.contains(",USD,quoted,"));
    assertThat(rehearsal.books().orders()).isEqualTo(2);
    assertThat(rehearsal.run("reconcile").hasStatus(0).out()).doesNotContain("differs");
  }

  @Test
  void what_is_not_there_is_a_shortfall_and_all_or_nothing_takes_nothing() {
    rehearsal.stock("NL", "local", "10", 25);
    rehearsal.stock("NL", "local", "20", 5);
    Path file =
        rehearsal.write(
            "scarce.csv",
            """
            country_iso,phone_number_type,count_requested,national_destination_code,strategy,order_method
            NL,local,30,10,,
            NL,local,6,20,never,
            US,local,2,312,,search
            """);

    Result result = rehearsal.order(file).hasStatus(3);

    assertThat(result.numbers().ordered()).isEqualTo(27);
    assertThat(result.numbers().shortfall()).isEqualTo(11);
    assertThat(reportRows(result.json(), "results.csv"))
        .anyMatch(row -> row.contains(",10,") && row.contains(",partly_ordered,25,25,5,"))
        .anyMatch(row -> row.contains(",20,") && row.contains(",shortfall,0,0,6,"))
        .anyMatch(row -> row.contains("312") && row.contains(",ordered,2,2,0,"));
    rehearsal.boughtExactly(27);
  }

  @ParameterizedTest
  @CsvSource({
    "create_order,drop_before_commit",
    "create_order,drop_after_commit",
    "reserve,drop_before_commit",
    "reserve,drop_after_commit",
    "reserve,status_500",
    "search,status_500",
  })
  void a_lost_answer_buys_nothing_twice(String operation, String fault) {
    rehearsal.fault("[{'operation':'%s','fault':'%s','times':1}]".formatted(operation, fault));

    orderedAll(rehearsal.order(file(), SMALL_ORDERS).hasStatus(0));
  }

  @ParameterizedTest
  @EnumSource(
      value = Point.class,
      names = {
        "NUMBERS_CHOSEN",
        "NUMBERS_RESERVED",
        "INTENT_COMMITTED",
        "BEFORE_POST",
        "ANSWER_RECEIVED",
        "OUTCOME_COMMITTED"
      })
  void killed_at_a_moment_the_same_command_ends_as_if_nothing_had_happened(Point point) {
    Moments moments = rehearsal.moments().haltAt(point, 1);
    rehearsal.startOrder(moments, file(), SMALL_ORDERS, ONE_WORKER).await().hasStatus(137);
    assertThat(moments.isHaltedAt(point)).isTrue();

    orderedAll(rehearsal.order(file(), SMALL_ORDERS).hasStatus(0));
  }

  /** Whoever held the last numbers has to get them, also when the one who reserved them died. */
  @Test
  void killed_with_the_last_numbers_on_hold_it_gets_them() {
    rehearsal.stock("NL", "local", "20", 5);
    Path file = rehearsal.file("last.csv", List.of("NL,local,5,20"));
    Moments moments = rehearsal.moments().haltAt(Point.NUMBERS_RESERVED, 1);
    rehearsal.startOrder(moments, file).await().hasStatus(137);

    assertThat(rehearsal.order(file).hasStatus(0).numbers().ordered()).isEqualTo(5);
    rehearsal.boughtExactly(5);
  }

  @Test
  void a_ledger_that_is_gone_learns_from_the_provider_which_numbers_they_were() {
    rehearsal.order(file(), SMALL_ORDERS).hasStatus(0);
    rehearsal.ledger().execute("drop schema public cascade");
    rehearsal.ledger().execute("create schema public");

    assertThat(rehearsal.order(file(), SMALL_ORDERS).hasStatus(5).err()).contains("--adopt");
    Result adopted = rehearsal.order(file(), SMALL_ORDERS, "--adopt").hasStatus(0);

    orderedAll(adopted);
    assertThat(reportRows(adopted.json(), "results.csv"))
        .allMatch(row -> row.contains(",ordered,"));
    assertThat(rehearsal.requests("create_order")).isEqualTo(2);
    assertThat(rehearsal.run("reconcile").hasStatus(0).out()).doesNotContain("differs");
  }

  @Test
  void numbers_that_are_sold_before_they_are_ordered_are_replaced() {
    rehearsal.fault("[{'operation':'create_order','fault':'numbers_gone','group':1,'times':1}]");

    orderedAll(rehearsal.order(file(), SMALL_ORDERS, ONE_WORKER).hasStatus(0));
  }
}
