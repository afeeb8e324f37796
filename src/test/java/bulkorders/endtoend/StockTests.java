package bulkorders.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a provider has in stock is asked before money is spent, where an operator wants that. */
class StockTests {

  @RegisterExtension private final Rehearsal rehearsal = new Rehearsal();

  @Test
  void a_plan_asks_once_for_each_area_and_shows_what_will_be_missing() {
    rehearsal.stock("312", 7);
    Path file = rehearsal.file("numbers.csv", rows(60));

    Result plan = rehearsal.run("plan", "--check-stock", file).hasStatus(0);

    assertThat(plan.out())
        .contains("stock      13 numbers are foretold to be missing")
        .containsPattern("US local 312 +20 +7 +13");
    assertThat(rehearsal.requests("get_coverage")).as("three area codes").isEqualTo(3);
    Result json = rehearsal.run("plan", "--check-stock", file, "--format", "json").hasStatus(0);
    assertThat(json.json().required("stock").toString())
        .isEqualTo("{\"areas\":3,\"areas_not_told\":0,\"foretold_shortfall\":13}");
    assertThat(Rehearsal.reportRows(json.json(), "stock.csv"))
        .anySatisfy(
            line -> assertThat(line).startsWith("telnyx,US,local,312,,,20,20,7,").contains(",13,"));
    rehearsal.boughtNothing();
  }

  @Test
  void a_plan_that_stock_cannot_fill_is_refused_and_ordered_once_it_can() {
    rehearsal.stock("312", 7);
    Path file = rehearsal.file("numbers.csv", rows(60));

    Result refused = rehearsal.order(file, "--require-stock").hasStatus(2);

    assertThat(refused.err())
        .contains(
            "numbers.csv: 13 numbers are not in stock (US local 312: 7 of 20); nothing was ordered")
        .contains("plan --check-stock numbers.csv");
    assertThat(refused.json().required("status").asString()).isEqualTo("REFUSED");
    rehearsal.boughtNothing();

    rehearsal.stock("312", 20);
    Result ordered = rehearsal.order(file, "--require-stock").hasStatus(0);
    assertThat(ordered.json().required("stock").required("foretold_shortfall").asLong()).isZero();
    rehearsal.boughtExactly(60);
  }

  @Test
  void what_was_foretold_stands_beside_what_is_missing() {
    rehearsal.stock("312", 7);
    Path file = rehearsal.file("numbers.csv", rows(60));

    Result ordered = rehearsal.order(file, "--check-stock").hasStatus(3);

    assertThat(ordered.numbers().shortfall()).isEqualTo(13);
    List<String> results = Rehearsal.reportRows(ordered.json(), "results.csv");
    assertThat(results).filteredOn(line -> line.endsWith(",1")).hasSize(13);
    assertThat(results).filteredOn(line -> line.endsWith(",0")).hasSize(47);
    assertThat(Rehearsal.reportRows(ordered.json(), "stock.csv"))
        .anySatisfy(line -> assertThat(line).contains(",312,").endsWith(",13,7,13,0"));
    assertThat(Rehearsal.report(ordered.json(), "report.html"))
        .contains("Foretold to be missing")
        .contains("US local 312");
  }

  @Test
  void without_an_account_nothing_is_asked() {
    Path file = rehearsal.file("numbers.csv", rows(3));
    var keyless = rehearsal.environment();
    keyless.remove("TELNYX_API_KEY");

    Result refused = rehearsal.startWith(keyless, "plan", "--check-stock", file).await();

    assertThat(refused.hasStatus(2).err()).contains("TELNYX_API_KEY");
    assertThat(rehearsal.startWith(keyless, "plan", file).await().hasStatus(0).out())
        .doesNotContain("stock ");
  }

  @Test
  void a_provider_that_does_not_answer_ends_the_plan_and_leaves_nothing_behind() {
    Path file = rehearsal.file("numbers.csv", rows(3));
    rehearsal.closeProvider();

    Result stopped = rehearsal.run("plan", "--check-stock", file).hasStatus(4);

    assertThat(stopped.err()).contains("account telnyx");
    assertThat(
            rehearsal
                .ledger()
                .texts("select relname from pg_class where relname like 'plan_group_%'"))
        .isEmpty();
  }

  private static List<String> rows(int count) {
    List<String> areas = List.of("312", "773", "646");
    return IntStream.range(0, count).mapToObj(row -> "US,local,1," + areas.get(row % 3)).toList();
  }
}
