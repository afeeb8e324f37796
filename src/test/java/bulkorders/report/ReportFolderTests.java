package bulkorders.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportFolderTests {

  private final Path folder;

  ReportFolderTests(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void appears_only_when_it_is_published() throws IOException {
    Path target = folder.resolve("deep/report");
    try (ReportFolder report = ReportFolder.begin(7, target)) {
      Files.writeString(report.work().resolve("summary.json"), "1");
      assertThat(target).doesNotExist();
      report.publish();
    }
    assertThat(names(target)).containsExactly(ReportFolder.MANIFEST, "summary.json");
    assertThat(names(folder.resolve("deep"))).containsExactly("report");
  }

  @Test
  void leaves_nothing_when_it_is_given_up() throws IOException {
    try (ReportFolder report = ReportFolder.begin(7, folder.resolve("report"))) {
      Files.writeString(report.work().resolve("summary.json"), "1");
    }
    assertThat(names(folder)).isEmpty();
  }

  @Test
  void files_of_the_older_report_that_are_not_written_again_go() throws IOException {
    Path target = publish(7, folder.resolve("report"), "old", "results.csv", "summary.json");

    publish(7, target, "new", "orders.csv", "summary.json");

    assertThat(names(target)).containsExactly(ReportFolder.MANIFEST, "orders.csv", "summary.json");
    assertThat(target.resolve("summary.json")).hasContent("new");
  }

  @Test
  void foreign_files_stay_beside_the_report_however_often_it_is_written() throws IOException {
    Path target = Files.createDirectory(folder.resolve("report"));
    Files.writeString(target.resolve("notes.txt"), "mine");
    Files.createDirectory(target.resolve("archive"));

    assertThat(publish(7, target, "old", "results.csv", "summary.json")).isEqualTo(target);
    assertThat(publish(7, target, "new", "orders.csv", "summary.json")).isEqualTo(target);

    assertThat(names(target))
        .containsExactly(
            ReportFolder.MANIFEST, "archive", "notes.txt", "orders.csv", "summary.json");
    assertThat(target.resolve("notes.txt")).hasContent("mine");
    assertThat(target.resolve("summary.json")).hasContent("new");
    assertThat(names(folder)).containsExactly("report");
  }

  @Test
  void a_foreign_file_of_the_same_name_is_never_overwritten() throws IOException {
    Path target = Files.createDirectory(folder.resolve("inbox"));
    Files.writeString(target.resolve("orders.csv"), "what I want to order");

    Path written = publish(7, target, "new", "orders.csv", "summary.json");

    assertThat(written).isEqualTo(target.resolve("run-7"));
    assertThat(publish(7, target, "newer", "summary.json")).isEqualTo(written);
    assertThat(written.resolve("summary.json")).hasContent("newer");
    assertThat(target.resolve("orders.csv")).hasContent("what I want to order");
    assertThat(names(target)).containsExactly("orders.csv", "run-7");
  }

  @Test
  void the_report_of_another_run_is_kept() throws IOException {
    Path first = publish(7, folder.resolve("report"), "seven", "summary.json");
    Path second = publish(8, folder.resolve("report"), "eight", "summary.json");
    assertThat(publish(7, folder.resolve("report"), "seven again", "summary.json"))
        .isEqualTo(first);

    assertThat(first.resolve("summary.json")).hasContent("seven again");
    assertThat(second).isEqualTo(first.resolve("run-8"));
    assertThat(second.resolve("summary.json")).hasContent("eight");
  }

  @Test
  void says_so_when_there_is_no_place_for_it() throws IOException {
    Path target = Files.createDirectory(folder.resolve("inbox"));
    Files.writeString(target.resolve("orders.csv"), "mine");
    Files.writeString(Files.createDirectory(target.resolve("run-7")).resolve("orders.csv"), "mine");

    assertThatIOException()
        .isThrownBy(() -> ReportFolder.begin(7, target))
        .withMessageContaining("run-7")
        .withMessageContaining("holds files that no report of run 7 has written");
  }

  @Test
  void what_killed_reports_left_goes_and_what_is_written_now_stays() throws IOException {
    Path leftover =
        Files.createDirectories(
            folder.resolve(".report.0e1f7c1e-2c1c-4f55-9d25-1f1b3c6a7d10.tmp/new"));
    Files.writeString(leftover.resolve("results.csv"), "half");
    Files.writeString(leftover.resolveSibling(".lock"), "");
    Path foreign = Files.createDirectory(folder.resolve(".report.notes.tmp"));

    try (ReportFolder other = ReportFolder.begin(8, folder.resolve("report"))) {
      publish(7, folder.resolve("report"), "seven", "summary.json");

      assertThat(leftover.getParent()).doesNotExist();
      assertThat(other.work()).exists();
      assertThat(foreign).exists();
    }
    assertThat(names(folder)).containsExactly(".report.notes.tmp", "report");
  }

  private static Path publish(int run, Path target, String text, String... names)
      throws IOException {
    try (ReportFolder report = ReportFolder.begin(run, target)) {
      for (String name : names) {
        Files.writeString(report.work().resolve(name), text);
      }
      report.publish();
      return report.target();
    }
  }

  private static List<String> names(Path directory) throws IOException {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
    }
  }
}
