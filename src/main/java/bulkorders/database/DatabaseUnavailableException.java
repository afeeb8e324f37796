package bulkorders.database;

import org.jspecify.annotations.Nullable;

/**
 * There is no database to work on, or not one that may be trusted with orders.
 *
 * <p>The message is one line for a person: what happened, where, and what to do. It never contains
 * a password.
 */
public class DatabaseUnavailableException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Takes the line to show and, where there is one, what led to it. */
  public DatabaseUnavailableException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /** Takes the line to show. */
  public DatabaseUnavailableException(String message) {
    this(message, null);
  }
}
