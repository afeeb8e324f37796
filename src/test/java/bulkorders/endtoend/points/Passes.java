package bulkorders.endtoend.points;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Counts how often the program passes each {@link Point}, and does there what the test asked for.
 * Speaks with the test by files in a folder.
 */
public final class Passes {

  /**
   * System property with what is asked for: the folder by which the program speaks with the test,
   * then any number of {@code halt=POINT:N} and {@code pause=POINT:N}, all separated by semicolons;
   * N counts the passes from 1. Without it nothing happens anywhere.
   */
  public static final String ASKED_FOR = "bulkorders.points";

  /** A file of the folder that says how far the clock is moved, as {@link Duration} writes it. */
  public static final String CLOCK = "clock";

  /** Ending of the file that appears when a point is passed for the first time. */
  public static final String PASSED = ".passed";

  /** Ending of the file that is there while the program is paused at a point. */
  public static final String PAUSED = ".paused";

  /** Ending of the file that appears when the program is halted at a point. */
  public static final String HALTED = ".halted";

  /** The file that appears when the program has got the clock that can be moved. */
  public static final String CLOCK_MADE = "clock" + PASSED;

  /** As of a process that was killed. */
  private static final int KILLED = 137;

  private static final long LOOK_AGAIN_MILLIS = 5;

  private static final String[] ASKED = System.getProperty(ASKED_FOR, "").split(";", -1);
  private static final Path FOLDER = Path.of(ASKED[0]);
  private static final Map<Point, AtomicInteger> COUNTS = new EnumMap<>(Point.class);
  private static final Map<Point, Integer> HALTS = new EnumMap<>(Point.class);
  private static final Map<Point, Integer> PAUSES = new EnumMap<>(Point.class);

  static {
    for (Point point : Point.values()) {
      COUNTS.put(point, new AtomicInteger());
    }
    for (String asked : List.of(ASKED).subList(1, ASKED.length)) {
      String[] parts = asked.split("[=:]", -1);
      Map<Point, Integer> kind =
          switch (parts[0]) {
            case "halt" -> HALTS;
            case "pause" -> PAUSES;
            default -> throw new IllegalArgumentException(asked);
          };
      kind.put(Point.valueOf(parts[1]), Integer.valueOf(parts[2]));
    }
  }

  private Passes() {}

  private static boolean nothingIsAsked() {
    return ASKED[0].isEmpty();
  }

  /** The program is at a point. */
  public static void pass(String name) {
    if (nothingIsAsked()) {
      return;
    }
    Point point = Point.valueOf(name);
    int count = COUNTS.get(point).incrementAndGet();
    if (count == 1) {
      create(name + PASSED);
    }
    if (HALTS.getOrDefault(point, 0) == count) {
      create(name + HALTED);
      Runtime.getRuntime().halt(KILLED);
    }
    if (PAUSES.getOrDefault(point, 0) == count) {
      create(name + PAUSED);
      while (Files.exists(FOLDER.resolve(name + PAUSED))) {
        sleep(LOOK_AGAIN_MILLIS);
      }
    }
  }

  /** The program will be at a point when the transaction around it is committed. */
  public static void passAfterCommit(String name) {
    if (nothingIsAsked()) {
      return;
    }
    if (!TransactionSynchronizationManager.isSynchronizationActive()) {
      pass(name);
      return;
    }
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            pass(name);
          }
        });
  }

  /**
   * A stream that passes a point when half of what is first written to it has left; where nobody
   * asked for the point, as it is.
   */
  public static OutputStream halving(String name, OutputStream out) {
    Point point = Point.valueOf(name);
    if (HALTS.containsKey(point) || PAUSES.containsKey(point)) {
      return new HalvingStream(out, () -> pass(name));
    }
    pass(name);
    return out;
  }

  static void clockMade() {
    if (!nothingIsAsked()) {
      create(CLOCK_MADE);
    }
  }

  static Duration clockMovedBy() {
    if (nothingIsAsked()) {
      return Duration.ZERO;
    }
    Path file = FOLDER.resolve(CLOCK);
    try {
      return Files.exists(file) ? Duration.parse(Files.readString(file)) : Duration.ZERO;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      // What is asked of the program waits like the program itself.
      Thread.currentThread().interrupt();
    }
  }

  private static void create(String file) {
    try {
      Files.createFile(FOLDER.resolve(file));
    } catch (FileAlreadyExistsException e) {
      // Another process of the same test was there before.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
