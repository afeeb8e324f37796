package bulkorders.endtoend;

import static bulkorders.endtoend.Rehearsal.reportRows;
import static org.assertj.core.api.Assertions.assertThat;

import bulkorders.endtoend.points.Point;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The very numbers that a file names: ordered once each, whatever happens. */
class ExactNumbersTests {

  /** Of two orders. */
  private static final String SMALL_ORDERS = "--bulk-orders.planning.numbers-per-order=4";

  private static final String ONE_WORKER = "--bulk-orders.submission.workers=1";

  @RegisterExtension private final Rehearsal rehearsal = new Rehearsal();

  private List<String> numbers() {
    return numbers(rehearsal::forSale);
  }

  /** Numbers of two countries, in neither of which they wait for papers. */
  private static List<String> numbers(Function<String, List<String>> forSale) {
    return Stream.of(
            "country_code=US national_destination_code=312 limit=6",
            "country_code=NL national_destination_code=20 limit=2")
        .flatMap(filters -> forSale.apply(filters).stream())
        .toList();
  }

  private Path file(List<String> numbers) {
    return rehearsal.write(
        "exact.csv", numbers.stream().collect(Collectors.joining("\n", "phone_number\n", "\n")));
  }

  private static List<String> delivered(Result result) {
    return reportRows(result.json(), "numbers.csv").stream()
        .map(row -> row.substring(0, row.indexOf(',')))
        .sorted()
        .toList();
  }

  private void orderedAll(Result result, List<String> numbers) {
    assertThat(result.numbers().ordered()).isEqualTo(numbers.size());
    assertThat(delivered(result)).containsExactlyElementsOf(numbers.stream().sorted().toList());
    assertThat(rehearsal.boughtExactly(numbers.size()).orders()).isEqualTo(2);
  }

  @Test
  void exactly_these_are_ordered_and_told_row_by_row() {
    List<String> numbers = numbers();
    Result result = rehearsal.order(file(numbers), SMALL_ORDERS).hasStatus(0);

    orderedAll(result, numbers);
    assertThat(rehearsal.requests("create_order")).isEqualTo(2);
    assertThat(reportRows(result.json(), "results.csv"))
        .allMatch(row -> row.contains(",ordered,1,1,0,"))
        .hasSize(numbers.size());
    assertThat(rehearsal.run("reconcile").hasStatus(0).out()).doesNotContain("differs");
  }

  @Test
  void numbers_that_nobody_searched_are_searched_when_the_provider_asks_for_it() {
    List<String> numbers = numbers(rehearsal::forSaleElsewhere);

    orderedAll(rehearsal.order(file(numbers), SMALL_ORDERS, ONE_WORKER).hasStatus(0), numbers);
    assertThat(rehearsal.requests("create_order")).as("one of them refused").isEqualTo(3);
  }

  @Test
  void a_number_that_somebody_else_bought_costs_that_number() {
    List<String> numbers = numbers();
    rehearsal.sellElsewhere(List.of(numbers.get(2), numbers.get(7)));

    Result result = rehearsal.order(file(numbers), SMALL_ORDERS).hasStatus(3);

    assertThat(result.numbers().ordered()).isEqualTo(6);
    assertThat(result.numbers().shortfall()).isEqualTo(2);
    assertThat(reportRows(result.json(), "shortfall.csv"))
        .hasSize(2)
        .anyMatch(row -> row.contains(numbers.get(2)))
        .anyMatch(row -> row.contains(numbers.get(7)));
    rehearsal.boughtExactly(6);
  }

  @Test
  void a_number_that_was_ordered_before_is_a_repeat() {
    List<String> numbers = numbers();
    rehearsal.order(file(numbers)).hasStatus(0);

    Path other = rehearsal.write("again.csv", "phone_number\n" + numbers.get(3) + "\n");
    assertThat(rehearsal.order(other).hasStatus(5).err()).contains("ordered already");
    rehearsal.boughtExactly(numbers.size());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "drop_before_commit",
        "drop_after_commit",
        "status_503_after_commit",
        "status_429"
      })
  void a_lost_answer_buys_nothing_twice(String fault) {
    List<String> numbers = numbers();
    rehearsal.fault("[{'operation':'create_order','fault':'%s','times':1}]".formatted(fault));

    orderedAll(rehearsal.order(file(numbers), SMALL_ORDERS).hasStatus(0), numbers);
  }

  @Test
  void an_order_that_the_list_does_not_show_in_time_is_not_taken_for_numbers_that_are_gone() {
    List<String> numbers = numbers();
    rehearsal.fault(
        """
        [{'operation':'create_order','fault':'list_lag','delay_ms':12000,'times':1},
         {'operation':'create_order','fault':'drop_after_commit','times':1}]
        """);
    // The two faults strike two orders; what matters is that nothing of either is called missing.
    Result result = rehearsal.order(file(numbers), SMALL_ORDERS, ONE_WORKER).hasStatus(0);

    assertThat(result.numbers().shortfall()).isZero();
    orderedAll(result, numbers);
  }

  @ParameterizedTest
  @EnumSource(
      value = Point.class,
      names = {
        "INTENT_COMMITTED",
        "BEFORE_POST",
        "POST_PARTLY_WRITTEN",
        "ANSWER_RECEIVED",
        "OUTCOME_COMMITTED"
      })
  void killed_at_a_moment_the_same_command_ends_as_if_nothing_had_happened(Point point) {
    List<String> numbers = numbers();
    Path file = file(numbers);
    Moments moments = rehearsal.moments().haltAt(point, 1);
    rehearsal.startOrder(moments, file, SMALL_ORDERS, ONE_WORKER).await().hasStatus(137);
    assertThat(moments.isHaltedAt(point)).isTrue();

    orderedAll(rehearsal.order(file, SMALL_ORDERS).hasStatus(0), numbers);
  }

  @Test
  void a_ledger_that_is_gone_takes_them_over() {
    List<String> numbers = numbers();
    Path file = file(numbers);
    rehearsal.order(file, SMALL_ORDERS).hasStatus(0);
    rehearsal.ledger().execute("drop schema public cascade");
    rehearsal.ledger().execute("create schema public");

    assertThat(rehearsal.order(file, SMALL_ORDERS).hasStatus(5).err()).contains("--adopt");
    orderedAll(rehearsal.order(file, SMALL_ORDERS, "--adopt").hasStatus(0), numbers);
    assertThat(rehearsal.requests("create_order")).isEqualTo(2);
  }
}
