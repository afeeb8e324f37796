package bulkorders.endtoend;

import static bulkorders.endtoend.Rehearsal.areas;
import static org.assertj.core.api.Assertions.assertThat;

import bulkorders.endtoend.points.Point;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Jobs that are declared in files, run by hand as a schedule would. */
class RunJobTests {

  @RegisterExtension private final Rehearsal rehearsal = new Rehearsal();

  private Path folder;

  @BeforeEach
  void makeInbox() throws IOException {
    folder = Files.createDirectories(rehearsal.directory().resolve("the night"));
    Files.createDirectory(folder.resolve("inbox"));
  }

  @Test
  void files_are_ordered_and_moved_with_what_became_of_them() throws IOException {
    Path job = nightly("max-numbers: 100");
    assertThat(run(job).hasStatus(0).err()).contains("job nightly: no complete *.csv");

    arrives("good.csv", areas(2, 5));
    arrives("quiet.csv", List.of());
    arrives("short.csv", List.of("US,local,40,212"));
    arrives("bad.csv", List.of("US,local,none,312"));
    assertThat(run(job).hasStatus(2).err())
        .contains("good.csv is now " + folder.resolve("done/good.csv"));

    assertThat(folder.resolve("inbox")).isEmptyDirectory();
    assertThat(result("done/good.csv").required("status").asString()).isEqualTo("COMPLETED");
    assertThat(result("done/short.csv").required("status").asString()).isEqualTo("SHORTFALL");
    assertThat(folder.resolve("done/quiet.csv")).exists();
    assertThat(result("failed/bad.csv").required("error").asString())
        .contains("every row is rejected");
    assertThat(rehearsal.ledger().texts("select distinct actor from run"))
        .containsExactly("schedule:nightly");
    long bought = rehearsal.books().numbers();

    arrives("again.csv", areas(2, 5));
    arrives("quiet.csv", List.of());
    run(job).hasStatus(5);
    assertThat(result("failed/again.csv").required("error").asString())
        .contains("was ordered already by run 2");
    assertThat(rehearsal.books().numbers()).isEqualTo(bought);
  }

  @Test
  void a_file_that_was_ordered_by_a_process_that_died_is_moved_by_the_next_one()
      throws IOException {
    Path job = nightly("max-numbers: 100");
    arrives("good.csv", areas(2, 5));
    Program.Child child =
        rehearsal.startWith(rehearsal.moments().haltAt(Point.REPORT_HALF_WRITTEN, 1), "run", job);
    child.await();
    assertThat(folder.resolve("inbox/good.csv")).exists();

    run(job).hasStatus(0);
    assertThat(folder.resolve("done/good.csv")).exists();
    rehearsal.boughtExactly(10);

    // As if the process had died after the run came to its end and before the file was moved.
    Files.move(folder.resolve("done/good.csv"), folder.resolve("inbox/good.csv"));
    run(job).hasStatus(0);
    assertThat(folder.resolve("done/2-good.csv")).exists();
    rehearsal.boughtExactly(10);
  }

  @Test
  void only_one_process_works_on_a_job() throws IOException {
    Path job = nightly("max-numbers: 100");
    arrives("good.csv", areas(2, 5));
    List<Program.Child> both =
        List.of(
            rehearsal.startWith(rehearsal.environment(), "run", job),
            rehearsal.startWith(rehearsal.environment(), "run", job));
    assertThat(both.stream().map(Program.Child::await).map(Result::status).sorted())
        .isSubsetOf(0, 5)
        .startsWith(0);
    assertThat(folder.resolve("done/good.csv")).exists();
    rehearsal.boughtExactly(10);
  }

  @Test
  void a_standing_demand_is_ordered_once_for_each_date() throws IOException {
    Path demand = rehearsal.file("demand.csv", areas(1, 5));
    Path job =
        job(
            """
            name: every-night
            job: order
            zone: Pacific/Kiritimati
            input: standing
            file: %s
            """
                .formatted(demand));
    run(job).hasStatus(0);
    run(job).hasStatus(5);
    run(job, "--date", "2031-01-01").hasStatus(0);
    run(job, "--date", "2031-01-01").hasStatus(5);
    rehearsal.boughtExactly(10);
    assertThat(rehearsal.ledger().texts("select business_date::text from run order by id"))
        .contains("2031-01-01")
        .hasSize(2);

    Files.delete(demand);
    assertThat(run(job).hasStatus(0).err()).contains("there is no " + demand);
  }

  @Test
  void what_needs_no_input_runs_as_its_command() throws IOException {
    rehearsal.order(rehearsal.file("numbers.csv", areas(1, 5))).hasStatus(0);
    assertThat(
            run(job("name: follow\njob: track\noptions: {once: true, format: json}\n"))
                .hasStatus(0)
                .json()
                .required("status")
                .asString())
        .isEqualTo("FINAL");
    assertThat(run(job("name: compare\njob: reconcile\n")).hasStatus(0).out())
        .contains("account telnyx");
    assertThat(run(job("name: papers\njob: requirements\n")).hasStatus(0).out())
        .contains("requirement_id");
  }

  @Test
  void a_wrong_job_file_costs_one_line_before_anything_begins() throws IOException {
    arrives("good.csv", areas(1, 5));
    refused(run(nightly("max-number: 100")), "options", "--max-number", "order --help");
    refused(run(nightly("max-numbers: many")), "options", "--max-numbers", "many");
    refused(run(job("name: x\njob: order\ninbox: nowhere\n")), "inbox = nowhere");
    refused(run(nightly("max-numbers: 9"), "--date", "2031-01-01"), "--date", "standing");
    assertThat(folder.resolve("inbox/good.csv")).exists();
    rehearsal.boughtNothing();
  }

  private static void refused(Result result, String... why) {
    assertThat(result.hasStatus(2).err()).hasLineCount(1).contains(why);
  }

  private Result run(Path job, Object... more) {
    Object[] arguments = new Object[more.length + 2];
    arguments[0] = "run";
    arguments[1] = job;
    System.arraycopy(more, 0, arguments, 2, more.length);
    return rehearsal.run(arguments);
  }

  private Path nightly(String option) throws IOException {
    return job(
        """
        name: nightly
        job: order
        inbox: inbox
        files: "*.csv"
        settle: 100ms
        options:
          %s
        """
            .formatted(option));
  }

  private Path job(String text) throws IOException {
    return Files.writeString(folder.resolve("job.yml"), text);
  }

  private void arrives(String name, List<String> rows) throws IOException {
    Files.writeString(
        folder.resolve("inbox").resolve(name),
        Rehearsal.HEADER + "\n" + rows.stream().map(row -> row + "\n").reduce("", String::concat));
  }

  private JsonNode result(String name) throws IOException {
    assertThat(folder.resolve(name)).exists();
    return JsonMapper.shared().readTree(Files.readString(folder.resolve(name + ".result.json")));
  }
}
