package bulkorders.cli;

import java.time.Duration;

/** How long something takes already, for people. */
final class Ages {

  private Ages() {}

  /** In the largest unit of which it has two at least, or in minutes. */
  static String of(Duration age) {
    if (age.toDays() >= 2) {
      return "%d days".formatted(age.toDays());
    }
    if (age.toHours() >= 2) {
      return "%d hours".formatted(age.toHours());
    }
    return ResultPrinter.counted(Math.max(0, age.toMinutes()), "minute", "minutes");
  }
}
