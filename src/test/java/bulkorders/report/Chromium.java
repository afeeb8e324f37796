package bulkorders.report;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * A Chromium without a window: the one that the system property {@value #PROPERTY} names, or the
 * first on the PATH. Where there is none, root on Debian or Ubuntu gets it from apt-get; elsewhere
 * the test is aborted with a line that says how to get it.
 */
final class Chromium {

  private static final String PROPERTY = "bulkorders.test.chromium";
  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");
  private static final String HOW_TO_GET_IT =
      "The report's page is not looked at, since there is no Chromium: install the package"
          + " chromium, or name the program with -D"
          + PROPERTY
          + "=FILE";
  private static final Path APT_GET = Path.of("/usr/bin/apt-get");

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
    Optional<Path> found = find();
    if (found.isEmpty() && isRoot() && Files.isExecutable(APT_GET)) {
      install(folder.resolve("apt-get.log"));
      found = find();
    }
    if (found.isEmpty()) {
      // An aborted class says nothing on the console by itself.
      System.out.println(HOW_TO_GET_IT);
      Assumptions.abort(HOW_TO_GET_IT);
    }
    return new Chromium(found.orElseThrow(), folder);
  }

  private static Optional<Path> find() {
    String named = System.getProperty(PROPERTY);
    if (named != null) {
      return Optional.of(Path.of(named));
    }
    List<Path> path =
        Stream.of(System.getenv("PATH").split(File.pathSeparator)).map(Path::of).toList();
    return NAMES.stream()
        .flatMap(name -> path.stream().map(directory -> directory.resolve(name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private static void install(Path log) throws IOException, InterruptedException {
    System.out.println("Installing chromium with apt-get, to look at the report with.");
    for (List<String> arguments :
        List.of(
            List.of("update"),
            List.of("install", "--yes", "--no-install-recommends", "chromium", "fonts-dejavu"))) {
      List<String> command = new ArrayList<>(List.of(APT_GET.toString()));
      command.addAll(arguments);
      ProcessBuilder builder = new ProcessBuilder(command);
      builder.environment().put("DEBIAN_FRONTEND", "noninteractive");
      end(builder.redirectErrorStream(true).redirectOutput(log.toFile()).start(), 10);
    }
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
    if (isRoot()) {
      command.add("--no-sandbox");
    }
    command.addAll(List.of(options));
    command.add(page.toUri().toString());
    end(
        new ProcessBuilder(command)
            .redirectOutput(output.toFile())
            .redirectError(console.toFile())
            .start(),
        2);
    return new Shown(Files.readString(output), Files.readString(console));
  }

  private static void end(Process process, int minutes) throws InterruptedException {
    try {
      process.waitFor(minutes, TimeUnit.MINUTES);
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  private static boolean isRoot() {
    return System.getProperty("user.name").equals("root");
  }
}
