package bulkorders.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import bulkorders.endtoend.Folders;
import bulkorders.endtoend.Ledger;
import bulkorders.endtoend.Program;
import bulkorders.endtoend.Result;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What has to be true after a round, whatever happened in it. */
final class Verdict {

  private final Script script;
  private final Stage stage;
  private final Ledger ledger;
  private final Path home;
  private final String key;
  private final List<Program.Child> children;

  Verdict(
      Script script,
      Stage stage,
      Ledger ledger,
      Path home,
      String key,
      List<Program.Child> children) {
    this.script = script;
    this.stage = stage;
    this.ledger = ledger;
    this.home = home;
    this.key = key;
    this.children = children;
  }

  /** Returns when all is well, saying how the run ended. */
  String pass() {
    assertThat(ledger.count("select count(*) from run")).as("runs").isOne();
    JsonNode summary = summary();
    Set<String> parked =
        Set.copyOf(
            ledger.texts("select reference from provider_order where parked_reason is not null"));
    eachOrderOnce(parked);
    eachNumberOnce();
    allOrNone();
    everyNumberSomewhere(Result.Numbers.of(summary));
    everyRowSomewhere();
    ended(summary, parked);
    nothingIsLeftBehind();
    nothingIsTold();
    return parked.isEmpty() ? summary.required("status").asString() : "parked " + parked.size();
  }

  private JsonNode summary() {
    try {
      return JsonMapper.shared().readTree(Files.readString(home.resolve("reports/1/summary.json")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The books have each reference once, and the ledger has what the books have. */
  private void eachOrderOnce(Set<String> parked) {
    Map<String, Integer> books = stage.sandbox().references();
    assertThat(books).allSatisfy((reference, times) -> assertThat(times).as(reference).isOne());
    Set<String> certain = new HashSet<>(books.keySet());
    certain.removeAll(parked);
    Map<String, String> inBulk = taken("order_method is null");
    Map<String, String> named = taken("order_method is not null");
    Set<String> taken = new HashSet<>(inBulk.keySet());
    taken.addAll(named.keySet());
    assertThat(taken).as("orders of the ledger").isEqualTo(certain);
    inBulk.forEach(
        (reference, id) ->
            assertThat(stage.sandbox().has(id, reference)).as("%s as %s", reference, id).isTrue());
    named.forEach(
        (reference, id) ->
            assertThat(stage.sandbox().hasNamed(id, reference))
                .as("%s as %s", reference, id)
                .isTrue());
    if (parked.isEmpty()) {
      long sold = stage.sandbox().numbersSold();
      assertThat(ledger.phoneNumbers()).as("numbers of the ledger").isEqualTo(sold);
      assertThat(ledger.count("select sum(numbers_ordered) from provider_order"))
          .as("numbers ordered")
          .isEqualTo(sold);
      if (!script.refusesContent()) {
        assertThat(sold).as("numbers bought").isEqualTo(script.numbersToBuy());
      }
    }
  }

  private Map<String, String> taken(String condition) {
    return ledger.pairs(
        "select reference, provider_order_id from provider_order"
            + " where provider_order_id is not null and parked_reason is null and "
            + condition);
  }

  /** No number is in two orders, and what the account has is nowhere called missing. */
  private void eachNumberOnce() {
    List<String> books = stage.sandbox().numbersOrdered();
    assertThat(books).as("numbers in the books").doesNotHaveDuplicates();
    assertThat(ledger.texts("select phone_number from phone_number"))
        .as("numbers of the ledger")
        .doesNotHaveDuplicates()
        .isSubsetOf(books);
    assertThat(
            ledger.texts(
                """
                select g.phone_number from ordering_group g join order_group p on p.run_id = g.run_id and p.row_no = g.row_no
                where g.phone_number is not null and p.status = 'missing'
                """))
        .as("numbers that are said to be gone")
        .doesNotContainAnyElementsOf(books);
  }

  /** Where all or none were wanted nobody got some. */
  private void allOrNone() {
    assertThat(
            ledger.texts(
                """
                select g.line || ': ' || sum(p.ordered) || ' of ' || g.count_requested
                from ordering_group g join order_group p on p.run_id = g.run_id and p.row_no = g.row_no
                where g.strategy = 'never' group by g.run_id, g.row_no
                having sum(p.ordered) not in (0, g.count_requested)
                """))
        .as("rows that wanted all or none")
        .isEmpty();
  }

  /** The report says the same as the ledger, and every number is in exactly one place. */
  private void everyNumberSomewhere(Result.Numbers numbers) {
    assertThat(numbers.requested()).as("numbers requested").isEqualTo(script.numbersRequested());
    assertThat(numbers.ordered())
        .isEqualTo(ledger.count("select coalesce(sum(numbers_ordered), 0) from provider_order"));
    assertThat(numbers.rejected())
        .isEqualTo(
            ledger.count("select coalesce(sum(numbers_rejected), 0) from provider_order")
                + ledger.count("select coalesce(sum(count_requested), 0) from reject"));
    assertThat(numbers.pending())
        .isEqualTo(
            ledger.count(
                "select coalesce(sum(numbers_requested), 0) from provider_order where parked_reason"
                    + " is not null"));
    assertThat(numbers.cancelled() + numbers.repeated()).isZero();
    assertThat(ledger.count("select sum(count_requested) from ordering_group"))
        .as("numbers of the rows that were not refused")
        .isEqualTo(
            ledger.count("select sum(numbers_requested - numbers_replaced) from provider_order"));
  }

  /** Every row of the input is in results.csv once. */
  private void everyRowSomewhere() {
    List<String> lines = lines("results.csv");
    int column = List.of(lines.get(0).split(",", -1)).indexOf("line");
    assertThat(lines.subList(1, lines.size()))
        .extracting(line -> Integer.valueOf(line.split(",", -1)[column]))
        .containsExactlyElementsOf(
            IntStream.range(0, script.rows().size()).mapToObj(row -> row + 2).toList());
    assertThat(ledger.count("select count(*) from reject"))
        .as("rows refused")
        .isEqualTo(script.rejects());
    assertThat(lines("numbers.csv")).hasSize((int) ledger.phoneNumbers() + 1);
  }

  private List<String> lines(String report) {
    try {
      return Files.readAllLines(home.resolve("reports/1").resolve(report));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void ended(JsonNode summary, Set<String> parked) {
    if (!parked.isEmpty()) {
      boolean allNamed =
          ledger.count(
                  "select count(*) from provider_order where parked_reason is not null"
                      + " and order_method is distinct from 'numbers'")
              == 0;
      assertThat(allNamed ? script.mayParkNamed() : script.mayPark())
          .as("%s are left to a person", parked)
          .isTrue();
      return;
    }
    assertThat(summary.required("status").asString()).isIn("COMPLETED", "SHORTFALL");
    assertThat(
            ledger.texts(
                "select distinct state from provider_order where state not in ('COMPLETED',"
                    + " 'PARTIAL', 'FAILED', 'REJECTED')"))
        .as("states that are not final")
        .isEmpty();
    assertThat(
            ledger.count(
                """
                select count(*) from batch_job_execution where status <> 'COMPLETED'
                  and job_execution_id = (select max(job_execution_id) from batch_job_execution)
                """))
        .as("newest executions that are not complete")
        .isZero();
  }

  private void nothingIsLeftBehind() {
    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(
            () ->
                assertThat(
                        ledger.count(
                            """
                            select count(*) from pg_locks where locktype = 'advisory'
                              and database = (select oid from pg_database where datname = current_database())
                            """))
                    .as("alive-locks")
                    .isZero());
  }

  /** The key is nowhere, and nobody went where an answer sent him. */
  private void nothingIsTold() {
    assertThat(Folders.filesWith(home, key)).as("files with the key").isEmpty();
    assertThat(ledger.tablesWith(key)).as("tables with the key").isEmpty();
    assertThat(children)
        .as("output of the processes")
        .allSatisfy(child -> assertThat(child.out() + child.err()).doesNotContain(key));
    assertThat(stage.elsewhere().arrivals()).as("connections to another host").isZero();
    assertThat(stage.sandbox().redirected()).as("redirects that were followed").isZero();
  }
}
