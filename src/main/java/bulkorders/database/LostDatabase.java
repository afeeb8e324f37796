package bulkorders.database;

import java.sql.SQLException;
import java.util.Optional;

/** Tells a database that is gone from one that refused a statement. */
public final class LostDatabase {

  /** SQLSTATE class of connection exceptions. */
  private static final String CONNECTION_EXCEPTION = "08";

  /** Beginning of the SQLSTATEs with which a server says that it shuts down. */
  private static final String SHUTDOWN = "57P";

  /** What the connection pool says, without a SQLSTATE, of a connection that was lost before. */
  private static final String LOST_BEFORE = "Connection is closed";

  private LostDatabase() {}

  /**
   * One line for people, when the connection to the database was lost or could not be made.
   *
   * @param failure what went wrong
   */
  public static Optional<String> in(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql && isLost(sql)) {
        return Optional.of(
            "the database is gone: %s; the same command goes on where it was"
                .formatted(firstLine(sql)));
      }
    }
    return Optional.empty();
  }

  private static boolean isLost(SQLException e) {
    String state = e.getSQLState();
    return state == null
        ? LOST_BEFORE.equals(e.getMessage())
        : state.startsWith(CONNECTION_EXCEPTION) || state.startsWith(SHUTDOWN);
  }

  private static String firstLine(SQLException e) {
    String message = e.getMessage();
    return message == null
        ? e.getClass().getSimpleName()
        : message.lines().findFirst().orElse(message);
  }
}
