package bulkorders.endtoend;

import static bulkorders.endtoend.Rehearsal.areas;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** The list that somebody reads every morning. */
class TodoTests {

  @RegisterExtension private final Rehearsal rehearsal = new Rehearsal();

  @Test
  void nothing_before_and_nothing_after_a_run_that_is_whole() {
    assertThat(rehearsal.run("todo").hasStatus(0).out()).contains("nothing to do");
    rehearsal.order(rehearsal.file("numbers.csv", areas(2, 5))).hasStatus(0);
    assertThat(rehearsal.run("todo", "--format", "json").hasStatus(0).json().required("todo"))
        .isEmpty();
  }

  @Test
  void rejects_stay_until_a_person_is_done_with_them() {
    List<String> rows = new ArrayList<>(areas(2, 5));
    rows.add("US,fixed,5,312");
    Result ordered = rehearsal.order(rehearsal.file("numbers.csv", rows)).hasStatus(3);
    Path rejects = Path.of(ordered.json().required("report_dir").asString(), "rejects.csv");

    Result todo = rehearsal.run("todo").hasStatus(3);
    assertThat(todo.out())
        .hasLineCount(1)
        .contains("run 1", "rejects", rejects.toString())
        .endsWith(": bulk-orders todo --done 1\n");
    JsonNode entry =
        rehearsal.run("todo", "--format", "json").hasStatus(3).json().required("todo").get(0);
    assertThat(entry.required("kind").asString()).isEqualTo("rejects");
    assertThat(entry.required("command").asString()).isEqualTo("bulk-orders todo --done 1");

    rehearsal
        .run("todo", "--done", 1, "--actor", "morning@desk", "--note", "not wanted any more")
        .hasStatus(0);
    assertThat(rehearsal.run("todo").hasStatus(0).out()).contains("nothing to do");
    assertThat(rehearsal.run("runs", 1).hasStatus(0).out())
        .contains("DONE           by morning@desk   not wanted any more");
    assertThat(rehearsal.run("todo", "--done", 9).hasStatus(2).err()).contains("there is no run 9");
  }

  @Test
  void a_stopped_run_is_gone_on_with_or_left() {
    Path file = rehearsal.file("numbers.csv", areas(2, 5));
    Map<String, String> environment = new HashMap<>(rehearsal.environment());
    environment.put("TELNYX_API_KEY", "invalid");
    rehearsal.startWith(environment, "order", file, "--yes").await().hasStatus(4);

    assertThat(rehearsal.run("todo").hasStatus(3).out())
        .hasLineCount(1)
        .contains("run 1", "stopped")
        .endsWith(": bulk-orders restart 1\n");

    // Of what a person is done with nothing is ordered by the way.
    rehearsal.run("todo", "--done", 1).hasStatus(0);
    rehearsal.run("todo").hasStatus(0);
    rehearsal.run("restart", "--stopped", "--yes").hasStatus(0);
    rehearsal.boughtNothing();

    rehearsal.run("restart", 1, "--yes").hasStatus(0);
    rehearsal.boughtExactly(10);
  }

  @Test
  void what_is_placed_and_not_followed_is_open_and_a_refused_repeat_is_listed() {
    Path file = rehearsal.file("numbers.csv", areas(2, 5));
    rehearsal.fault("[{'operation':'create_order','fault':'stuck_processing','times':1}]");
    rehearsal.order(file, "--no-wait").hasStatus(6);
    assertThat(rehearsal.run("todo").hasStatus(3).out())
        .hasLineCount(1)
        .contains("open")
        .endsWith(": bulk-orders track --once\n");
    // Nobody may take off the list what is open at the provider.
    rehearsal.run("todo", "--done", 1).hasStatus(0);
    assertThat(rehearsal.run("todo").hasStatus(3).out()).contains("bulk-orders track --once");

    rehearsal.order(rehearsal.file("again.csv", areas(3, 5))).hasStatus(5);
    assertThat(rehearsal.run("todo").hasStatus(3).out())
        .hasLineCount(2)
        .contains("refused", "were ordered already by run 1", "bulk-orders todo --done 2");
  }
}
