package bulkorders.database;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Databases of a server by name. */
final class NamedDatabase {

  /** Up to the database name, the name, and the parameters. */
  private static final Pattern URL =
      Pattern.compile("(jdbc:postgresql:(?://[^/?]*)?/?)([^/?]*)(\\?.*)?");

  private static final String INSUFFICIENT_PRIVILEGE = "42501";

  /** duplicate_database, and what a race of two creators may end in instead: unique_violation. */
  private static final Set<String> EXISTS_ALREADY = Set.of("42P04", "23505");

  private NamedDatabase() {}

  /** The URL of another database on the server of {@code url}. */
  static String urlOf(String url, String name) {
    Matcher parts = URL.matcher(url);
    if (!parts.matches()) {
      throw new DatabaseUnavailableException(
          "The database URL is not of the form jdbc:postgresql://host:port/name.");
    }
    String start = parts.group(1);
    String separator = start.contains("//") && !start.endsWith("/") ? "/" : "";
    String parameters = parts.group(3) == null ? "" : parts.group(3);
    return start + separator + name + parameters;
  }

  /** Creates the database of that name on the server of {@code url} unless it exists. */
  static void ensure(String url, String username, String password, String name) {
    try (Connection connection = DriverManager.getConnection(url, username, password)) {
      if (!exists(connection, name)) {
        create(connection, name);
      }
    } catch (SQLException e) {
      throw new DatabaseUnavailableException(
          INSUFFICIENT_PRIVILEGE.equals(e.getSQLState())
              ? "The database %s does not exist and the role %s may not create it: create it, or run ALTER ROLE %s CREATEDB."
                  .formatted(name, username, username)
              : "The database %s cannot be created: %s".formatted(name, OneLine.of(e)),
          e);
    }
  }

  private static boolean exists(Connection connection, String name) throws SQLException {
    try (var query = connection.prepareStatement("SELECT 1 FROM pg_database WHERE datname = ?")) {
      query.setString(1, name);
      return query.executeQuery().next();
    }
  }

  private static void create(Connection connection, String name) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      // template0, since nobody can be connected to it: that would make the creation fail.
      statement.execute(
          "CREATE DATABASE " + statement.enquoteIdentifier(name, true) + " TEMPLATE template0");
    } catch (SQLException e) {
      if (!EXISTS_ALREADY.contains(String.valueOf(e.getSQLState()))) {
        throw e;
      }
    }
  }
}
