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
    Map<String, String> taken =
        ledger.pairs(
            "select reference, provider_order_id from provider_order"
                + " where provider_order_id is not null and parked_reason is null");
    assertThat(taken.keySet()).as("orders of the ledger").isEqualTo(certain);
    taken.forEach(
        (reference, id) ->
            assertThat(stage.sandbox().has(id, reference)).as("%s as %s", reference, id).isTrue());
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
      assertThat(script.mayPark()).as("%s are left to a person", parked).isTrue();
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
