package bulkorders.endtoend;

import com.pty4j.PtyProcess;
import com.pty4j.PtyProcessBuilder;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * The program as its users have it: packed into a jar, every command a process of its own. The
 * first process to end leaves an archive of its classes behind, from which later ones start in half
 * the time.
 */
final class Program {

  private static final Path PLACE = temporaryDirectory();
  private static final Path JAR = packed();
  private static final Path ARCHIVE = PLACE.resolve("classes.jsa");

  private Program() {}

  /**
   * Starts a command.
   *
   * @param environment added to this process's own, of which nothing that configures the program is
   *     handed on
   */
  static Child start(Path directory, Map<String, String> environment, List<String> arguments) {
    return start(directory, environment, new byte[0], arguments);
  }

  /**
   * Starts a command.
   *
   * @param input its standard input
   */
  static Child start(
      Path directory, Map<String, String> environment, byte[] input, List<String> arguments) {
    try {
      Path out = Files.createTempFile(directory, "child", ".out");
      Path err = Files.createTempFile(directory, "child", ".err");
      ProcessBuilder builder =
          new ProcessBuilder(command(arguments))
              .directory(directory.toFile())
              .redirectOutput(out.toFile())
              .redirectError(err.toFile());
      configure(builder.environment(), environment);
      Process process = builder.start();
      try (OutputStream standardInput = process.getOutputStream()) {
        standardInput.write(input);
      }
      return new Child(process, out, err, String.join(" ", arguments));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts a command as a person does: on a terminal of its own. */
  static Conversation converse(
      Path directory, Map<String, String> environment, List<String> arguments) {
    Map<String, String> handedOn = new HashMap<>(System.getenv());
    configure(handedOn, environment);
    handedOn.put("TERM", "xterm");
    try {
      PtyProcess process =
          new PtyProcessBuilder(command(arguments).toArray(String[]::new))
              .setDirectory(directory.toString())
              .setEnvironment(handedOn)
              .setRedirectErrorStream(true)
              .start();
      return new Conversation(process, String.join(" ", arguments));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> command(List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-Xmx256m", "-Xlog:disable"));
    command.addAll(classSharing());
    command.addAll(List.of("-cp", classPath(), "bulkorders.cli.Main"));
    command.addAll(arguments);
    return command;
  }

  private static void configure(Map<String, String> handedOn, Map<String, String> environment) {
    handedOn
        .keySet()
        .removeIf(
            name -> Stream.of("TELNYX", "BULK", "SPRING", "JAVA_TOOL").anyMatch(name::startsWith));
    handedOn.putAll(environment);
  }

  /** Has an archive of the loaded classes written, by running a command of which all is used. */
  static synchronized void warmUp(java.util.function.Supplier<Child> command) {
    if (!Files.exists(ARCHIVE)) {
      command.get().await();
    }
  }

  private static List<String> classSharing() {
    return Files.exists(ARCHIVE)
        ? List.of("-Xshare:auto", "-XX:SharedArchiveFile=" + ARCHIVE)
        : List.of();
  }

  /** What makes a process write the archive when it ends. */
  static Map<String, String> writingArchive() {
    return Map.of("JDK_JAVA_OPTIONS", "-XX:ArchiveClassesAtExit=" + ARCHIVE);
  }

  /** The jar and the libraries of the program; what only tests need does no harm behind them. */
  private static String classPath() {
    Stream<String> libraries =
        Arrays.stream(System.getProperty("java.class.path").split(java.io.File.pathSeparator))
            .filter(entry -> entry.endsWith(".jar"));
    return Stream.concat(Stream.of(JAR.toString()), libraries)
        .reduce((a, b) -> a + java.io.File.pathSeparator + b)
        .orElseThrow();
  }

  private static Path temporaryDirectory() {
    try {
      Path directory = Files.createTempDirectory("bulk-orders-program");
      Runtime.getRuntime()
          .addShutdownHook(new Thread(() -> Folders.delete(directory), "delete the program"));
      return directory;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path packed() {
    try {
      Path classes =
          Path.of(
              bulkorders.cli.Main.class
                  .getProtectionDomain()
                  .getCodeSource()
                  .getLocation()
                  .toURI());
      if (!Files.isDirectory(classes)) {
        return classes;
      }
      Path jar = PLACE.resolve("bulk-orders.jar");
      try (OutputStream out = Files.newOutputStream(jar);
          ZipOutputStream zip = new ZipOutputStream(out);
          Stream<Path> files = Files.walk(classes)) {
        for (Path file : files.filter(found -> !found.equals(classes)).sorted().toList()) {
          String name = classes.relativize(file).toString().replace('\\', '/');
          boolean isDirectory = Files.isDirectory(file);
          zip.putNextEntry(new ZipEntry(isDirectory ? name + "/" : name));
          if (!isDirectory) {
            Files.copy(file, zip);
          }
          zip.closeEntry();
        }
      }
      return jar;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (java.net.URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A process of the program. */
  static final class Child {

    private static final long PATIENCE_SECONDS = 120;

    private final Process process;
    private final Path out;
    private final Path err;
    private final String command;

    private Child(Process process, Path out, Path err, String command) {
      this.process = process;
      this.out = out;
      this.err = err;
      this.command = command;
    }

    boolean isAlive() {
      return process.isAlive();
    }

    /** Asks it to end: SIGTERM. */
    void terminate() {
      process.destroy();
    }

    /** Ends it without its doing: SIGKILL. */
    void kill() {
      process.destroyForcibly();
      end();
    }

    String out() {
      return read(out);
    }

    String err() {
      return read(err);
    }

    /** Waits for its end. */
    Result await() {
      int status = end();
      return new Result(command, status, out(), err());
    }

    private int end() {
      try {
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
          process.destroyForcibly();
          throw new AssertionError("no end of: %s%n%s%n%s".formatted(command, out(), err()));
        }
        return process.exitValue();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }

    private static String read(Path file) {
      try {
        return Files.readString(file);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
