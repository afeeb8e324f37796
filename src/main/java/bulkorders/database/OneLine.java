package bulkorders.database;

import java.util.List;

/** Makes one line for a person out of what others say in several. */
final class OneLine {

  private static final int LONGEST = 400;

  private OneLine() {}

  /** What the exception says, or its kind where it says nothing. */
  static String of(Throwable failure) {
    String message = failure.getMessage();
    return message == null || message.isBlank()
        ? failure.getClass().getSimpleName()
        : of(message.lines().toList());
  }

  /** The lines after each other, cut to a readable length. */
  static String of(List<String> lines) {
    String line =
        String.join(
            " ", lines.stream().map(String::strip).filter(part -> !part.isEmpty()).toList());
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
  }
}
