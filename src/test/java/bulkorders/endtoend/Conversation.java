package bulkorders.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A process of the program on a terminal, and the person in front of it. */
final class Conversation {

  static final String ENTER = "\r";
  static final String CTRL_C = "\u0003";
  static final String CTRL_D = "\u0004";

  private static final Duration PATIENCE = Duration.ofSeconds(120);

  private final Process process;
  private final String command;
  private final StringBuffer screen = new StringBuffer();
  private final Thread reader = new Thread(this::read, "screen");

  Conversation(Process process, String command) {
    this.process = process;
    this.command = command;
    reader.setDaemon(true);
    reader.start();
  }

  private void read() {
    try (Reader output = new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)) {
      for (int c = output.read(); c >= 0; c = output.read()) {
        screen.append((char) c);
      }
    } catch (IOException e) {
      // The terminal is gone with the process.
    }
  }

  /** Waits until the program has said something. */
  Conversation awaitWords(String words) {
    await(words)
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(50))
        .until(() -> screen.indexOf(words) >= 0 || !process.isAlive());
    assertThat(screen).as(command).contains(words);
    return this;
  }

  Conversation type(String keys) {
    try {
      process.getOutputStream().write(keys.getBytes(StandardCharsets.UTF_8));
      process.getOutputStream().flush();
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits for the end; both outputs are on the one screen. */
  Result end() {
    try {
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        kill();
        throw new AssertionError("no end of: %s%n%s".formatted(command, screen));
      }
      reader.join(PATIENCE.toMillis());
      return new Result(command, process.exitValue(), screen.toString(), "");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  void kill() {
    process.destroyForcibly();
  }
}
