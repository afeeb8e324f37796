package bulkorders.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import bulkorders.requirements.PaperDesk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import tools.jackson.databind.JsonNode;

/** Papers that numbers wait for: listed, filled in, fed back by processes that may be killed. */
class RequirementsTests {

  private static final String ADDRESS =
      "first_name=Ada; last_name=Lovelace; business_name=; street_address=Unter den Linden 1;"
          + " locality=Berlin; country_code=DE";

  @RegisterExtension private final Rehearsal rehearsal = new Rehearsal();

  private final PaperDesk desk = new PaperDesk();

  @BeforeEach
  void order() throws IOException {
    rehearsal.ledger().create();
    desk.order("first", 3, 100);
    desk.order("second", 2, 200);
    var database = rehearsal.database();
    desk.intoLedger(
        JdbcClient.create(
            new DriverManagerDataSource(database.url(), database.username(), database.password())));
    // The account is as it was, as far as this key goes.
    rehearsal.ledger().execute("delete from account");
    rehearsal.ledger().execute("update provider_order set accepted_at = null");
    Files.writeString(rehearsal.directory().resolve("passport.pdf"), "a passport");
  }

  @AfterEach
  void close() {
    desk.close();
  }

  private Program.Child start(Object... arguments) {
    return rehearsal.start(
        Stream.concat(
                Stream.of("requirements"),
                Stream.concat(
                    Stream.of(arguments),
                    Stream.of(
                        "--bulk-orders.telnyx.base-url=" + desk.baseUrl(),
                        "--bulk-orders.submission.settle-time=500ms",
                        "--bulk-orders.outage.max-failures=3")))
            .toArray());
  }

  private Result run(Object... arguments) {
    return start(arguments).await();
  }

  /** What the list command writes, with values for each requirement and a comment. */
  private Path filledIn() throws IOException {
    Path list = rehearsal.directory().resolve("papers.csv");
    run("list", "--output", list).hasStatus(0);
    List<String> filled = new ArrayList<>();
    List<String> lines = Files.readAllLines(list);
    List<String> header = List.of(lines.get(0).split(","));
    for (String line : lines) {
      String value =
          line.contains("req-name")
              ? "Ada Lovelace"
              : line.contains("req-proof") ? "passport.pdf" : ADDRESS;
      String comment = line.contains("req-name") ? "Until March please" : "";
      List<String> cells = new ArrayList<>(List.of(line.split(",", -1)));
      if (!line.equals(lines.get(0))) {
        cells.set(header.indexOf("value"), value);
        cells.set(header.indexOf("comment"), comment);
      }
      filled.add(String.join(",", cells));
    }
    return Files.write(list, filled);
  }

  private void allGivenOnce() {
    for (String order : List.of("first", "second")) {
      assertThat(desk.values(order, "req-name")).containsExactly("Ada Lovelace");
      assertThat(desk.values(order, "req-proof")).hasSize(1).doesNotContainNull();
      assertThat(desk.values(order, "req-home")).containsExactly("900000000");
    }
    assertThat(desk.documents()).isOne();
    assertThat(desk.addresses()).isOne();
    assertThat(desk.comments()).containsExactly("Until March please", "Until March please");
  }

  @Test
  void a_list_is_filled_in_and_fed_back_and_nothing_of_it_is_kept() throws IOException {
    Path file = filledIn();
    assertThat(Files.readAllLines(file)).hasSize(4);

    Result result = run(file, "--format", "json").hasStatus(0);

    JsonNode told = result.json();
    assertThat(told.required("status").asString()).isEqualTo("TAKEN");
    assertThat(told.required("values_given").asInt()).isEqualTo(15);
    assertThat(told.required("numbers").asInt()).isEqualTo(5);
    assertThat(told.required("provider_calls").asInt()).isBetween(5, 12);
    allGivenOnce();
    assertThat(run("list", "--format", "text").hasStatus(0).out())
        .contains("nothing waits for you");
    assertThat(run(file).hasStatus(0).out()).contains("all was taken");
    allGivenOnce();

    assertThat(Files.exists(rehearsal.home().resolve("input"))).isFalse();
    try (Stream<Path> kept = Files.walk(rehearsal.home())) {
      for (Path path : kept.filter(Files::isRegularFile).toList()) {
        assertThat(Files.readString(path, java.nio.charset.StandardCharsets.ISO_8859_1))
            .as("%s", path)
            .doesNotContain("Lovelace", "Linden", "until March", "passport.pdf");
      }
    }
    for (String table :
        List.of(
            "filling_row",
            "paper",
            "event",
            "batch_job_execution",
            "batch_step_execution",
            "batch_step_execution_context",
            "batch_job_execution_params")) {
      assertThat(rehearsal.ledger().texts("select t::text from " + table + " t"))
          .as(table)
          .noneMatch(row -> row.contains("Lovelace") || row.contains("passport"));
    }
    rehearsal
        .ledger()
        .execute(
            "delete from phone_number where order_id = (select max(order_id) from phone_number)");
    assertThat(run("list").hasStatus(0).err())
        .contains("1 order is not read yet, and its papers are not in the list: bulk-orders track");
    assertThat(run("forget", "--all").hasStatus(0).out()).contains("2 fillings");
    assertThat(rehearsal.ledger().count("select count(*) from filling_row")).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "POST /documents, false", "POST /documents, true",
    "POST /addresses, true", "POST /comments, true",
    "PATCH /sub_number_orders, false", "PATCH /sub_number_orders, true",
    "GET /number_orders, true"
  })
  void a_killed_process_makes_nothing_twice(String kind, boolean isDone) throws Exception {
    Path file = filledIn();
    CountDownLatch reached = desk.hold(kind, isDone);
    Program.Child child = start(file);
    assertThat(reached.await(60, TimeUnit.SECONDS)).isTrue();
    child.kill();
    desk.letGo();

    run(file).hasStatus(0);

    allGivenOnce();
    assertThat(rehearsal.ledger().count("select count(*) from filling")).isOne();
  }

  @Test
  void a_silent_provider_stops_it_and_the_same_command_goes_on() throws IOException {
    Path file = filledIn();
    desk.drop("PATCH /sub_number_orders", false, 1000);
    assertThat(run(file).hasStatus(4).err()).contains("bulk-orders:");
    desk.drop("PATCH /sub_number_orders", false, 0);

    run(file).hasStatus(0);

    allGivenOnce();
  }

  @Test
  void what_cannot_be_taken_is_told_line_by_line_without_its_value() throws IOException {
    Path file = filledIn();
    Files.writeString(
        file,
        Files.readString(file)
            .replace("passport.pdf", "secret-name.pdf")
            .replace("req-home", "req-unknown"));

    Result result = run(file).hasStatus(3);

    assertThat(result.err())
        .contains("papers.csv:", " value of requirement 'req-")
        .contains("' names a document that cannot be read")
        .contains("requirement_id 'req-unknown' names a requirement that no waiting number has");
    assertThat(result.out()).contains("0 documents, 0 addresses, 2 comments\n");
    assertThat(result.out() + result.err()).doesNotContain("secret-name", "Linden");
    assertThat(desk.values("first", "req-name")).containsExactly("Ada Lovelace");
  }

  @Test
  void a_file_without_a_column_of_the_scope_gives_nothing() {
    Path file = rehearsal.write("short.csv", "requirement_id,value\nreq-name,Ada\n");

    assertThat(run(file).hasStatus(2).err())
        .contains("short.csv: line 1 should name the columns, and lacks account, country_iso");
    assertThat(run("nowhere.csv").hasStatus(2).err()).contains("there is no such file");
    assertThat(run().hasStatus(2).err()).contains("name the file");
    assertThat(desk.requests("")).isZero();
  }
}
