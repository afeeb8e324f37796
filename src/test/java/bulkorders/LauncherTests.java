package bulkorders;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The launcher script with a Maven and a Java that only say what they were asked to do. */
class LauncherTests {

  private static final Path SCRIPT = Path.of("bulk-orders").toAbsolutePath();

  /** Writes the jar it is asked for, after a while, and counts how often. */
  private static final String MAVEN =
      """
      #!/bin/sh
      echo run >>"$FAKES/builds"
      echo "[INFO] --- some-maven-plugin:1.0:compile (default-compile) @ bulk-orders ---"
      if [ -e "$FAKES/broken" ]; then
        echo "[ERROR] Broken.java:[1,1] ';' expected"
        echo "[ERROR] it failed -> [Help 1]"
        echo "[ERROR] Re-run Maven"
        exit 1
      fi
      sleep 0.3
      for argument; do
        case $argument in -Dbulk-orders.target=*) target=${argument#*=} ;; esac
      done
      mkdir -p "$target"
      touch "$target/bulk-orders-1.jar"
      """;

  /**
   * Unpacks the jar where told, leaves an archive of classes where told, or says how it was
   * started.
   */
  private static final String JAVA =
      """
      #!/bin/sh
      case " $* " in
        *" -Djarmode=tools "*) mkdir app && touch app/bulk-orders-1.jar ;;
        *" -XX:ArchiveClassesAtExit="*)
          for argument; do
            case $argument in -XX:ArchiveClassesAtExit=*) env >"${argument#*=}" ;; esac
          done
          exit 3 ;;
        *) for argument; do echo "$argument"; done; echo "note" >&2; exit 6 ;;
      esac
      """;

  private static final List<String> JAVA_OPTIONS =
      List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "JAVA_OPTS", "BULK_ORDERS_JAVA_OPTS");

  private Path folder;
  private Path project;
  private Path fakes;
  private final Map<String, String> environment = new HashMap<>();

  private record Result(int status, List<String> out, String err) {}

  @BeforeEach
  void copyTheProject(@TempDir Path temporary) throws IOException {
    folder = temporary.toRealPath();
    project = Files.createDirectories(folder.resolve("the project"));
    Files.createDirectories(project.resolve("src/main/java"));
    Files.writeString(project.resolve("pom.xml"), "<project/>");
    Files.writeString(project.resolve("src/main/java/A name.java"), "one");
    executable(project.resolve("bulk-orders"), Files.readString(SCRIPT));
    fakes = folder.resolve("fakes");
    executable(fakes.resolve("bin/mvn"), MAVEN);
    executable(fakes.resolve("jdk/bin/java"), JAVA);
    Files.writeString(fakes.resolve("jdk/release"), "JAVA_VERSION=\"17.0.1\"\n");
  }

  @Test
  void it_builds_once_and_hands_arguments_and_status_over() throws Exception {
    Result first = launch("order", "my file.csv", "");
    assertThat(first.status()).isEqualTo(6);
    assertThat(first.out()).endsWith("order", "my file.csv", "");
    assertThat(first.out()).anyMatch(line -> line.endsWith("/app/bulk-orders.jar"));
    assertThat(first.err()).contains("building").contains("some-maven-plugin:1.0:compile");

    Result second = launch("runs");
    assertThat(second.out()).endsWith("runs");
    assertThat(second.err()).isEqualTo("note\n");
    assertThat(builds()).isEqualTo(1);
  }

  @Test
  void it_builds_again_when_a_source_changes_or_moves_and_not_when_it_changes_back()
      throws Exception {
    Path source = project.resolve("src/main/java/A name.java");
    launch();
    Files.writeString(source, "two");
    launch();
    assertThat(builds()).isEqualTo(2);
    Files.move(source, source.resolveSibling("Another name.java"));
    launch();
    assertThat(builds()).isEqualTo(3);
    Files.move(source.resolveSibling("Another name.java"), source);
    Files.writeString(source, "one");
    launch();
    assertThat(builds()).isEqualTo(3);
  }

  @Test
  void it_keeps_the_last_three_builds_and_the_one_that_is_running() throws Exception {
    Path source = project.resolve("src/main/java/A name.java");
    launch();
    Path running = folders().get(0);
    Process program =
        new ProcessBuilder("bash", "-c", "read -r line", running + "/app/bulk-orders.jar").start();
    try {
      for (int change = 0; change < 4; change++) {
        Files.writeString(source, "change " + change);
        launch();
      }
      assertThat(folders()).hasSize(4).contains(running);
    } finally {
      program.destroy();
      program.waitFor();
    }
    Files.writeString(source, "the last change");
    launch();
    assertThat(folders()).hasSize(3).doesNotContain(running);
  }

  @Test
  void without_a_locale_java_gets_one_that_can_name_every_file() throws Exception {
    executable(
        fakes.resolve("jdk/bin/java"),
        JAVA.replace("for argument; do echo \"$argument\"; done;", "echo \"$LC_ALL\";"));
    environment.putAll(Map.of("LC_ALL", "", "LC_CTYPE", "", "LANG", ""));
    assertThat(launch().out()).containsExactly("C.UTF-8");
    environment.put("LANG", "POSIX");
    assertThat(launch().out()).containsExactly("C.UTF-8");
    environment.put("LANG", "de_DE.UTF-8");
    assertThat(launch().out()).containsExactly("");
  }

  @ParameterizedTest
  @CsvSource({
    "JAVA_OPTS, -Xmx1g -XX:+UseG1GC",
    "BULK_ORDERS_JAVA_OPTS, -XX:+UseParallelGC",
    "JDK_JAVA_OPTIONS, -XX:+UseZGC"
  })
  void java_is_given_one_garbage_collector_only(String variable, String options) throws Exception {
    assertThat(launch().out()).contains("-XX:+UseSerialGC");
    environment.put(variable, options);
    assertThat(launch().out()).doesNotContain("-XX:+UseSerialGC");
  }

  @Test
  void it_starts_with_the_classes_archived_in_a_rehearsal_that_sees_no_settings() throws Exception {
    environment.put("SPRING_DATASOURCE_URL", "jdbc:postgresql://production/ledger");
    environment.put("TELNYX_API_KEY", "a secret");
    List<String> out = launch("runs").out();
    Path archive = folders().get(0).resolve("classes.jsa");
    assertThat(out).contains("-XX:SharedArchiveFile=" + archive);
    assertThat(archive).content().contains("BULK_ORDERS_HOME=" + archive.getParent());
    assertThat(archive).content().doesNotContain("SPRING_DATASOURCE_URL", "TELNYX_API_KEY");
    assertThat(archive.resolveSibling("rehearsal")).doesNotExist();
  }

  @Test
  void it_starts_without_archived_classes_where_there_are_none() throws Exception {
    executable(fakes.resolve("jdk/bin/java"), JAVA.replace("env >\"${argument#*=}\"", ":"));
    assertThat(launch("runs").out())
        .endsWith("runs")
        .noneMatch(argument -> argument.startsWith("-XX:SharedArchiveFile"));
  }

  @Test
  void it_is_found_through_links_from_any_folder() throws Exception {
    Path link = Files.createDirectory(folder.resolve("bin")).resolve("link");
    Files.createSymbolicLink(link, Path.of("../the project/bulk-orders"));
    Path linkToLink = Files.createSymbolicLink(folder.resolve("link"), link);
    assertThat(launch(linkToLink, fakes.resolve("jdk"), "runs").out()).endsWith("runs");
    assertThat(folders()).hasSize(1);
  }

  @Test
  void a_build_that_fails_says_why_and_is_tried_again() throws Exception {
    Files.createFile(fakes.resolve("broken"));
    Result failed = launch("order");
    assertThat(failed.status()).isEqualTo(2);
    assertThat(failed.out()).isEmpty();
    assertThat(failed.err())
        .contains("';' expected")
        .contains(project.resolve(".build/build.log").toString())
        .doesNotContain("Re-run");
    Files.delete(fakes.resolve("broken"));
    assertThat(launch("order").out()).endsWith("order");
  }

  @Test
  void two_at_once_build_once_also_after_one_that_was_killed() throws Exception {
    Process ended = new ProcessBuilder("true").start();
    ended.waitFor();
    Path lock = Files.createDirectories(project.resolve(".build/lock"));
    Files.writeString(lock.resolve("pid"), Long.toString(ended.pid()));

    List<Process> both =
        List.of(
            start(project.resolve("bulk-orders"), fakes.resolve("jdk"), "one"),
            start(project.resolve("bulk-orders"), fakes.resolve("jdk"), "two"));
    for (Process process : both) {
      assertThat(result(process).status()).isEqualTo(6);
    }
    assertThat(builds()).isEqualTo(1);
    assertThat(lock).doesNotExist();
  }

  @Test
  void a_missing_or_an_old_java_costs_one_line() throws Exception {
    Result none = launch(project.resolve("bulk-orders"), folder.resolve("nothing"));
    assertThat(none.status()).isEqualTo(2);
    assertThat(none.err()).contains("JAVA_HOME").hasLineCount(1);

    Files.writeString(fakes.resolve("jdk/release"), "JAVA_VERSION=\"1.8.0_392\"\n");
    Result old = launch();
    assertThat(old.status()).isEqualTo(2);
    assertThat(old.err()).contains("is Java 8").contains("17").hasLineCount(1);
  }

  private Result launch(String... arguments) throws Exception {
    return launch(project.resolve("bulk-orders"), fakes.resolve("jdk"), arguments);
  }

  private Result launch(Path script, Path javaHome, String... arguments) throws Exception {
    return result(start(script, javaHome, arguments));
  }

  private Process start(Path script, Path javaHome, String... arguments) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Stream.concat(Stream.of(script.toString()), Stream.of(arguments)).toList());
    builder.environment().put("JAVA_HOME", javaHome.toString());
    builder.environment().put("FAKES", fakes.toString());
    builder.environment().merge("PATH", "", (path, none) -> fakes.resolve("bin") + ":" + path);
    builder.environment().keySet().removeAll(JAVA_OPTIONS);
    builder.environment().putAll(environment);
    Path err = Files.createTempFile(folder, "launcher", ".err");
    return builder.directory(folder.toFile()).redirectError(err.toFile()).start();
  }

  private Result result(Process process) throws Exception {
    List<String> out = process.inputReader().lines().toList();
    int status = process.waitFor();
    try (Stream<Path> files = Files.list(folder)) {
      StringBuilder err = new StringBuilder();
      for (Path file : files.filter(file -> file.toString().endsWith(".err")).toList()) {
        err.append(Files.readString(file));
        Files.delete(file);
      }
      return new Result(status, out, err.toString());
    }
  }

  private int builds() throws IOException {
    return Files.readAllLines(fakes.resolve("builds")).size();
  }

  private List<Path> folders() throws IOException {
    try (Stream<Path> files = Files.list(project.resolve(".build"))) {
      return files.filter(file -> file.getFileName().toString().matches("[0-9a-f]{16}")).toList();
    }
  }

  private static void executable(Path file, String content) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
