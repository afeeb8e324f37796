package bulkorders.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgresTests {

  /** Shared, since it takes seconds to make one. The server is stopped after each test. */
  private static Path home;

  private static Path data;

  @BeforeAll
  static void openAHomeWithAnUnusualName(@TempDir Path folder) {
    // A socket in it would have a path that is too long.
    home = folder.resolve("bulk orders' home, " + "long ".repeat(20) + "é");
    EmbeddedPostgres.open(home, "orders").close();
    data = home.resolve("pgdata-" + PostgresBinaries.ofThisMachine().major());
  }

  @AfterEach
  void nobodyIsLeftBehind() throws IOException {
    assertThat(PostmasterFile.in(data)).as("the server is stopped after each test").isEmpty();
  }

  @Test
  void only_a_password_of_its_own_opens_it_and_only_on_the_loopback_address() throws Exception {
    try (Database database = EmbeddedPostgres.open(home, "orders")) {
      assertThat(database.url()).startsWith("jdbc:postgresql://127.0.0.1:").endsWith("/orders");
      assertThat(Files.getPosixFilePermissions(home.resolve("pg.password")))
          .isEqualTo(PosixFilePermissions.fromString("rw-------"));
      assertThat(Files.readString(home.resolve("pg.password")).strip())
          .isEqualTo(database.password())
          .hasSizeGreaterThanOrEqualTo(32);
      assertThat(Files.getPosixFilePermissions(home))
          .isEqualTo(PosixFilePermissions.fromString("rwx------"));
      assertThat(database.toString()).doesNotContain(database.password());
      assertThatThrownBy(
              () -> DriverManager.getConnection(database.url(), database.username(), "guess"))
          .hasMessageContaining("password authentication failed");
      assertThat(ask(database, "SELECT DISTINCT auth_method FROM pg_hba_file_rules"))
          .isEqualTo("scram-sha-256");
      assertThat(ask(database, "SHOW listen_addresses")).isEqualTo("127.0.0.1");
      assertThat(ask(database, "SHOW unix_socket_directories")).isEmpty();
    }
  }

  @Test
  void it_is_durable_and_sorts_the_same_everywhere() throws Exception {
    try (Database database = EmbeddedPostgres.open(home, "orders")) {
      for (String setting : List.of("fsync", "full_page_writes", "synchronous_commit")) {
        assertThat(ask(database, "SHOW " + setting)).as(setting).isEqualTo("on");
      }
      assertThat(ask(database, "SHOW server_encoding")).isEqualTo("UTF8");
      assertThat(
              ask(
                  database,
                  "SELECT datcollate FROM pg_database WHERE datname = current_database()"))
          .isEqualTo("C");
      assertThat(ask(database, "SHOW server_version"))
          .isEqualTo(PostgresBinaries.ofThisMachine().version().replaceFirst("\\.0$", ""));
    }
  }

  @Test
  void it_runs_until_the_last_of_several_handles_in_one_process_is_closed() throws Exception {
    Database first = EmbeddedPostgres.open(home, "orders");
    Database second = EmbeddedPostgres.open(home, "orders");
    Database sibling = first.sibling("orders_sandbox");

    first.close();
    first.close();
    second.close();

    assertThat(ask(sibling, "SELECT current_database()")).isEqualTo("orders_sandbox");
    sibling.close();
    assertThatThrownBy(() -> ask(sibling, "SELECT 1")).isInstanceOf(SQLException.class);
  }

  @Test
  void what_was_committed_is_there_the_next_time() throws Exception {
    try (Database database = EmbeddedPostgres.open(home, "orders")) {
      execute(database, "CREATE TABLE kept AS SELECT 42 AS answer");
    }
    try (Database database = EmbeddedPostgres.open(home, "orders")) {
      assertThat(ask(database, "SELECT answer FROM kept")).isEqualTo("42");
    }
  }

  @Test
  void another_process_attaches_and_the_last_to_close_stops_the_server() throws Exception {
    Database here = EmbeddedPostgres.open(home, "orders");
    DatabaseUser there = DatabaseUser.start(home);
    there.said();
    assertThat(there.said()).isEqualTo(here.url());

    there.close();
    assertThat(ask(here, "SELECT 1")).isEqualTo("1");

    DatabaseUser last = DatabaseUser.start(home);
    last.said();
    assertThat(last.said()).isEqualTo(here.url());
    here.close();
    assertThat(ask(here, "SELECT 1")).isEqualTo("1");
    last.close();
    assertThatThrownBy(() -> ask(here, "SELECT 1")).isInstanceOf(SQLException.class);
  }

  @Test
  void processes_that_start_at_once_on_a_new_home_share_one_server(@TempDir Path folder)
      throws Exception {
    Path newHome = folder.resolve("home");
    List<DatabaseUser> users = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      users.add(DatabaseUser.start(newHome));
    }
    Set<String> urls = new HashSet<>();
    for (DatabaseUser user : users) {
      user.said();
      urls.add(user.said());
    }
    assertThat(urls).singleElement().asString().startsWith("jdbc:postgresql:");
    for (DatabaseUser user : users) {
      user.close();
    }
    assertThat(PostmasterFile.in(newHome.resolve(data.getFileName()))).isEmpty();
    try (Stream<Path> files = Files.walk(newHome)) {
      assertThat(files.filter(file -> file.toString().contains("incomplete"))).isEmpty();
    }
  }

  @Test
  void it_survives_the_kill_of_the_process_that_started_it() throws Exception {
    DatabaseUser starter = DatabaseUser.start(home);
    starter.said();
    String url = starter.said();
    long pid = serverPid();

    starter.kill();

    try (Database database = EmbeddedPostgres.open(home, "orders")) {
      assertThat(database.url()).isEqualTo(url);
      assertThat(serverPid()).isEqualTo(pid);
    }
  }

  @Test
  void it_survives_an_interrupt_from_the_terminal_of_the_process_that_started_it()
      throws Exception {
    DatabaseUser starter = DatabaseUser.startInForegroundGroup(home);
    String group = starter.said();
    starter.said();
    long pid = serverPid();

    assertThat(new ProcessBuilder("kill", "-INT", "--", "-" + group).start().waitFor()).isZero();
    starter.awaitEnd();

    try (Database database = EmbeddedPostgres.open(home, "orders")) {
      assertThat(ask(database, "SELECT 1")).isEqualTo("1");
      assertThat(serverPid()).isEqualTo(pid);
    }
  }

  @Test
  void after_the_kill_of_the_server_the_next_open_starts_it_anew_where_it_was() throws Exception {
    try (Database database = EmbeddedPostgres.open(home, "orders")) {
      execute(database, "CREATE TABLE survivor AS SELECT 1");
      long killed = killServer();

      try (Database again = EmbeddedPostgres.open(home, "orders")) {
        assertThat(ask(again, "SELECT count(*) FROM survivor")).isEqualTo("1");
        assertThat(serverPid()).isNotEqualTo(killed);
        assertThat(again.url()).isEqualTo(database.url());
      }
      assertThat(ask(database, "SELECT 1")).as("the first handle is still open").isEqualTo("1");
    }
  }

  /** What is seen from one container of a server in another: a user, and a process that is none. */
  @Test
  void a_server_in_another_container_is_not_taken_for_dead_while_it_is_used() throws Exception {
    DatabaseUser there = DatabaseUser.start(home);
    there.said();
    there.said();
    killServer();
    Files.writeString(home.resolve("pg.place"), "another container");

    assertUnavailable(home, "in another container or on another machine");

    there.close();
    assertStarts();
  }

  @Test
  void a_postmaster_file_of_a_dead_process_does_not_keep_it_from_starting() throws Exception {
    Process ended = new ProcessBuilder("true").start();
    ended.waitFor();
    writePostmasterFile(ended.pid(), 1);
    assertStarts();
  }

  @Test
  void a_postmaster_file_whose_number_another_program_got_does_not_keep_it_from_starting()
      throws Exception {
    writePostmasterFile(ProcessHandle.current().pid(), 1);
    assertStarts();
  }

  @Test
  void a_postmaster_file_that_leads_to_another_server_does_not_keep_it_from_starting(
      @TempDir Path folder) throws Exception {
    try (Database other = EmbeddedPostgres.open(folder, "orders")) {
      PostmasterFile file = PostmasterFile.in(folder.resolve(data.getFileName())).orElseThrow();
      writePostmasterFile(file.pid(), file.port());
      try (Database database = EmbeddedPostgres.open(home, "orders")) {
        assertThat(database.url()).isNotEqualTo(other.url());
        assertThat(ask(database, "SHOW data_directory")).isEqualTo(data.toRealPath().toString());
      }
      assertThat(ask(other, "SELECT 1")).isEqualTo("1");
    }
  }

  @Test
  void an_empty_postmaster_file_does_not_keep_it_from_starting() throws Exception {
    Files.writeString(PostmasterFile.file(data), "");
    assertStarts();
  }

  @Test
  void a_taken_port_does_not_keep_it_from_starting() throws Exception {
    try (ServerSocket taken = new ServerSocket(0)) {
      Process ended = new ProcessBuilder("true").start();
      ended.waitFor();
      writePostmasterFile(ended.pid(), taken.getLocalPort());
      assertStarts();
    }
  }

  @Test
  void what_a_killed_process_left_half_done_is_done_again(@TempDir Path folder) throws Exception {
    Files.createDirectories(folder.resolve(data.getFileName() + ".incomplete/base"));
    Path unpacking =
        folder.resolve(
            "postgres/" + PostgresBinaries.ofThisMachine().version() + ".incomplete/bin");
    Files.createDirectories(unpacking);
    Files.writeString(unpacking.resolve("initdb"), "half");
    Files.writeString(folder.resolve("pg.password.incomplete"), "ha");
    try (Database database = EmbeddedPostgres.open(folder, "orders")) {
      assertThat(ask(database, "SELECT 1")).isEqualTo("1");
    }
    try (Stream<Path> files = Files.walk(folder)) {
      assertThat(files.filter(file -> file.toString().contains("incomplete"))).isEmpty();
    }
  }

  @Test
  void an_ordinary_user_needs_nothing_of_root(@TempDir Path folder) throws Exception {
    boolean root = DatabaseUser.isRoot(folder);
    Path ordinaryHome = Files.createDirectory(folder.resolve("home"));
    if (root) {
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
      Files.setOwner(
          ordinaryHome,
          folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody"));
    }
    try (DatabaseUser user = DatabaseUser.startAsOrdinaryUser(ordinaryHome, folder)) {
      user.said();
      assertThat(user.said()).startsWith("jdbc:postgresql:");
      Path ordinaryData = ordinaryHome.resolve(data.getFileName());
      assertThat(ProcessHandle.of(PostmasterFile.in(ordinaryData).orElseThrow().pid()))
          .get()
          .extracting(server -> server.info().user().orElse("?"))
          .isEqualTo(Files.getOwner(ordinaryHome).getName())
          .isNotEqualTo("root");
      if (root) {
        assertUnavailable(ordinaryHome, "belongs to nobody");
      }
    }
  }

  @Test
  void a_home_that_cannot_be_used_costs_one_line(@TempDir Path folder) throws Exception {
    Path file = Files.createFile(folder.resolve("file"));
    assertUnavailable(file, "file already exists");
    assertUnavailable(file, "BULK_ORDERS_HOME");
    assertUnavailable(file.resolve("home"), "BULK_ORDERS_HOME");
  }

  @Test
  void data_of_another_major_version_is_not_replaced_by_an_empty_database(@TempDir Path folder)
      throws Exception {
    Files.createDirectory(folder.resolve("pgdata-9"));
    assertUnavailable(folder, "another PostgreSQL version");
  }

  @Test
  void a_lost_password_is_not_replaced(@TempDir Path folder) throws Exception {
    Files.createDirectory(folder.resolve(data.getFileName()));
    assertUnavailable(folder, "pg.password");
  }

  @Test
  void a_machine_without_binaries_is_told_what_to_set() {
    assertThatExceptionOfType(DatabaseUnavailableException.class)
        .isThrownBy(() -> PostgresBinaries.of("Plan 9", "mips"))
        .withMessageContaining("SPRING_DATASOURCE_URL");
  }

  @Test
  void the_binaries_of_all_four_machines_are_there() {
    for (String os : List.of("Linux", "Mac OS X")) {
      for (String processor : List.of("amd64", "x86_64", "aarch64", "arm64")) {
        assertThat(PostgresBinaries.of(os, processor).version()).matches("1[78]\\.\\d+\\.\\d+");
      }
    }
  }

  @Test
  void where_root_may_not_become_another_user_one_line_names_the_way_out(@TempDir Path folder)
      throws Exception {
    Path denied = Files.createDirectory(folder.resolve("bin")).resolve("unshare");
    Files.writeString(
        denied, "#!/bin/sh\necho 'unshare: unshare failed: Operation not permitted' >&2\nexit 1\n");
    Files.setPosixFilePermissions(denied, PosixFilePermissions.fromString("rwxr-xr-x"));
    Path programs = home.resolve("postgres/" + PostgresBinaries.ofThisMachine().version());
    for (String unshare : List.of(denied.toString(), folder.resolve("none").toString())) {
      assertThatExceptionOfType(DatabaseUnavailableException.class)
          .isThrownBy(
              () ->
                  new PostgresPrograms(home, programs, List.of(unshare, "-U", "--")).stop(data, 1))
          .withMessageContaining("SPRING_DATASOURCE_URL")
          .withMessageContaining("root")
          .withMessageNotContaining("\n");
    }
  }

  private static void assertStarts() throws SQLException {
    try (Database database = EmbeddedPostgres.open(home, "orders")) {
      assertThat(ask(database, "SELECT 1")).isEqualTo("1");
    }
  }

  private static void assertUnavailable(Path home, String hint) {
    assertThatExceptionOfType(DatabaseUnavailableException.class)
        .isThrownBy(() -> EmbeddedPostgres.open(home, "orders"))
        .withMessageContaining(hint)
        .withMessageNotContaining("\n");
  }

  private static void writePostmasterFile(long pid, int port) throws IOException {
    Files.writeString(
        PostmasterFile.file(data),
        "%d\n%s\n1700000000\n%d\n\n127.0.0.1\n".formatted(pid, data, port));
  }

  private static long killServer() throws IOException {
    ProcessHandle server = ProcessHandle.of(serverPid()).orElseThrow();
    List<ProcessHandle> all = Stream.concat(Stream.of(server), server.descendants()).toList();
    all.forEach(ProcessHandle::destroyForcibly);
    await().until(() -> all.stream().noneMatch(ProcessHandle::isAlive));
    return server.pid();
  }

  private static long serverPid() throws IOException {
    return PostmasterFile.in(data).orElseThrow().pid();
  }

  private static void execute(Database database, String sql) throws SQLException {
    try (Connection connection = connect(database);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String ask(Database database, String sql) throws SQLException {
    try (Connection connection = connect(database);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return String.valueOf(row.getString(1));
    }
  }

  private static Connection connect(Database database) throws SQLException {
    return DriverManager.getConnection(database.url(), database.username(), database.password());
  }
}
