package bulkorders.database;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Properties;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGProperty;

/**
 * The server of one HOME, as this process sees it.
 *
 * <p>Two file locks order what processes do. {@code pg.start} is held alone while a process starts,
 * attaches to or stops the server. {@code pg.users} is held shared by every process that uses the
 * server; who gets it alone when leaving was the last one, and stops the server. Not thread-safe:
 * {@link EmbeddedPostgres} lets one thread in at a time.
 */
final class EmbeddedServer {

  static final String USERNAME = "bulk_orders";

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** Somebody else may be unpacking, creating and starting, and then have waited in vain. */
  private static final Duration PATIENCE_WITH_OTHERS = Duration.ofSeconds(90);

  private static final Duration PATIENCE_WITH_EMPTY_FILE = Duration.ofSeconds(1);
  private static final Duration PAUSE = Duration.ofMillis(100);
  private static final int PASSWORD_BYTES = 24;
  private static final long LONGEST_LOG = 10_000_000;

  private final Path home;
  private final Path log;
  private final Path passwordFile;
  private int users;
  private @Nullable HomeLock usersLock;
  private @Nullable String password;

  EmbeddedServer(Path home) {
    this.home = home;
    this.log = home.resolve("postgres.log");
    this.passwordFile = home.resolve("pg.password");
  }

  Path home() {
    return home;
  }

  static String url(int port, String database) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
  }

  /** The password of {@link #USERNAME}; known once the server was entered. */
  String password() {
    if (password == null) {
      throw new IllegalStateException("The server was not entered");
    }
    return password;
  }

  /**
   * Makes this process a user of a running server; counts, so that each is paired with a {@link
   * #leave}.
   *
   * @return the port it listens on
   */
  int enter() {
    try {
      refuseFilesOfOthers();
      return enterAsOwner();
    } catch (IOException e) {
      throw new DatabaseUnavailableException(
          "The embedded PostgreSQL in %s cannot be used: %s. "
                  .formatted(home, OneLine.of(e).replaceFirst("\\.$", ""))
              + EmbeddedPostgres.USE_ANOTHER,
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DatabaseUnavailableException(
          "Interrupted while waiting for the embedded PostgreSQL in %s.".formatted(home), e);
    }
  }

  private int enterAsOwner() throws IOException, InterruptedException {
    try (HomeLock start = HomeLock.on(home.resolve("pg.start"))) {
      require(start.exclusive(PATIENCE_WITH_OTHERS), "pg.start");
      if (usersLock == null) {
        HomeLock lock = HomeLock.on(home.resolve("pg.users"));
        try {
          require(lock.shared(PATIENCE), "pg.users");
          usersLock = lock;
        } finally {
          if (usersLock == null) {
            lock.close();
          }
        }
      }
      boolean entered = false;
      try {
        int port = attachOrStart();
        users++;
        entered = true;
        return port;
      } finally {
        if (!entered && users == 0) {
          usersLock.close();
          usersLock = null;
        }
      }
    }
  }

  /** Takes one {@link #enter} back. The last user of all processes stops the server. */
  void leave() {
    if (--users > 0 || usersLock == null) {
      return;
    }
    try (HomeLock lock = usersLock;
        HomeLock start = HomeLock.on(home.resolve("pg.start"))) {
      usersLock = null;
      require(start.exclusive(PATIENCE_WITH_OTHERS), "pg.start");
      if (lock.exclusive(Duration.ZERO)) {
        stop();
      }
    } catch (IOException e) {
      throw new DatabaseUnavailableException(
          "The embedded PostgreSQL in %s cannot be stopped: %s".formatted(home, OneLine.of(e)), e);
    } catch (InterruptedException e) {
      // It keeps running, and whoever uses it next stops it.
      Thread.currentThread().interrupt();
    }
  }

  private void require(boolean locked, String file) {
    if (!locked) {
      throw new DatabaseUnavailableException(
          "Another process is starting or stopping the embedded PostgreSQL and does not finish: it holds %s."
              .formatted(home.resolve(file)));
    }
  }

  private int attachOrStart() throws IOException, InterruptedException {
    PostgresBinaries binaries = PostgresBinaries.ofThisMachine();
    Path data = home.resolve("pgdata-" + binaries.major());
    refuseOtherVersions(data);
    password = readOrCreatePassword(data);
    OptionalInt running = runningPort(data);
    if (running.isPresent()) {
      return running.getAsInt();
    }
    PostgresPrograms programs = programs(binaries);
    if (!Files.isDirectory(data)) {
      create(data, programs);
    }
    return start(data, programs);
  }

  private PostgresPrograms programs(PostgresBinaries binaries)
      throws IOException, InterruptedException {
    Path folder = binaries.unpackTo(home.resolve("postgres").resolve(binaries.version()));
    return PostgresPrograms.in(home, folder, uid() == 0);
  }

  /** A new major version does not read the data of the old one; an empty ledger would buy again. */
  private void refuseOtherVersions(Path data) throws IOException {
    if (Files.isDirectory(data)) {
      return;
    }
    try (Stream<Path> files = Files.list(home)) {
      Optional<Path> other =
          files.filter(file -> file.getFileName().toString().matches("pgdata-\\d+")).findFirst();
      if (other.isPresent()) {
        throw new DatabaseUnavailableException(
            "%s is of another PostgreSQL version: move it to %s with pg_upgrade, or go on with the version of bulk-orders that wrote it."
                .formatted(other.get(), data.getFileName()));
      }
    }
  }

  private String readOrCreatePassword(Path data) throws IOException {
    if (!Files.exists(passwordFile)) {
      if (Files.isDirectory(data)) {
        throw new DatabaseUnavailableException(
            "%s is missing, the password of the database in %s: restore it."
                .formatted(passwordFile, data));
      }
      byte[] random = new byte[PASSWORD_BYTES];
      new SecureRandom().nextBytes(random);
      Path incomplete = home.resolve("pg.password.incomplete");
      Files.deleteIfExists(incomplete);
      Files.createFile(
          incomplete,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(
          incomplete, Base64.getUrlEncoder().withoutPadding().encodeToString(random) + "\n");
      Folders.force(incomplete);
      Files.move(incomplete, passwordFile, StandardCopyOption.ATOMIC_MOVE);
    }
    return Files.readString(passwordFile).strip();
  }

  /** Creates the data directory; it appears complete or not at all. */
  private void create(Path data, PostgresPrograms programs)
      throws IOException, InterruptedException {
    Path incomplete = data.resolveSibling(data.getFileName() + ".incomplete");
    Folders.delete(incomplete);
    programs.initdb(incomplete, passwordFile);
    Files.move(incomplete, data, StandardCopyOption.ATOMIC_MOVE);
    Folders.force(home);
  }

  private int start(Path data, PostgresPrograms programs) throws IOException, InterruptedException {
    refuseToStartASecond();
    long begin = System.nanoTime();
    // The port of a server that died is tried first, so that those who used it find the new one.
    int port = PostmasterFile.in(data).map(PostmasterFile::port).orElse(0);
    IOException last;
    do {
      if (isLeftBehind(data)) {
        Files.deleteIfExists(PostmasterFile.file(data));
      }
      try {
        keepLogShort();
        programs.start(data, freePort(port), log, (int) PATIENCE.toSeconds());
        last = new IOException("it was started and does not answer");
      } catch (IOException e) {
        last = e;
      }
      // Answers also if a process that was killed had begun to start it.
      OptionalInt running = runningPort(data);
      if (running.isPresent()) {
        return running.getAsInt();
      }
      port = 0;
      Thread.sleep(PAUSE.toMillis());
    } while (System.nanoTime() - begin < PATIENCE.toNanos());
    throw new IOException(OneLine.of(last) + " " + endOfLog(), last);
  }

  /**
   * Another container, or another machine with the same file system, does not show its processes,
   * so that its running server looks dead. It is not if it was started there and somebody uses it.
   */
  private void refuseToStartASecond() throws IOException, InterruptedException {
    Path placeFile = home.resolve("pg.place");
    String here = place();
    if (Files.exists(placeFile)
        && !Files.readString(placeFile).strip().equals(here)
        && othersUseIt()) {
      throw new DatabaseUnavailableException(
          "%s is in use by a process in another container or on another machine. ".formatted(home)
              + EmbeddedPostgres.USE_ANOTHER);
    }
    Files.writeString(placeFile, here + "\n");
  }

  private boolean othersUseIt() throws IOException, InterruptedException {
    HomeLock lock = Objects.requireNonNull(usersLock);
    boolean alone = lock.exclusive(Duration.ZERO);
    require(lock.shared(PATIENCE), "pg.users");
    return !alone;
  }

  /** What processes and ports are seen from here, and since which start of the machine. */
  private static String place() throws IOException {
    if (!System.getProperty("os.name").equals("Linux")) {
      return InetAddress.getLocalHost().getHostName();
    }
    return String.join(
        " ",
        Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip(),
        Files.readSymbolicLink(Path.of("/proc/self/ns/pid")).toString(),
        Files.readSymbolicLink(Path.of("/proc/self/ns/net")).toString());
  }

  /** PostgreSQL gets over the file of a dead server by itself, but over none of these. */
  private static boolean isLeftBehind(Path data) throws IOException, InterruptedException {
    Optional<PostmasterFile> file = PostmasterFile.in(data);
    if (file.isPresent()) {
      return file.get().isAnotherProgram(data);
    }
    if (!Files.exists(PostmasterFile.file(data))) {
      return false;
    }
    // Empty after the machine stopped at the wrong moment; or a server is just about to fill it.
    Thread.sleep(PATIENCE_WITH_EMPTY_FILE.toMillis());
    return PostmasterFile.in(data).isEmpty();
  }

  private void stop() throws IOException, InterruptedException {
    PostgresBinaries binaries = PostgresBinaries.ofThisMachine();
    Path data = home.resolve("pgdata-" + binaries.major());
    boolean runs =
        PostmasterFile.in(data)
            .filter(file -> file.isAlive() && !file.isAnotherProgram(data))
            .isPresent();
    if (runs) {
      programs(binaries).stop(data, (int) PATIENCE.toSeconds());
    }
  }

  /**
   * The port in postmaster.pid if the server on our data directory answers there, to our password.
   * A server that is starting is waited for.
   */
  private OptionalInt runningPort(Path data) throws IOException, InterruptedException {
    long begin = System.nanoTime();
    while (true) {
      Optional<PostmasterFile> file = PostmasterFile.in(data);
      if (file.isEmpty() || !file.get().isAlive() || file.get().isAnotherProgram(data)) {
        return OptionalInt.empty();
      }
      if (file.get().port() != 0 && answers(file.get().port(), data)) {
        return OptionalInt.of(file.get().port());
      }
      if (System.nanoTime() - begin > PATIENCE.toNanos()) {
        throw new IOException(
            "process %d of %s does not answer on port %d"
                .formatted(file.get().pid(), PostmasterFile.file(data), file.get().port()));
      }
      Thread.sleep(PAUSE.toMillis());
    }
  }

  private boolean answers(int port, Path data) {
    Properties properties = new Properties();
    PGProperty.USER.set(properties, USERNAME);
    PGProperty.PASSWORD.set(properties, password());
    PGProperty.CONNECT_TIMEOUT.set(properties, 5);
    PGProperty.SOCKET_TIMEOUT.set(properties, 5);
    try (Connection connection = DriverManager.getConnection(url(port, "postgres"), properties);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT current_setting('data_directory')")) {
      return row.next() && Path.of(row.getString(1)).toRealPath().equals(data.toRealPath());
    } catch (SQLException | IOException e) {
      return false;
    }
  }

  /** The wanted port if it is free, any free one otherwise. */
  private static int freePort(int wanted) throws IOException {
    InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(loopback, wanted));
      return socket.getLocalPort();
    } catch (IOException e) {
      if (wanted == 0) {
        throw e;
      }
      return freePort(0);
    }
  }

  /** PostgreSQL, and the file locks, would stumble on files of another user, and not say why. */
  private void refuseFilesOfOthers() throws IOException {
    if (Files.exists(passwordFile)
        && (Integer) Files.getAttribute(passwordFile, "unix:uid") != uid()) {
      throw new DatabaseUnavailableException(
          "%s belongs to %s: run as that user, or set BULK_ORDERS_HOME to a folder of your own."
              .formatted(home, Files.getOwner(passwordFile).getName()));
    }
  }

  private static long uid() {
    return new UnixSystem().getUid();
  }

  private void keepLogShort() throws IOException {
    if (Files.exists(log) && Files.size(log) > LONGEST_LOG) {
      Files.move(log, home.resolve("postgres.log.1"), StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private String endOfLog() throws IOException {
    if (!Files.exists(log)) {
      return "";
    }
    List<String> lines = Files.readAllLines(log);
    return "The end of %s: %s"
        .formatted(log, OneLine.of(lines.subList(Math.max(0, lines.size() - 3), lines.size())));
  }
}
