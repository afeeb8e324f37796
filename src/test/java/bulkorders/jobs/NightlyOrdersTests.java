package bulkorders.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The nightly script with a bulk-orders that only says how it was called. */
class NightlyOrdersTests {

  private static final Path SCRIPT = Path.of("jobs/nightly-orders").toAbsolutePath();

  /**
   * Ends with the code that the file's name begins with. What is called "silent" gets no result,
   * what is called "long" waits until it may go on or is asked to stop.
   */
  private static final String PROGRAM =
      """
      #!/bin/sh
      for argument; do file=$argument; done
      name=$(basename "$file")
      printf '%s|' "$BULK_ORDERS_ACTOR" "$@" >>"$FAKES/calls"
      echo >>"$FAKES/calls"
      echo "progress of $name" >&2
      case $name in
        *silent*) ;;
        *) echo "{\\"input\\":\\"$name\\"}" ;;
      esac
      case $name in
        *long*)
          trap 'exit 4' TERM
          : >"$FAKES/started"
          until [ -e "$FAKES/go" ]; do command -p sleep 0.02; done
          ;;
      esac
      exit "${name%%-*}"
      """;

  /** Time passes, and what is called "growing" has grown. */
  private static final String SLEEP =
      """
      #!/bin/sh
      for file in "$NIGHTLY_ORDERS_DIR"/inbox/*growing*; do
        [ ! -e "$file" ] || echo more >>"$file"
      done
      """;

  private Path folder;
  private Path fakes;

  private record Result(int status, String err) {}

  @BeforeEach
  void prepareFolders(@TempDir Path temporary) throws IOException {
    folder = Files.createDirectories(temporary.toRealPath().resolve("the night"));
    Files.createDirectories(folder.resolve("inbox"));
    fakes = Files.createDirectories(temporary.toRealPath().resolve("fakes"));
    executable(fakes.resolve("bulk-orders"), PROGRAM);
    executable(fakes.resolve("bin/sleep"), SLEEP);
  }

  @ParameterizedTest
  @CsvSource({
    "0, done, 0",
    "3, done, 3",
    "6, done, 6",
    "1, inbox, 1",
    "4, inbox, 4",
    "2, failed, 2",
    "5, failed, 5",
    "137, inbox, 1"
  })
  void a_file_goes_where_its_exit_code_says(int code, String place, int status) throws Exception {
    String name = code + "-numbers.csv";
    arrives(name);

    assertThat(night().status()).isEqualTo(status);
    assertThat(folder.resolve(place).resolve(name)).hasContent("content of " + name);
    for (String other :
        Stream.of("inbox", "done", "failed").filter(n -> !n.equals(place)).toList()) {
      assertThat(folder.resolve(other)).isEmptyDirectory();
    }
  }

  @Test
  void result_and_log_are_kept_for_each_file() throws Exception {
    arrives("0-a file.csv");
    arrives("3-other.json");
    night(Map.of("NIGHTLY_ORDERS_OPTIONS", "--sandbox --note *"));

    assertThat(calls())
        .containsExactly(
            "schedule:nightly-orders|order|--yes|--format|json|--sandbox|--note|*|%s|"
                .formatted(folder.resolve("inbox/0-a file.csv")),
            "schedule:nightly-orders|order|--yes|--format|json|--sandbox|--note|*|%s|"
                .formatted(folder.resolve("inbox/3-other.json")));
    Path logs = only(folder.resolve("logs"));
    assertThat(logs.resolve("0-a file.csv.json")).hasContent("{\"input\":\"0-a file.csv\"}");
    assertThat(logs.resolve("0-a file.csv.log")).hasContent("progress of 0-a file.csv");
    assertThat(logs.resolve("3-other.json.json")).hasContent("{\"input\":\"3-other.json\"}");
  }

  @Test
  void the_worst_code_is_the_night_s_and_no_file_holds_the_others_up() throws Exception {
    arrives("0-a.csv");
    arrives("4-b.csv");
    arrives("3-c.csv");
    arrives("6-d.csv");
    assertThat(night().status()).isEqualTo(4);
    assertThat(calls()).hasSize(4);

    arrives("5-e.csv");
    assertThat(night().status()).isEqualTo(5);
    arrives("2-f.csv");
    arrives("5-g.csv");
    assertThat(night().status()).isEqualTo(2);
  }

  @Test
  void what_is_not_complete_is_left_alone() throws Exception {
    arrives("0-upload.csv.part");
    arrives("0-growing.csv");
    Files.createDirectory(folder.resolve("inbox/0-folder"));
    arrives("0-whole.csv");

    Result night = night();
    assertThat(night.status()).isZero();
    assertThat(night.err()).contains("0-growing.csv: still growing");
    assertThat(calls()).singleElement().asString().contains("0-whole.csv");
    assertThat(names("inbox")).containsExactly("0-folder", "0-growing.csv", "0-upload.csv.part");
  }

  @Test
  void settings_at_fault_cost_no_file_its_place() throws Exception {
    arrives("2-silent.csv");
    arrives("3-next.csv");

    assertThat(night().status()).isEqualTo(2);
    assertThat(calls()).hasSize(1);
    assertThat(names("inbox")).containsExactly("2-silent.csv", "3-next.csv");
  }

  @Test
  void nothing_is_overwritten() throws Exception {
    arrives("0-same.csv");
    night();
    Files.writeString(folder.resolve("inbox/0-same.csv"), "another");
    night();

    assertThat(names("done")).hasSize(2).contains("0-same.csv");
    assertThat(folder.resolve("done/0-same.csv")).hasContent("content of 0-same.csv");
  }

  @Test
  void two_nights_do_not_meet() throws Exception {
    arrives("0-long.csv");
    Process first = start(Map.of());
    await().until(() -> Files.exists(fakes.resolve("started")));

    Result second = night();
    assertThat(second.status()).isEqualTo(5);
    assertThat(second.err()).contains("another one is at work");
    Files.createFile(fakes.resolve("go"));
    assertThat(first.waitFor()).isZero();
    assertThat(calls()).hasSize(1);
  }

  @Test
  void a_stop_is_passed_on_and_waited_for() throws Exception {
    arrives("0-long.csv");
    arrives("0-next.csv");
    Process night = start(Map.of());
    await().until(() -> Files.exists(fakes.resolve("started")));

    night.destroy();
    assertThat(night.waitFor()).isEqualTo(4);
    assertThat(calls()).hasSize(1);
    assertThat(names("inbox")).containsExactly("0-long.csv", "0-next.csv");
  }

  @Test
  void an_empty_inbox_is_no_failure_and_a_missing_one_costs_one_line() throws Exception {
    assertThat(night()).isEqualTo(new Result(0, ""));

    Files.delete(folder.resolve("inbox"));
    Result missing = night();
    assertThat(missing.status()).isEqualTo(2);
    assertThat(missing.err()).contains(folder.resolve("inbox").toString()).hasLineCount(1);
  }

  private void arrives(String name) throws IOException {
    Files.writeString(folder.resolve("inbox").resolve(name), "content of " + name);
  }

  private Result night() throws Exception {
    return night(Map.of());
  }

  private Result night(Map<String, String> settings) throws Exception {
    Process process = start(settings);
    int status = process.waitFor();
    return new Result(status, Files.readString(fakes.resolve("err")));
  }

  private Process start(Map<String, String> settings) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(SCRIPT.toString());
    Map<String, String> environment = builder.environment();
    environment.keySet().removeIf(name -> name.startsWith("NIGHTLY_") || name.startsWith("BULK_"));
    environment.put("NIGHTLY_ORDERS_DIR", folder.toString());
    environment.put("NIGHTLY_ORDERS_PROGRAM", fakes.resolve("bulk-orders").toString());
    environment.put("FAKES", fakes.toString());
    environment.merge("PATH", "", (path, none) -> fakes.resolve("bin") + ":" + path);
    environment.putAll(settings);
    // In a file: a pipe would break as soon as the night is asked to stop.
    return builder.redirectError(fakes.resolve("err").toFile()).start();
  }

  private List<String> calls() throws IOException {
    Path calls = fakes.resolve("calls");
    return Files.exists(calls) ? Files.readAllLines(calls) : List.of();
  }

  private List<String> names(String place) throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve(place))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private static Path only(Path directory) throws IOException {
    try (Stream<Path> entries = Files.list(directory)) {
      List<Path> all = entries.toList();
      assertThat(all).hasSize(1);
      return all.get(0);
    }
  }

  private static void executable(Path file, String content) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
