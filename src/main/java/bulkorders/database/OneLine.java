package bulkorders.database;

import java.nio.file.FileSystemException;
import java.util.List;
import java.util.Locale;

/** Makes one line for a person out of what others say in several. */
final class OneLine {

  private static final int LONGEST = 400;

  private OneLine() {}

  /** What the exception says, with its kind where that says more. */
  static String of(Throwable failure) {
    String message = failure.getMessage();
    if (message == null || message.isBlank()) {
      return kind(failure);
    }
    // Those that say nothing but the path: NoSuchFileException, AccessDeniedException and others.
    return failure instanceof FileSystemException file && file.getReason() == null
        ? kind(failure) + ": " + message
        : of(message.lines().toList());
  }

  /** "access denied" for AccessDeniedException. */
  private static String kind(Throwable failure) {
    return failure
        .getClass()
        .getSimpleName()
        .replaceFirst("Exception$", "")
        .replaceAll("(?<=[a-z])(?=[A-Z])", " ")
        .toLowerCase(Locale.ROOT);
  }

  /** The lines after each other, cut to a readable length. */
  static String of(List<String> lines) {
    String line =
        String.join(
            " ", lines.stream().map(String::strip).filter(part -> !part.isEmpty()).toList());
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
  }
}
