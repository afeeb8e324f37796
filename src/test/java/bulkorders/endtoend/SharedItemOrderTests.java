package bulkorders.endtoend;

import static bulkorders.endtoend.Rehearsal.reportRows;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Orders at DIDWW that several rows share. */
class SharedItemOrderTests {

  private static final String SHARED = "--bulk-orders.didww.groups-per-order=10";
  private static final String BERLIN = "b6d9d793-578d-42d3-bc33-73dd8155e615";
  private static final String BERLIN_WITH_CHANNELS = "cce10212-4aef-3249-9a29-6c519ee018da";
  private static final String LONDON = "fd897cf9-8b1d-3a35-949f-13023eecd0a1";

  /** It has 40 numbers. */
  private static final String LEIPZIG = "8be72357-f3bd-37a3-90fe-112f04ad7fef";

  @RegisterExtension private final Rehearsal rehearsal = new Rehearsal(Seller.DIDWW);

  @Test
  void numbers_find_the_rows_that_asked_for_them() {
    Path file =
        rows(
            "berlin,%s,7,".formatted(BERLIN),
            "london,%s,1200,".formatted(LONDON),
            "channels,%s,5,".formatted(BERLIN_WITH_CHANNELS),
            "leipzig,%s,3,".formatted(LEIPZIG));
    Result result = rehearsal.order(file, SHARED).hasStatus(0);

    assertThat(rehearsal.boughtExactly(1215).orders()).isEqualTo(2);
    assertThat(reportRows(result.json(), "numbers.csv"))
        .filteredOn(row -> row.contains(",leipzig,"))
        .hasSize(3)
        .allMatch(row -> row.startsWith("+49341"));
    assertThat(reportRows(result.json(), "numbers.csv"))
        .filteredOn(row -> row.contains(",channels,"))
        .hasSize(5)
        .allMatch(row -> row.startsWith("+4930"));
    rehearsal
        .ledger()
        .execute("update provider_order set accepted_at = accepted_at - interval '1 hour'");
    assertThat(rehearsal.run("reconcile").hasStatus(0).out()).contains("what is ours agrees");
  }

  @Test
  void a_row_that_is_refused_is_left_out_and_the_rest_is_sent_again() {
    Path file =
        rows(
            "london,%s,1200,".formatted(LONDON),
            "short,%s,60,".formatted(LEIPZIG),
            "berlin,%s,7,".formatted(BERLIN));
    Result result = rehearsal.order(file, SHARED).hasStatus(3);

    assertThat(result.numbers().ordered()).isEqualTo(1207);
    assertThat(result.numbers().rejected()).isEqualTo(60);
    assertThat(rehearsal.boughtExactly(1207).orders()).isOne();
    assertThat(rehearsal.requests("create_order")).isEqualTo(2);
    assertThat(reportRows(result.json(), "results.csv"))
        .filteredOn(row -> row.contains("rejected"))
        .singleElement()
        .asString()
        .contains("short", "exceeds available DIDs count");
  }

  @Test
  void an_order_is_cancelled_with_all_its_rows_by_one_request() {
    Path file =
        rows(
            "leipzig,%s,60,true".formatted(LEIPZIG),
            "berlin,%s,7,true".formatted(BERLIN),
            "london,%s,4,true".formatted(LONDON));
    rehearsal.order(file, SHARED, "--wait-timeout", "3s").hasStatus(6);

    assertThat(rehearsal.run("cancel", "1:1", "--yes").hasStatus(0).out())
        .contains("71 numbers cancelled");
    assertThat(rehearsal.requests("cancel")).isOne();
    rehearsal.run("track").hasStatus(0);
    Result.Numbers numbers =
        Result.Numbers.of(rehearsal.run("runs", 1, "--format", "json").hasStatus(0).json());
    assertThat(numbers).isEqualTo(new Result.Numbers(71, 0, 0, 71, 0, 0, 0));
    assertThat(rehearsal.books().numbers()).isZero();
  }

  @Test
  void an_answer_that_is_lost_costs_no_second_order() {
    rehearsal.fault(
        "[{'provider':'didww','operation':'create_order','fault':'drop_after_commit','times':1}]");
    Path file = rows("berlin,%s,7,".formatted(BERLIN), "london,%s,4,".formatted(LONDON));
    Result result = rehearsal.order(file, SHARED).hasStatus(0);
    assertThat(result.numbers().ordered()).isEqualTo(11);
    assertThat(rehearsal.boughtExactly(11).orders()).isOne();
  }

  private Path rows(String... rows) {
    return rehearsal.write(
        "shared.csv",
        "request_id,sku_id,qty,allow_back_ordering\n" + String.join("\n", rows) + "\n");
  }
}
