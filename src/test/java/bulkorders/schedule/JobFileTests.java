package bulkorders.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JobFileTests {

  private static final String NIGHTLY =
      """
      name: nightly
      job: order
      inbox: inbox
      """;

  private Path folder;

  @BeforeEach
  void makeInbox(@TempDir Path temporary) throws IOException {
    folder = temporary;
    Files.createDirectory(folder.resolve("inbox"));
  }

  @Test
  void the_fewest_fields_that_make_sense() throws IOException {
    JobFile job = read(NIGHTLY);
    assertThat(job.actor()).isEqualTo("schedule:nightly");
    assertThat(job.zone()).isEqualTo(ZoneId.of("UTC"));
    assertThat(job.arguments()).isEmpty();
    assertThat(job.input())
        .isEqualTo(
            new JobInput.Delivered(
                new Inbox(folder.resolve("inbox"), "*", Duration.ofSeconds(10)),
                JobInput.IfMissing.OK));
  }

  @Test
  void options_stand_as_on_a_command_line() throws IOException {
    JobFile job =
        read(
            NIGHTLY
                + """
                options:
                  max-numbers: 20000
                  adopt: true
                  check-stock: false
                  max-cost: [500.50, USD]
                  note: "a night"
                """);
    assertThat(job.arguments())
        .containsExactly(
            "--max-numbers", "20000", "--adopt", "--max-cost", "500.5", "USD", "--note", "a night");
  }

  @Test
  void a_standing_input_is_a_file_and_a_zone() throws IOException {
    JobFile job =
        read(
            """
            name: every-night
            job: order
            zone: Europe/Berlin
            input: standing
            file: ../demand.csv
            if-missing: fail
            """);
    assertThat(job.zone()).isEqualTo(ZoneId.of("Europe/Berlin"));
    assertThat(job.input())
        .isEqualTo(
            new JobInput.Standing(folder.resolveSibling("demand.csv"), JobInput.IfMissing.FAIL));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"nightly-orders", "track-pending", "reconcile-nightly", "requirements-list"})
  void the_jobs_that_are_shipped_can_be_read(String name) {
    assertThat(JobFile.read(Path.of("jobs", name + ".yml")).name()).isEqualTo(name);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "name: Nightly!   | name = Nightly! is not usable: expected up to 64",
        "job: dance       | job = dance is not usable: expected order, track, reconcile,"
            + " requirements",
        "zone: Berlin     | zone = Berlin is not usable: expected a zone such as Europe/Berlin",
        "inbox: nowhere   | inbox = nowhere is not usable: expected the folder",
        "inbox:           | inbox is missing",
        "files: '*.{csv'  | files = *.{csv is not usable: expected a pattern",
        "settle: soon     | settle = soon is not usable: expected a duration of up to 1h",
        "settle: 2h       | settle = 2h is not usable",
        "if-missing: cry  | if-missing = cry is not usable: expected ok, warn, fail",
        "input: both      | input = both is not usable: expected delivered or standing",
        "input: standing  | inbox = inbox says nothing here",
        "file: some.csv   | file = some.csv says nothing here",
        "job: track       | inbox = inbox says nothing here",
        "crom: daily      | there is no field crom; known: file, files, if-missing, inbox",
        "options: [a]     | options has a value of another kind",
        "options: {a: {}} | options.a = {} is not usable: expected a value",
        "options: {a       | is no YAML"
      })
  void what_is_wrong_is_one_line_with_file_and_field(String line, String fault) throws IOException {
    String field = line.substring(0, line.indexOf(':') + 1);
    String text = NIGHTLY.replaceAll("(?m)^" + field + ".*\n", "") + line + "\n";
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(UnusableJobFileException.class)
        .hasMessageStartingWith(folder.resolve("job.yml") + ": ")
        .hasMessageContaining(fault)
        .satisfies(e -> assertThat(e.getMessage()).hasLineCount(1));
  }

  @Test
  void what_is_no_job_file() throws IOException {
    assertThatThrownBy(() -> JobFile.read(folder.resolve("none.yml")))
        .hasMessageContaining("there is no such file");
    assertThatThrownBy(() -> read("")).isInstanceOf(UnusableJobFileException.class);
    assertThatThrownBy(() -> read("just words")).isInstanceOf(UnusableJobFileException.class);
  }

  private JobFile read(String text) throws IOException {
    return JobFile.read(Files.writeString(folder.resolve("job.yml"), text));
  }
}
