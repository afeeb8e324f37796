package bulkorders.endtoend;

import bulkorders.database.Database;
import bulkorders.endtoend.points.Passes;
import com.pty4j.PtyProcess;
import com.pty4j.PtyProcessBuilder;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The program as its users have it: packed into a jar, every command a process of its own. */
public final class Program {
  private Program() {}

  /** What an operator has set who orders at Telnyx and keeps the ledger in a database. */
  public static Map<String, String> environment(Path home, String key, Database ledger) {
    Map<String, String> environment = new HashMap<>();
    environment.put("BULK_ORDERS_HOME", home.toString());
    environment.put("TELNYX_API_KEY", key);
    environment.put("SPRING_DATASOURCE_URL", ledger.url());
    environment.put("SPRING_DATASOURCE_USERNAME", ledger.username());
    environment.put("SPRING_DATASOURCE_PASSWORD", ledger.password());
    return environment;
  }

  /**
   * Starts a command.
   *
   * @param environment added to this process's own, of which nothing that configures the program is
   *     handed on
   */
  public static Child start(
      Path directory, Map<String, String> environment, List<String> arguments) {
    return start(directory, environment, new byte[0], arguments);
  }

  /**
   * Starts a command.
   *
   * @param input its standard input
   */
  static Child start(
      Path directory, Map<String, String> environment, byte[] input, List<String> arguments) {
    return start(directory, environment, input, command(arguments), arguments);
  }

  /**
   * Starts a command that is halted, paused or misled about the time.
   *
   * @param moments for this process alone
   */
  public static Child start(
      Path directory, Map<String, String> environment, Moments moments, List<String> arguments) {
    String asked = "-D%s=%s".formatted(Passes.ASKED_FOR, moments.askedFor());
    return start(
        directory,
        environment,
        new byte[0],
        command(Packed.woven(), List.of(asked), arguments),
        arguments);
  }

  private static Child start(
      Path directory,
      Map<String, String> environment,
      byte[] input,
      List<String> command,
      List<String> arguments) {
    try {
      Path out = Files.createTempFile(directory, "child", ".out");
      Path err = Files.createTempFile(directory, "child", ".err");
      ProcessBuilder builder =
          new ProcessBuilder(command)
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
    return command(Packed.PLAIN, List.of(), arguments);
  }

  private static List<String> command(
      Packed packed, List<String> jvmOptions, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-Xmx256m", "-Xlog:disable"));
    command.addAll(packed.classSharing());
    command.addAll(jvmOptions);
    command.addAll(List.of("-cp", packed.classPath(), "bulkorders.cli.Main"));
    command.addAll(arguments);
    return command;
  }

  private static void configure(Map<String, String> handedOn, Map<String, String> environment) {
    handedOn
        .keySet()
        .removeIf(
            name ->
                Stream.of("TELNYX", "DIDWW", "BULK", "SPRING", "JAVA_TOOL")
                    .anyMatch(name::startsWith));
    handedOn.putAll(environment);
  }

  /** A process of the program. */
  public static final class Child {

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

    /** Whether it has not ended. */
    public boolean isAlive() {
      return process.isAlive();
    }

    /** Asks it to end: SIGTERM. */
    public void terminate() {
      process.destroy();
    }

    /** Ends it without its doing: SIGKILL. */
    public void kill() {
      process.destroyForcibly();
      end();
    }

    /** Stops it where it is, until {@link #resume}: SIGSTOP. */
    public void suspend() {
      signal("STOP");
    }

    /** Lets it go on: SIGCONT. */
    public void resume() {
      signal("CONT");
    }

    private void signal(String name) {
      try {
        Process kill =
            new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
                .inheritIO()
                .start();
        if (kill.waitFor() != 0) {
          throw new IllegalStateException("no process takes signal " + name + ": " + command);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }

    /** What it wrote on standard output so far. */
    public String out() {
      return read(out);
    }

    /** What it wrote on standard error so far. */
    public String err() {
      return read(err);
    }

    /** Waits for its end. */
    public Result await() {
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
