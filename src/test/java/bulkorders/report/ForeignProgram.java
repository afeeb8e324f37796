package bulkorders.report;

import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * A program that people open reports with: the one that a system property names, or the first on
 * the PATH. Where there is none, root on Debian or Ubuntu gets it from apt-get; elsewhere the test
 * is aborted with a line that says how to get it.
 *
 * @param property the system property that may name it
 * @param names what it is called
 * @param packages packages of Debian and Ubuntu that bring it
 * @param untested what is not looked at without it
 */
record ForeignProgram(String property, List<String> names, List<String> packages, String untested) {

  private static final Path APT_GET = Path.of("/usr/bin/apt-get");
  private static final int MINUTES_TO_INSTALL = 5;

  /**
   * Finds it, installs it, or aborts the test.
   *
   * @param folder for what the installation has to say
   */
  Path require(Path folder) throws IOException, InterruptedException {
    Optional<Path> found = find();
    if (found.isEmpty() && isRoot() && Files.isExecutable(APT_GET)) {
      install(folder.resolve("apt-get.log"));
      found = find();
    }
    if (found.isEmpty()) {
      String howToGetIt =
          "%s: install the package %s, or name the program with -D%s=FILE"
              .formatted(untested, packages.get(0), property);
      // An aborted class says nothing on the console by itself.
      System.out.println(howToGetIt);
      Assumptions.abort(howToGetIt);
    }
    return found.orElseThrow();
  }

  private Optional<Path> find() {
    String named = System.getProperty(property);
    if (named != null) {
      return Optional.of(Path.of(named));
    }
    List<Path> path =
        Stream.of(System.getenv("PATH").split(File.pathSeparator)).map(Path::of).toList();
    return names.stream()
        .flatMap(name -> path.stream().map(directory -> directory.resolve(name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private void install(Path log) throws IOException, InterruptedException {
    // Of two at once apt-get refuses the second, and tests run in several processes.
    Path turn = Path.of(System.getProperty("java.io.tmpdir"), "bulk-orders-apt-get.lock");
    try (FileChannel channel =
            FileChannel.open(turn, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      installAlone(log);
    }
  }

  private void installAlone(Path log) throws IOException, InterruptedException {
    System.out.println("Installing " + packages.get(0) + " with apt-get, to look at reports with.");
    var install = new ArrayList<>(List.of("install", "--yes", "--no-install-recommends"));
    install.addAll(packages);
    for (List<String> arguments : List.of(List.of("update"), install)) {
      List<String> command = new ArrayList<>(List.of(APT_GET.toString()));
      command.addAll(arguments);
      ProcessBuilder builder = new ProcessBuilder(command);
      builder.environment().put("DEBIAN_FRONTEND", "noninteractive");
      end(
          builder.redirectErrorStream(true).redirectOutput(log.toFile()).start(),
          MINUTES_TO_INSTALL);
    }
  }

  /**
   * Waits for the end of a process, and ends it with all that it has started if it takes longer.
   */
  static void end(Process process, int minutes) throws InterruptedException {
    try {
      process.waitFor(minutes, TimeUnit.MINUTES);
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  static boolean isRoot() {
    return System.getProperty("user.name").equals("root");
  }
}
