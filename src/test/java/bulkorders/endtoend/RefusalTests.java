package bulkorders.endtoend;

import static bulkorders.endtoend.Rehearsal.HEADER;
import static bulkorders.endtoend.Rehearsal.areas;
import static bulkorders.endtoend.Rehearsal.reportRows;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/**
 * What is refused with exit code 2 and one line that says what to do, before anything is bought.
 */
class RefusalTests {

  @RegisterExtension private final Rehearsal rehearsal = new Rehearsal();

  @ParameterizedTest
  @ValueSource(strings = {"requests-per-second=NaN", "base-url=not a url"})
  void a_setting_that_makes_no_sense_is_told_before_anything_is_read(String setting) {
    Path file = rehearsal.file("numbers.csv", areas(2, 5));

    Result result =
        rehearsal.run("order", "--yes", "--bulk-orders.telnyx." + setting, file).hasStatus(2);

    assertThat(result.err())
        .contains("setting bulk-orders.telnyx." + setting.replace("=", " = "), "expected ")
        .hasLineCount(1);
    assertThat(rehearsal.requests("create_order")).isZero();
  }

  @Test
  void inputs_that_cannot_be_read() throws IOException {
    byte[] random = new byte[10_000];
    new Random(42).nextBytes(random);
    Path bytes = Files.write(rehearsal.directory().resolve("random.bin"), random);
    Map<Path, String> inputs = new LinkedHashMap<>();
    inputs.put(bytes, "random.bin");
    inputs.put(rehearsal.write("empty.csv", ""), "empty.csv: is empty");
    inputs.put(rehearsal.write("header.csv", HEADER + "\n"), "no rows");
    inputs.put(
        rehearsal.write("column.csv", HEADER + ",localty\nUS,local,1,312,Chicago\n"), "locality");
    inputs.put(
        rehearsal.write("cut.json", "[{\"country_iso\":\"US\",\"phone_number_type\":\"loc"),
        "cut.json");
    inputs.put(rehearsal.directory().resolve("missing.csv"), "there is no such file");
    inputs.put(Files.createDirectory(rehearsal.directory().resolve("folder")), "is a directory");
    List<Object> arguments = new ArrayList<>(List.of("order", "--yes", "--format", "json"));
    arguments.addAll(inputs.keySet());

    Result result = rehearsal.run(arguments.toArray()).hasStatus(2);
    JsonNode runs = result.json().required("runs");
    assertThat(runs.size()).isEqualTo(inputs.size());
    int index = 0;
    for (Map.Entry<Path, String> input : inputs.entrySet()) {
      JsonNode run = runs.get(index++);
      assertThat(run.required("status").asString()).as(input.toString()).isEqualTo("REFUSED");
      assertThat(run.required("error").asString()).contains(input.getValue()).hasLineCount(1);
    }
    rehearsal.boughtNothing();
    assertThat(rehearsal.requests("create_order")).isZero();
  }

  @Test
  void one_unreadable_input_as_text_costs_one_line() {
    Path file = rehearsal.write("column.csv", HEADER + ",localty\nUS,local,1,312,Chicago\n");
    Result result = rehearsal.run("order", file, "--yes").hasStatus(2);
    assertThat(result.err()).startsWith("bulk-orders: ").contains("localty").hasLineCount(1);
    rehearsal.boughtNothing();
  }

  @Test
  void a_row_that_cannot_be_taken_apart_is_named_by_its_line() {
    Path file = rehearsal.write("numbers.ndjson", "{\"country_iso\":,}\n");
    Result result = rehearsal.run("order", file, "--yes").hasStatus(2);
    assertThat(result.err())
        .contains("numbers.ndjson:1: malformed JSON: ")
        .contains("the rejects file in the report");
    rehearsal.boughtNothing();
  }

  @Test
  void an_input_with_too_many_rejects_which_are_reported_and_can_be_corrected() {
    List<String> rows = new ArrayList<>(areas(10, 1));
    IntStream.range(0, 11).forEach(row -> rows.add("US,local,none,312"));
    Path file = rehearsal.file("numbers.csv", rows);
    Result result = rehearsal.order(file).hasStatus(2);
    assertThat(result.json().required("status").asString()).isEqualTo("REFUSED");
    assertThat(result.json().required("error").asString()).contains("11 of 21", "--skip-limit");
    assertThat(reportRows(result.json(), "rejects.csv")).hasSize(11);
    rehearsal.boughtNothing();

    Result allowed = rehearsal.order(file, "--skip-limit", "11").hasStatus(3);
    assertThat(allowed.numbers().ordered()).isEqualTo(10);
    assertThat(allowed.json().required("rows").required("rejected").asInt()).isEqualTo(11);
    rehearsal.boughtExactly(10);
  }

  @Test
  void usage_and_settings_that_make_no_sense() {
    Path file = rehearsal.file("numbers.csv", areas(1, 1));
    refused("FILE", "order", "--yes");
    refused("--yess", "order", file, "--yess");
    refused("--wait-timeout", "order", file, "--yes", "--wait-timeout", "soon");
    refused("--yes", "order", file);
    refused("there is no such file", "order", rehearsal.directory().resolve("missing.csv"));
    refused("unknown setting bulk-orders.foo", "order", file, "--bulk-orders.foo=1");
    refused("no run 77", "restart", "77");
    refused("there is no command frobnicate", "frobnicate");
    refused("'abc' is no whole number", "restart", "abc");
    refused("--skip-limit", "order", file, "--yes", "--skip-limit", "many");
    refused("--provider acme", "order", file, "--yes", "--provider", "acme");
    refused("set DIDWW_API_KEY", "order", file, "--yes", "--provider", "didww");
    refused("no run 77", "runs", "77");
    refused(
        "bulk-orders.submission.worker",
        "order",
        file,
        "--yes",
        "--bulk-orders.submission.worker=9");
    refused("settle-time", "order", file, "--yes", "--bulk-orders.submission.settle-time=soon");
    refused("expected a whole number", "plan", file, "--bulk-orders.submission.workers=several");
    refused("expected resend or park", "plan", file, "--bulk-orders.submission.on-absent=wait");
    refused("expected 1 or more", "plan", file, "--bulk-orders.submission.workers=0");
    refused("--max-numbers", "order", file, "--yes", "--max-numbers", "0");
    rehearsal.boughtNothing();
  }

  @Test
  void an_account_without_a_key_or_with_one_that_cannot_be_sent() {
    Path file = rehearsal.file("numbers.csv", areas(1, 1));
    Map<String, String> environment = rehearsal.environment();
    environment.remove("TELNYX_API_KEY");
    Result result = rehearsal.startWith(environment, "order", file, "--yes").await().hasStatus(2);
    assertThat(result.err()).contains("TELNYX_API_KEY", "--sandbox").hasLineCount(1);
    assertThat(result.out()).isEmpty();

    environment.put("TELNYX_API_KEY", "KEY0123\nrest");
    Result torn = rehearsal.startWith(environment, "order", file, "--yes").await().hasStatus(2);
    assertThat(torn.err()).contains("line break", "TELNYX_API_KEY").hasLineCount(1);
    assertThat(torn.err()).doesNotContain("KEY0123", "rest");

    rehearsal.startWith(environment, "plan", file).await().hasStatus(0);
    rehearsal.boughtNothing();
  }

  @Test
  void a_database_that_is_not_there_or_forgets() {
    Path file = rehearsal.file("numbers.csv", areas(1, 1));
    Map<String, String> environment = rehearsal.environment();
    environment.put("SPRING_DATASOURCE_URL", "jdbc:postgresql://127.0.0.1:1/nothing");
    Result absent = rehearsal.startWith(environment, "order", file, "--yes").await().hasStatus(2);
    assertThat(absent.err()).contains("database does not answer").hasLineCount(1);

    String name = rehearsal.database().url().replaceFirst(".*/", "").replaceFirst("\\?.*", "");
    rehearsal.ledger().execute("alter database %s set synchronous_commit = off".formatted(name));
    Result forgetful = rehearsal.run("order", file, "--yes").hasStatus(2);
    assertThat(forgetful.err()).contains("synchronous_commit=off").hasLineCount(1);
    rehearsal.boughtNothing();
  }

  private void refused(String expected, Object... arguments) {
    Result result = rehearsal.run(arguments).hasStatus(2);
    assertThat(result.err()).as(result.command()).contains(expected);
    assertThat(result.err().lines().count()).as(result.toString()).isLessThanOrEqualTo(3);
  }

  @Test
  void a_ledger_of_another_version_costs_one_line() {
    Path file = rehearsal.file("numbers.csv", areas(1, 1));
    rehearsal.ledger().createAsOf("2");
    for (String command : new String[] {"runs", "todo"}) {
      assertThat(rehearsal.run(command).hasStatus(2).err())
          .containsOnlyOnce("bulk-orders:")
          .contains("an older version of this program", "bulk-orders plan FILE");
    }
    rehearsal.run("plan", file).hasStatus(0);
    rehearsal.run("todo").hasStatus(0);

    rehearsal
        .ledger()
        .execute(
            """
            insert into flyway_schema_history (installed_rank, version, description, type, script, installed_by,
              execution_time, success)
            values (999, '999', 'later', 'SQL', 'V999__later.sql', 'later', 1, true)
            """);
    assertThat(rehearsal.order(file).hasStatus(2).err())
        .contains("a newer version of this program");
    assertThat(rehearsal.run("runs").hasStatus(2).err())
        .contains("a newer version of this program");
    rehearsal.boughtNothing();
  }
}
