package bulkorders.cli;

import java.io.Console;
import java.io.PrintStream;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** The person at the other end: results on standard output, everything else on standard error. */
final class Terminal {

  /**
   * The zone that people live in. This class has to be loaded before the JVM's own zone is set to
   * UTC.
   */
  private static final ZoneId PEOPLES_ZONE = ZoneId.systemDefault();

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss xxx");

  private final @Nullable Console console;

  Terminal() {
    // Newer JDKs hand out a console even where there is no terminal; this asks for the one that
    // does not.
    System.setProperty("jdk.console", "java.base");
    this.console = System.console();
  }

  PrintStream out() {
    return System.out;
  }

  PrintStream err() {
    return System.err;
  }

  /** Whether a person can be asked. */
  boolean isInteractive() {
    return console != null;
  }

  /** A line typed by the person, null at the end of input. */
  @Nullable String readLine() {
    return console == null ? null : console.readLine();
  }

  /** A moment as people read it: local time with its offset. */
  static String time(Instant instant) {
    return TIME.format(instant.atZone(PEOPLES_ZONE));
  }
}
