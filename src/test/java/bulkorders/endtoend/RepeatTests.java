package bulkorders.endtoend;

import static bulkorders.endtoend.Rehearsal.areas;
import static bulkorders.endtoend.Rehearsal.reportRows;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Ordinary human acts that must not buy the demand twice. */
class RepeatTests {

  private static final String HEADER =
      "request_id,country_iso,phone_number_type,count_requested,national_destination_code\n";

  @RegisterExtension private final Rehearsal rehearsal = new Rehearsal();

  @Test
  void fixed_three_rows_in_the_original() {
    rehearsal.order(requests("week.csv", 12, 5, "312x", "+1773", "99")).hasStatus(3);
    rehearsal.boughtExactly(45);
    Path corrected = requests("week, corrected.csv", 12, 5, "312", "773", "646");

    Result refused = rehearsal.order(corrected).hasStatus(5);
    assertThat(refused.err())
        .contains(
            "9 of 12 rows were ordered already by run 1 of ",
            "line 2 (line 2 of run 1), line 3 (line 3 of run 1), line 4 (line 4 of run 1) and 6"
                + " more",
            "repeats.csv",
            "--repeat skip",
            "--repeat allow",
            "--run-key KEY");
    assertThat(refused.json().required("status").asString()).isEqualTo("REFUSED");
    assertThat(refused.json().required("rows").required("repeated").asInt()).isEqualTo(9);
    assertThat(refused.numbers().repeated()).isEqualTo(45);
    assertThat(refused.numbers().pending()).isEqualTo(15);
    assertThat(reportRows(refused.json(), "repeats.csv"))
        .hasSize(9)
        .first()
        .asString()
        .startsWith("2,2,\"ordered before by run 1, line 2\",r0,US,local,5,");
    rehearsal.boughtExactly(45);

    Result skipped = rehearsal.order(corrected, "--repeat", "skip").hasStatus(3);
    assertThat(skipped.json().required("run").asInt()).isEqualTo(2);
    assertThat(skipped.json().required("rows").required("repeated").asInt()).isEqualTo(9);
    assertThat(skipped.numbers().ordered()).isEqualTo(15);
    assertThat(skipped.numbers().repeated()).isEqualTo(45);
    assertThat(reportRows(skipped.json(), "results.csv"))
        .hasSize(12)
        .filteredOn(row -> row.contains(",repeated,0,0,0,\"ordered before by run 1, line "))
        .hasSize(9);
    rehearsal.boughtExactly(60);

    assertThat(rehearsal.order(corrected, "--repeat", "skip").hasStatus(5).err())
        .contains("was ordered already by run 2");
    rehearsal.boughtExactly(60);
  }

  @Test
  void rehearsed_then_real() {
    Path file = rehearsal.file("numbers.csv", areas(4, 5));
    rehearsal.order(file, "--sandbox").hasStatus(0);
    rehearsal.boughtNothing();

    rehearsal.order(file).hasStatus(0);
    rehearsal.boughtExactly(20);
    rehearsal.order(file, "--sandbox", "--run-key", "again").hasStatus(0);
    rehearsal.boughtExactly(20);
  }

  @Test
  void a_plan_tells_and_refuses_nothing() {
    rehearsal.order(requests("week.csv", 4, 5)).hasStatus(0);
    Path again = requests("week, again.csv", 5, 5);

    Result plan = rehearsal.run("plan", again).hasStatus(0);
    assertThat(plan.out())
        .contains("25 numbers", "4 rows were ordered before, by run 1", "--repeat skip");
    Result rest = rehearsal.run("plan", again, "--repeat", "skip").hasStatus(3);
    assertThat(rest.out()).contains("25 requested = 20 repeated + 5 pending");
  }

  @Test
  void rows_without_request_id_count_when_half_of_the_file_matches() {
    rehearsal.order(rehearsal.file("one.csv", areas(6, 3))).hasStatus(0);

    List<String> half = new ArrayList<>(areas(3, 3));
    half.addAll(areas(3, 4));
    assertThat(rehearsal.order(rehearsal.file("half.csv", half)).hasStatus(5).err())
        .contains("3 of 6 rows");

    List<String> fewer = new ArrayList<>(areas(3, 3));
    fewer.addAll(areas(4, 4));
    rehearsal.order(rehearsal.file("fewer.csv", fewer)).hasStatus(0);
    rehearsal.boughtExactly(18 + 25);
  }

  @Test
  void what_could_not_be_had_may_be_ordered_again() {
    rehearsal.fault("[{'operation':'create_order','fault':'out_of_stock','times':1}]");
    Path file = requests("week.csv", 4, 5);
    Result first = rehearsal.order(file).hasStatus(3);
    long missing = first.numbers().shortfall();
    assertThat(missing).isPositive();
    rehearsal.noFaults();

    Path shortfall =
        Path.of(first.json().required("report_dir").asString()).resolve("shortfall.csv");
    Result second = rehearsal.order(shortfall).hasStatus(0);
    assertThat(second.numbers().ordered()).isEqualTo(missing);
    rehearsal.boughtExactly(20);
  }

  @Test
  void a_run_that_placed_nothing_does_not_count_and_finds_out_what_was_ordered_since() {
    Path file = requests("week.csv", 4, 5);
    Map<String, String> refused = new HashMap<>(rehearsal.environment());
    refused.put("TELNYX_API_KEY", "invalid");
    rehearsal.startWith(refused, "order", file, "--yes", "--format", "json").await().hasStatus(4);
    rehearsal.boughtNothing();

    rehearsal.order(requests("week, once more.csv", 5, 5)).hasStatus(0);
    rehearsal.boughtExactly(25);

    Result restarted = rehearsal.run("restart", "--stopped", "--yes").hasStatus(5);
    assertThat(restarted.err()).contains("4 of 4 rows were ordered already by run 2");
    rehearsal.boughtExactly(25);
  }

  @Test
  void a_standing_input_is_ordered_once_for_each_date() {
    Path file = requests("standing.csv", 3, 5);
    Map<String, String> today = new HashMap<>(rehearsal.environment());
    today.put("TZ", "Etc/GMT+12");
    Map<String, String> tomorrow = new HashMap<>(rehearsal.environment());
    tomorrow.put("TZ", "Pacific/Kiritimati");

    assertThat(standing(today, file).hasStatus(0).numbers().ordered()).isEqualTo(15);
    assertThat(standing(today, file).hasStatus(5).err()).contains("was ordered already for 20");
    assertThat(standing(tomorrow, file).hasStatus(0).numbers().ordered()).isEqualTo(15);
    rehearsal.boughtExactly(30);

    // Corrected on the same date, it repeats what that date has ordered.
    Path corrected = requests("standing, corrected.csv", 4, 5);
    assertThat(standing(tomorrow, corrected).hasStatus(5).err()).contains("3 of 4 rows");
    rehearsal.boughtExactly(30);
  }

  @Test
  void killed_while_rows_are_compared() {
    rehearsal.ledger().create();
    rehearsal.order(requests("week.csv", 12, 5, "312x", "+1773", "99")).hasStatus(3);
    Path corrected = requests("week, corrected.csv", 12, 5, "312", "773", "646");
    try (var moment =
        HeldMoment.beforeInsert(
            rehearsal.ledger(), rehearsal.database(), "repeated_row", "new.row_no = 5")) {
      Program.Child child = rehearsal.startOrder(corrected, "--repeat", "skip");
      moment.awaitReached(child);
      child.kill();
      moment.forget();
    }
    Result again = rehearsal.order(corrected, "--repeat", "skip").hasStatus(3);
    assertThat(again.numbers().ordered()).isEqualTo(15);
    assertThat(again.numbers().repeated()).isEqualTo(45);
    rehearsal.boughtExactly(60);
  }

  private Result standing(Map<String, String> environment, Path file) {
    return rehearsal
        .startWith(environment, "order", file, "--yes", "--format", "json", "--input", "standing")
        .await();
  }

  /** Requests r0, r1, …; the last of them ask for these area codes. */
  private Path requests(String name, int rows, int numbers, String... last) {
    List<String> codes = List.of("312", "773", "646", "512", "206", "303", "617", "305", "678");
    var content = new StringBuilder(HEADER);
    IntStream.range(0, rows)
        .mapToObj(
            row -> {
              int fromEnd = last.length - (rows - row);
              String code = fromEnd >= 0 ? last[fromEnd] : codes.get(row % codes.size());
              return "r%d,US,local,%d,%s\n".formatted(row, numbers, code);
            })
        .forEach(content::append);
    return rehearsal.write(name, content.toString());
  }
}
