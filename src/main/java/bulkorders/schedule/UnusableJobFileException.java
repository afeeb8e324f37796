package bulkorders.schedule;

import java.nio.file.Path;

/** A job file cannot be used; the message is one line that names the file and what is wrong. */
public final class UnusableJobFileException extends RuntimeException {

  private static final long serialVersionUID = 1;

  UnusableJobFileException(Path file, String fault) {
    super("%s: %s".formatted(file, fault));
  }

  /**
   * An option is none of the command that the job is.
   *
   * @param fault in the words of the command line
   * @param command where the options are listed
   */
  public static UnusableJobFileException options(Path file, String fault, String command) {
    return new UnusableJobFileException(
        file, "options: %s; see: bulk-orders %s --help".formatted(fault, command));
  }

  /**
   * A field has a value that it cannot have.
   *
   * @param expected what it could be
   */
  public static UnusableJobFileException field(
      Path file, String field, Object value, String expected) {
    return new UnusableJobFileException(
        file, "%s = %s is not usable: expected %s".formatted(field, value, expected));
  }
}
