package bulkorders.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkFolderTests {

  private final Path folder;

  WorkFolderTests(@TempDir Path folder) throws IOException {
    this.folder = folder.toRealPath();
  }

  /** Makes a work folder with a file in it, tells where, and waits to be killed. */
  static final class User {
    public static void main(String[] arguments) throws IOException {
      WorkFolder work = WorkFolder.create(Path.of(arguments[0]), "report");
      Files.createDirectories(work.path().resolve("new/deep"));
      Files.writeString(work.path().resolve("new/half"), "half");
      System.out.println(work.path());
      System.in.read();
    }
  }

  @Test
  void is_left_alone_while_its_process_lives_and_removed_after_that_was_killed() throws Exception {
    Process user =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                User.class.getName(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader told = user.inputReader()) {
      Path used = Path.of(told.readLine());

      WorkFolder.create(folder, "report").close();
      assertThat(used.resolve("new/half")).as("of a process that lives").exists();

      user.destroyForcibly().waitFor();
      WorkFolder.create(folder, "other").close();
      assertThat(used).as("of another name").exists();
      WorkFolder.create(folder, "report").close();
      assertThat(names()).isEmpty();
    } finally {
      user.destroyForcibly();
    }
  }

  @Test
  void those_of_one_process_do_not_disturb_each_other() throws IOException {
    try (WorkFolder first = WorkFolder.create(folder, "report");
        WorkFolder second = WorkFolder.create(folder, "report")) {
      assertThat(first.path()).isNotEqualTo(second.path()).exists();
      WorkFolder.create(folder, "report").close();
      assertThat(names()).hasSize(2);
    }
    assertThat(names()).isEmpty();
  }

  @Test
  void what_was_not_made_here_is_never_removed() throws IOException {
    List<String> foreign =
        List.of(
            ".report.0e1f7c1e-2c1c-4f55-9d25-1f1b3c6a7d10.tmp",
            ".report.mine.tmp",
            "report.0e1f7c1e-2c1c-4f55-9d25-1f1b3c6a7d10.tmp");
    for (String name : foreign) {
      Files.createFile(Files.createDirectory(folder.resolve(name)).resolve("mine"));
    }

    WorkFolder.create(folder, "report").close();

    assertThat(names()).containsExactlyElementsOf(foreign);
  }

  private List<String> names() throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
    }
  }
}
