package bulkorders.endtoend;

import static bulkorders.endtoend.Rehearsal.areas;
import static bulkorders.endtoend.Rehearsal.reportRows;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** Groups of one order of which some cannot be had. */
class GroupFaultTests {

  @RegisterExtension private final Rehearsal rehearsal = new Rehearsal();

  @Test
  void a_group_that_is_refused_does_not_take_the_others_down() {
    rehearsal.fault("[{'operation':'create_order','fault':'refuse_group','group':2,'times':1}]");
    Path file = rehearsal.file("numbers.csv", areas(6, 10));
    Result result = rehearsal.order(file).hasStatus(3);

    assertThat(result.json().required("status").asString()).isEqualTo("SHORTFALL");
    assertThat(result.numbers().ordered()).isEqualTo(50);
    assertThat(result.numbers().rejected()).isEqualTo(10);
    assertThat(rehearsal.boughtExactly(50).orders()).isOne();
    assertThat(rehearsal.requests("create_order")).isEqualTo(2);
    assertThat(reportRows(result.json(), "results.csv"))
        .hasSize(6)
        .filteredOn(row -> row.contains("rejected"))
        .singleElement()
        .asString()
        .contains("646");
  }

  @Test
  void a_faulty_group_is_found_among_many_with_and_without_a_pointer_to_it() {
    List<String> rows = new ArrayList<>(areas(9, 4));
    rows.add(2, "US,local,3,000");
    rows.add(7, "US,local,5,299");
    Result result = rehearsal.order(rehearsal.file("numbers.csv", rows), "--skip-limit", "50%");
    result.hasStatus(3);
    assertThat(result.numbers().ordered()).isEqualTo(36);
    assertThat(result.numbers().rejected()).isEqualTo(8);
    rehearsal.boughtExactly(36);
    assertThat(reportRows(result.json(), "results.csv")).hasSize(11);
  }

  @Test
  void what_is_not_in_stock_is_a_shortfall_that_can_be_fed_back() {
    Path file =
        rehearsal.file(
            "numbers.csv", List.of("US,local,40,212", "US,local,5,907", "US,local,10,312"));
    Result result = rehearsal.order(file).hasStatus(3);
    JsonNode json = result.json();
    assertThat(result.numbers().ordered()).isEqualTo(35);
    assertThat(result.numbers().shortfall()).isEqualTo(20);
    rehearsal.boughtExactly(35);

    Path shortfall = Path.of(json.required("report_dir").asString(), "shortfall.csv");
    assertThat(shortfall).isRegularFile();
    Result plan = rehearsal.run("plan", shortfall, "--format", "json").hasStatus(0);
    assertThat(plan.numbers().pending()).isEqualTo(20);
  }
}
