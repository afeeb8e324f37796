package bulkorders.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import bulkorders.endtoend.points.Passes;
import bulkorders.endtoend.points.Point;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Halts or pauses one process of the program at named instructions, and moves its clock. Given to
 * {@link Program#start} for one process.
 */
public final class Moments {

  private final Path folder;
  private final List<String> arguments = new ArrayList<>();

  private Moments(Path folder) {
    this.folder = folder;
    arguments.add(folder.toString());
  }

  /**
   * Nothing happens yet.
   *
   * @param directory where a folder is made through which the test speaks with the process
   */
  public static Moments in(Path directory) {
    try {
      return new Moments(Files.createTempDirectory(directory, "moments"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The process ends, as if killed, when it is at the point for the n-th time.
   *
   * @param pass from 1
   */
  public Moments haltAt(Point point, int pass) {
    arguments.add("halt=%s:%d".formatted(point, pass));
    return this;
  }

  /**
   * The thread that is at the point for the n-th time waits there until {@link #letGo}; the other
   * threads of the process go on.
   *
   * @param pass from 1
   */
  public Moments pauseAt(Point point, int pass) {
    arguments.add("pause=%s:%d".formatted(point, pass));
    return this;
  }

  /** Moves the program's clock away from the machine's, from now on; also while it runs. */
  public Moments moveClock(Duration by) {
    try {
      Path written = Files.writeString(folder.resolve("clock.new"), by.toString());
      Files.move(written, folder.resolve(Passes.CLOCK), StandardCopyOption.ATOMIC_MOVE);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether the process was at the point at least once. */
  public boolean isPassed(Point point) {
    return exists(point + Passes.PASSED);
  }

  /** Whether the process was halted at the point. */
  public boolean isHaltedAt(Point point) {
    return exists(point + Passes.HALTED);
  }

  /** Whether the process waits at the point. */
  public boolean isPausedAt(Point point) {
    return exists(point + Passes.PAUSED);
  }

  /** Whether the process goes by the clock that can be moved. */
  public boolean hasClock() {
    return exists(Passes.CLOCK_MADE);
  }

  /** Waits until the process waits at the point. */
  public void awaitPausedAt(Point point, Program.Child child) {
    await()
        .atMost(Duration.ofSeconds(90))
        .pollInterval(Duration.ofMillis(20))
        .until(() -> isPausedAt(point) || !child.isAlive());
    if (!isPausedAt(point)) {
      throw new AssertionError("ended before it came to " + point + ": " + child.await());
    }
  }

  /** Lets the process go on that waits at the point. */
  public void letGo(Point point) {
    try {
      assertThat(Files.deleteIfExists(folder.resolve(point + Passes.PAUSED)))
          .as("paused at " + point)
          .isTrue();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String askedFor() {
    return String.join(";", arguments);
  }

  private boolean exists(String file) {
    return Files.exists(folder.resolve(file));
  }
}
