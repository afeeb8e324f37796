package bulkorders.endtoend;

import static bulkorders.endtoend.Rehearsal.areas;
import static bulkorders.endtoend.Rehearsal.reportRows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** Orders that go well, and what scripts and people are told about them. */
class OrderingTests {

  @RegisterExtension private final Rehearsal rehearsal = new Rehearsal();

  @Test
  void a_file_is_ordered_once_however_often_it_is_given_unless_told_otherwise() {
    Path file = rehearsal.file("numbers.csv", areas(3, 7));

    Result first = rehearsal.order(file).hasStatus(0);
    assertThat(first.json().required("status").asString()).isEqualTo("COMPLETED");
    assertThat(first.json().required("error").isNull()).isTrue();
    assertThat(first.numbers().ordered()).isEqualTo(21);
    assertThat(first.err()).isEmpty();
    Rehearsal.Books books = rehearsal.boughtExactly(21);
    assertThat(reportRows(first.json(), "numbers.csv")).hasSize(21);
    assertThat(reportRows(first.json(), "results.csv")).hasSize(3);

    Result second = rehearsal.order(file).hasStatus(5);
    assertThat(second.json().required("error").asString())
        .contains("ordered already by run 1", "--run-key", "bulk-orders runs 1");
    assertThat(rehearsal.books()).isEqualTo(books);

    Result onPurpose = rehearsal.order(file, "--run-key", "again").hasStatus(0);
    assertThat(onPurpose.json().required("run").asInt()).isEqualTo(2);
    rehearsal.boughtExactly(42);
  }

  @Test
  void every_row_is_accounted_for_and_every_figure_is_there_for_scripts() {
    Path file =
        rehearsal.file(
            "numbers.csv",
            List.of("US,local,5,312", "US,local,x,773", "", "US,local,4,212", "CA,local,50,709"));
    Path other = rehearsal.file("other.csv", areas(2, 3));
    Result result = rehearsal.run("order", file, other, "--yes", "--format", "json").hasStatus(3);
    JsonNode runs = result.json().required("runs");
    assertThat(runs.size()).isEqualTo(2);
    JsonNode first = runs.get(0);
    assertThat(first.propertyNames())
        .containsExactlyInAnyOrder(
            "run",
            "status",
            "rows",
            "groups",
            "orders",
            "numbers",
            "deadlines",
            "stock",
            "cost",
            "provider_calls",
            "report_dir",
            "plan_hash",
            "error");
    assertThat(first.required("rows").propertyNames())
        .containsExactlyInAnyOrder("read", "blank", "rejected", "repeated");
    assertThat(first.required("orders").propertyNames())
        .containsExactlyInAnyOrder(
            "total",
            "planned",
            "submitting",
            "accepted",
            "processing",
            "completed",
            "partial",
            "failed",
            "cancelled",
            "rejected",
            "uncertain",
            "abandoned",
            "waiting",
            "parked");
    assertThat(first.required("numbers").propertyNames())
        .containsExactlyInAnyOrder(
            "requested",
            "ordered",
            "in_service",
            "shortfall",
            "cancelled",
            "rejected",
            "repeated",
            "pending",
            "surplus");
    assertThat(first.required("status").asString()).isEqualTo("SHORTFALL");
    assertThat(first.required("rows").required("read").asInt()).isEqualTo(4);
    assertThat(first.required("rows").required("blank").asInt()).isOne();
    assertThat(first.required("rows").required("rejected").asInt()).isOne();
    assertThat(first.required("groups").asInt()).isEqualTo(3);
    assertThat(first.required("provider_calls").asInt()).isPositive();
    assertThat(Result.Numbers.of(first)).isEqualTo(new Result.Numbers(59, 49, 10, 0, 0, 0, 0));
    assertThat(reportRows(first, "results.csv")).hasSize(4);
    assertThat(Result.Numbers.of(runs.get(1)).ordered()).isEqualTo(6);
    assertThat(runs.get(1).required("status").asString()).isEqualTo("COMPLETED");
    rehearsal.boughtExactly(55);

    Result list = rehearsal.run("runs", "--format", "json").hasStatus(0);
    assertThat(list.json().required("runs").get(1)).isEqualTo(first);
    assertThat(rehearsal.run("runs", "1", "--format", "json").hasStatus(0).json()).isEqualTo(first);
    assertThat(rehearsal.run("runs", "1").hasStatus(0).out())
        .contains("SHORTFALL", "49 ordered", "PARTIAL", "RUN_FINISHED", "latest events");
  }

  @Test
  void a_plan_tells_what_would_be_ordered_and_buys_nothing() {
    List<String> rows = new ArrayList<>(areas(10, 7));
    rows.add("US,local,1000000,312");
    rows.add("US,local,many,312");
    Path file = rehearsal.file("numbers.csv", rows);
    Map<String, String> withoutKey = rehearsal.environment();
    withoutKey.remove("TELNYX_API_KEY");
    Result plan = rehearsal.startWith(withoutKey, "plan", file).await().hasStatus(3);
    assertThat(plan.out())
        .contains(
            "planned; nothing is ordered", "1,000,070", "101", "packing", "calls", "1 rejected");

    Result json = rehearsal.run("plan", file, "--format", "json").hasStatus(3);
    assertThat(json.json().required("status").asString()).isEqualTo("PLANNED");
    assertThat(json.json().required("orders").required("planned").asInt()).isEqualTo(101);
    assertThat(json.numbers().pending()).isEqualTo(1_000_070);
    rehearsal.boughtNothing();
    assertThat(rehearsal.requests("create_order")).isZero();
    assertThat(rehearsal.run("runs").hasStatus(0).err()).contains("No runs yet");
    assertThat(rehearsal.run("runs", "--all").hasStatus(0).out())
        .contains("PLANNED", "numbers.csv", "1,000,070");
  }

  @Test
  void json_and_compressed_files_and_standard_input_are_ordered_alike() throws IOException {
    Path json =
        rehearsal.write(
            "numbers.json",
            """
            [{"customer_reference":"a","ordering_groups":[
               {"country_iso":"US","phone_number_type":"local","count_requested":3,"national_destination_code":"312"},
               {"country_iso":"US","phone_number_type":"local","count_requested":2,"national_destination_code":"646"}]}]
            """);
    Path lines =
        rehearsal.write(
            "numbers.ndjson",
            """
            {"country_iso":"US","phone_number_type":"local","count_requested":4,"national_destination_code":"512"}
            {"country_iso":"US","phone_number_type":"local","count_requested":1,"national_destination_code":"206"}
            """);
    Path compressed = rehearsal.directory().resolve("numbers.csv.gz");
    try (var out = new GZIPOutputStream(Files.newOutputStream(compressed))) {
      Files.copy(rehearsal.file("numbers.csv", areas(2, 5)), out);
    }
    Result result =
        rehearsal.run("order", json, lines, compressed, "--yes", "--format", "json").hasStatus(0);
    assertThat(result.json().required("runs").size()).isEqualTo(3);
    rehearsal.boughtExactly(20);

    // The content counts, not the name or the compression.
    rehearsal.order(rehearsal.file("renamed.csv", areas(2, 5))).hasStatus(5);
    rehearsal
        .runWithInput(Files.readAllBytes(compressed), "order", "-", "--yes", "--format", "json")
        .hasStatus(5);
    rehearsal.boughtExactly(20);
  }

  @Test
  void standard_input_is_ordered_plain_or_compressed_and_read_once() throws IOException {
    byte[] plain = Files.readAllBytes(rehearsal.file("plain.csv", areas(3, 2)));
    Result ordered =
        rehearsal.runWithInput(plain, "order", "-", "--yes", "--format", "json").hasStatus(0);
    assertThat(ordered.numbers().ordered()).isEqualTo(6);
    assertThat(rehearsal.run("runs").hasStatus(0).out()).contains("standard input");

    var bytes = new ByteArrayOutputStream();
    try (var out = new GZIPOutputStream(bytes)) {
      Files.copy(rehearsal.file("more.csv", areas(1, 3)), out);
    }
    assertThat(
            rehearsal
                .runWithInput(bytes.toByteArray(), "order", "-", "--yes", "--format", "json")
                .hasStatus(0)
                .numbers()
                .ordered())
        .isEqualTo(3);

    Result twice = rehearsal.runWithInput(plain, "order", "-", "-", "--yes").hasStatus(2);
    assertThat(twice.err()).contains("- is given twice").hasLineCount(1);
    Result nothing = rehearsal.run("order", "-", "--yes").hasStatus(2);
    assertThat(nothing.err()).contains("standard input").hasLineCount(1);
    rehearsal.boughtExactly(9);
  }

  @Test
  void the_key_is_shown_and_kept_nowhere() {
    String key = rehearsal.key();
    rehearsal.fault(
        """
        [{'operation':'create_order','fault':'status_503_after_commit','times':1},
         {'operation':'create_order','fault':'refuse_group','group':0,'times':1},
         {'operation':'get_order','fault':'malformed_body','times':1},
         {'operation':'create_order','fault':'unauthorized','times':1}]
        """);
    Path file = rehearsal.file("numbers.csv", areas(4, 5));
    Object[] options = {
      "--bulk-orders.planning.max-numbers-per-order=5",
      "--bulk-orders.submission.workers=1",
      "--actor",
      "night shift"
    };
    Result stopped = rehearsal.order(file, options).hasStatus(4);
    Result result = rehearsal.order(file, options).hasStatus(3);
    Result detail = rehearsal.run("runs", "1").hasStatus(0);
    assertThat(detail.out()).contains("night shift");
    rehearsal.boughtExactly(15);

    assertThat(stopped + "" + result + detail).doesNotContain(key);
    assertThat(Folders.filesWith(rehearsal.home(), "sending"))
        .as("the log is searched")
        .isNotNull();
    assertThat(Folders.filesWith(rehearsal.home(), "numbers.csv")).isNotEmpty();
    assertThat(Folders.filesWith(rehearsal.home(), key)).isEmpty();
    assertThat(rehearsal.ledger().tablesWith("night shift")).contains("run", "event");
    assertThat(rehearsal.ledger().tablesWith(key)).isEmpty();
  }

  @Test
  void a_report_that_cannot_be_written_is_told_once_and_written_later() throws IOException {
    Path file = rehearsal.file("numbers.csv", areas(1, 3));
    Path inTheWay = rehearsal.write("reports", "a file, no folder");
    Object[] order = {"order", file, "--yes", "--report-dir", inTheWay.resolve("1")};

    Result unreported = rehearsal.run(order).hasStatus(1);
    assertThat(unreported.out())
        .contains("completed: all numbers ordered; the report is missing")
        .doesNotContain("  report ");
    assertThat(unreported.err()).contains("cannot be written to " + inTheWay).hasLineCount(1);

    Files.delete(inTheWay);
    assertThat(rehearsal.run(order).hasStatus(0).out()).doesNotContain("missing");
    assertThat(inTheWay.resolve("1/report.html")).exists();
    rehearsal.boughtExactly(3);
  }

  @Test
  void two_processes_with_the_same_file_order_it_once() {
    rehearsal.ledger().create();
    Path file = rehearsal.file("numbers.csv", areas(4, 5));
    rehearsal.fault("[{'operation':'create_order','fault':'delay','delay_ms':1500}]");
    // The first is at work for at least as long as the second waits for it.
    try (HeldMoment moment =
        HeldMoment.beforeInsert(
            rehearsal.ledger(), rehearsal.database(), "event", "new.type = 'ACCEPTED'")) {
      Program.Child first = rehearsal.startOrder(file);
      Program.Child second = rehearsal.startOrder(file);
      moment.awaitReached(first);
      await().atMost(Duration.ofSeconds(90)).until(() -> !first.isAlive() || !second.isAlive());
      Program.Child refused = first.isAlive() ? second : first;
      Program.Child ordering = first.isAlive() ? first : second;
      assertThat(refused.await().hasStatus(5).json().required("error").asString())
          .contains("run 1 is being worked on by another process", "bulk-orders stop 1");
      assertThat(rehearsal.run("runs", "1").hasStatus(0).out()).contains("RUNNING");
      moment.letGo();
      assertThat(ordering.await().hasStatus(0).numbers().ordered()).isEqualTo(20);
    }
    assertThat(rehearsal.requests("create_order")).isOne();
    rehearsal.boughtExactly(20);
  }
}
