package bulkorders.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A Chromium without a window. */
final class Chromium {

  private static final ForeignProgram PROGRAM =
      new ForeignProgram(
          "bulkorders.test.chromium",
          List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable"),
          List.of("chromium", "fonts-dejavu"),
          "The report's page is not looked at, since there is no Chromium");

  private final Path program;
  private final Path folder;

  /**
   * @param output the page as it is after its scripts have run
   * @param console what the browser wrote to the console of the page, and its own errors
   */
  record Shown(String output, String console) {}

  private Chromium(Path program, Path folder) {
    this.program = program;
    this.folder = folder;
  }

  /**
   * @param folder for the profile and the output of the browser
   */
  static Chromium require(Path folder) throws IOException, InterruptedException {
    return new Chromium(PROGRAM.require(folder), folder);
  }

  /** Shows a page, with the scripts it has, and tells what became of it. */
  Shown show(Path page, String... options) throws IOException, InterruptedException {
    Path output = folder.resolve("page.html");
    Path console = folder.resolve("console.txt");
    List<String> command =
        new ArrayList<>(
            List.of(
                program.toString(),
                "--headless",
                "--hide-scrollbars",
                "--dump-dom",
                "--enable-logging=stderr",
                "--allow-file-access-from-files",
                "--user-data-dir=" + folder.resolve("profile")));
    if (ForeignProgram.isRoot()) {
      command.add("--no-sandbox");
    }
    command.addAll(List.of(options));
    command.add(page.toUri().toString());
    ForeignProgram.end(
        new ProcessBuilder(command)
            .redirectOutput(output.toFile())
            .redirectError(console.toFile())
            .start(),
        2);
    return new Shown(Files.readString(output), Files.readString(console));
  }
}
