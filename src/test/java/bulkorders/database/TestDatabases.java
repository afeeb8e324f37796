package bulkorders.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.TimeZone;
import java.util.UUID;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.postgresql.PostgreSQLContainer;

/**
 * Empty databases for tests, on one real PostgreSQL server per JVM: in Docker where that answers,
 * otherwise the embedded one. The system property {@code bulkorders.test.database}, or the
 * environment variable BULKORDERS_TEST_DATABASE, says {@code docker} or {@code embedded} to have
 * just that.
 *
 * <p>The time zone of the JVM, and with it of every connection, is an awkward one on purpose.
 */
public final class TestDatabases {

  private static final String CHOICE = "bulkorders.test.database";

  static {
    TimeZone.setDefault(TimeZone.getTimeZone("America/Los_Angeles"));
  }

  private TestDatabases() {}

  /**
   * A new, empty database with a name of its own. It goes with the server at the end of the JVM.
   */
  public static Database fresh() {
    return Server.DATABASE.sibling("t_" + UUID.randomUUID().toString().replace("-", ""));
  }

  /** A database with all that is in another one now, to which nobody may be connected. */
  public static Database copy(Database original) {
    String name = "t_" + UUID.randomUUID().toString().replace("-", "");
    String from = original.url().replaceFirst(".*/", "").replaceFirst("\\?.*", "");
    Database server = Server.DATABASE;
    try (Connection connection =
            DriverManager.getConnection(server.url(), server.username(), server.password());
        Statement statement = connection.createStatement()) {
      statement.execute("create database %s template %s".formatted(name, from));
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return server.sibling(name);
  }

  /** Started when the first test asks. */
  private static final class Server {

    static final Database DATABASE = start();

    private static Database start() {
      String choice =
          System.getProperty(
              CHOICE, System.getenv().getOrDefault("BULKORDERS_TEST_DATABASE", "any"));
      return switch (choice.toLowerCase(Locale.ROOT)) {
        case "docker" -> docker();
        case "embedded" -> embedded();
        case "any" -> mayHaveDocker() ? dockerOrEmbedded() : embedded();
        default -> throw new IllegalArgumentException(CHOICE + " is docker or embedded: " + choice);
      };
    }

    /** Testcontainers itself takes long, and many lines, to find out that there is no engine. */
    private static boolean mayHaveDocker() {
      return System.getenv("DOCKER_HOST") != null
          || Files.exists(Path.of("/var/run/docker.sock"))
          || Files.exists(Path.of(System.getProperty("user.home"), ".docker/run/docker.sock"));
    }

    /** An engine that answers may still be unable to get the images. */
    private static Database dockerOrEmbedded() {
      try {
        if (DockerClientFactory.instance().isDockerAvailable()) {
          return docker();
        }
      } catch (RuntimeException e) {
        System.err.println(
            "The tests use the embedded PostgreSQL, since Docker failed: " + e.getMessage());
      }
      return embedded();
    }

    @SuppressWarnings("resource") // stopped at the end of the JVM
    private static Database docker() {
      // The library's own command switches fsync off, which the program refuses.
      var container = new PostgreSQLContainer("postgres:18").withCommand("postgres");
      container.start();
      atEnd(container::stop);
      return Database.at(container.getJdbcUrl(), container.getUsername(), container.getPassword());
    }

    private static Database embedded() {
      try {
        Path home = Files.createTempDirectory("bulk-orders-test");
        Database database = EmbeddedPostgres.open(home, "tests");
        atEnd(
            () -> {
              database.close();
              try {
                Folders.delete(home);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
        return database;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static void atEnd(Runnable action) {
      Runtime.getRuntime().addShutdownHook(new Thread(action, "stop the test database"));
    }
  }
}
