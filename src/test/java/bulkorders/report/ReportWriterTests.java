package bulkorders.report;

import static bulkorders.provider.OrderedNumber.State.CANCELLED;
import static bulkorders.provider.OrderedNumber.State.FAILED;
import static bulkorders.provider.OrderedNumber.State.IN_SERVICE;
import static bulkorders.provider.OrderedNumber.State.PENDING;
import static bulkorders.provider.OrderedNumber.State.WAITING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bulkorders.intake.InputReading;
import bulkorders.intake.StagedRow;
import bulkorders.ledger.Orders;
import bulkorders.ledger.ProviderOrder;
import bulkorders.ledger.Run.ErrorKind;
import bulkorders.ledger.Runs;
import com.opencsv.CSVReader;
import com.opencsv.CSVReaderBuilder;
import com.opencsv.RFC4180ParserBuilder;
import com.opencsv.exceptions.CsvException;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ReportWriterTests {

  private static final String HEADER =
      "request_id,country_iso,phone_number_type,count_requested,national_destination_code,x_team\n";

  private static ReportFixture fixture;

  private final Path folder;

  ReportWriterTests(@TempDir Path folder) {
    this.folder = folder;
  }

  @BeforeAll
  static void start(@TempDir Path home) {
    fixture = new ReportFixture(home);
  }

  @AfterAll
  static void stop() {
    fixture.close();
  }

  @Test
  void every_row_of_the_input_is_told_where_it_ended() throws Exception {
    int run = mixedRun();

    Path report = fixture.write(run, folder.resolve("report"));

    List<Map<String, String>> rows = csv(report.resolve("results.csv"));
    assertThat(rows.get(0).keySet())
        .containsExactly(
            "request_id",
            "country_iso",
            "phone_number_type",
            "count_requested",
            "national_destination_code",
            "x_team",
            "line",
            "outcome",
            "ordered",
            "in_service",
            "shortfall",
            "reason");
    assertThat(rows)
        .extracting(
            row ->
                "%s %s %s/%s/%s %s"
                    .formatted(
                        row.get("line"),
                        row.get("outcome"),
                        row.get("ordered"),
                        row.get("in_service"),
                        row.get("shortfall"),
                        row.get("reason")))
        .containsExactly(
            "2 ordered 3/3/0 ",
            "3 partly_ordered 1/1/2 only 1 found",
            "4 rejected 0/0/0 country_iso 'XX': expected a country code of two letters such as US;"
                + " count_requested 'many': expected a whole number from 1 to 1000000",
            "6 shortfall 0/0/4 nothing in stock",
            "7 cancelled 0/0/0 cancelled by the provider, though nobody here asked for it",
            "8 rejected 0/0/0 area code 907 is not sold",
            "9 waiting 2/1/0 waits for papers, a review or a registration",
            "10 pending 1/0/0 the provider is working on order r" + run + ".bo-test.4",
            "11 pending 0/0/0 order r" + run + ".bo-test.5 is not placed yet");
    assertThat(rows.get(0)).containsEntry("x_team", "Söuth; \"East\"");
  }

  @Test
  void the_sums_of_all_files_are_those_of_the_ledger() throws Exception {
    int run = mixedRun();

    Path report = fixture.write(run, folder.resolve("report"));

    var numbers = fixture.figures(run).numbers();
    List<Map<String, String>> rows = csv(report.resolve("results.csv"));
    assertThat(sum(rows, "ordered")).isEqualTo(numbers.ordered()).isEqualTo(7);
    assertThat(sum(rows, "in_service")).isEqualTo(numbers.inService());
    assertThat(sum(rows, "shortfall")).isEqualTo(numbers.shortfall());
    assertThat(sum(csv(report.resolve("shortfall.csv")), "count_requested"))
        .as("those that could not be had, and those that the provider cancelled")
        .isEqualTo(numbers.shortfall() + numbers.cancelled());
    List<Map<String, String>> orders = csv(report.resolve("orders.csv"));
    assertThat(sum(orders, "pending")).isEqualTo(numbers.pending());
    assertThat(sum(orders, "cancelled")).isEqualTo(numbers.cancelled());
    assertThat(sum(orders, "shortfall")).isEqualTo(numbers.shortfall());
    JsonNode summary = JsonMapper.shared().readTree(report.resolve("summary.json").toFile());
    JsonNode counted = summary.get("numbers");
    assertThat(counted.get("requested").asLong())
        .isEqualTo(
            Stream.of("ordered", "shortfall", "cancelled", "rejected", "repeated", "pending")
                .mapToLong(name -> counted.get(name).asLong())
                .sum());
  }

  @Test
  void the_summary_has_the_names_that_scripts_depend_on() throws Exception {
    int run = mixedRun();

    Path report = fixture.write(run, folder.resolve("report"));

    JsonNode summary = JsonMapper.shared().readTree(report.resolve("summary.json").toFile());
    assertThat(summary.propertyNames())
        .containsExactly(
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
    assertThat(summary.get("rows").propertyNames())
        .containsExactly("read", "blank", "rejected", "repeated");
    assertThat(summary.get("orders").propertyNames())
        .containsExactly(
            "total",
            "planned",
            "submitting",
            "uncertain",
            "accepted",
            "processing",
            "completed",
            "partial",
            "failed",
            "cancelled",
            "rejected",
            "abandoned",
            "waiting",
            "parked");
    assertThat(summary.get("numbers").propertyNames())
        .containsExactly(
            "requested",
            "ordered",
            "in_service",
            "shortfall",
            "cancelled",
            "rejected",
            "repeated",
            "pending",
            "surplus");
    assertThat(summary.get("status").asString()).isEqualTo("STOPPED");
    assertThat(summary.get("error").isNull()).isTrue();
    assertThat(summary.get("rows").get("read").asLong()).isEqualTo(9);
    assertThat(summary.get("rows").get("blank").asLong()).isEqualTo(1);
    assertThat(summary.get("report_dir").asString()).isEqualTo(report.toString());
  }

  @Test
  void every_number_is_listed_with_the_row_and_the_order_it_belongs_to() throws Exception {
    int run = mixedRun();

    List<Map<String, String>> numbers =
        csv(fixture.write(run, folder.resolve("report")).resolve("numbers.csv"));

    assertThat(numbers.get(0).keySet())
        .containsExactly(
            "phone_number",
            "line",
            "request_id",
            "customer_reference",
            "account",
            "country_iso",
            "phone_number_type",
            "order",
            "reference",
            "provider_order_id",
            "number_order_id",
            "sub_number_order_id",
            "status",
            "requirements_status",
            "deadline",
            "setup_cost",
            "monthly_cost",
            "currency",
            "cost_source",
            "ordered_at",
            "x_team");
    assertThat(numbers).hasSize(3 + 2 + 2 + 2 + 1);
    assertThat(numbers.get(0))
        .containsEntry("line", "2")
        .containsEntry("request_id", "a")
        .containsEntry("order", "1")
        .containsEntry("reference", "r" + run + ".bo-test.1")
        .containsEntry("provider_order_id", "po-r" + run + ".bo-test.1")
        .containsEntry("status", "in_service")
        .containsEntry("cost_source", "unknown")
        .containsEntry("x_team", "Söuth; \"East\"");
    assertThat(numbers)
        .allSatisfy(row -> assertThat(row.get("phone_number")).matches("\\+1312555[0-9]{4}"))
        .allSatisfy(row -> assertThat(row.get("ordered_at")).endsWith("Z"));
    assertThat(numbers).extracting(row -> row.get("status")).contains("failed", "cancelled");
  }

  @Test
  void orders_are_listed_with_their_replacements() throws Exception {
    int run = mixedRun();

    List<Map<String, String>> orders =
        csv(fixture.write(run, folder.resolve("report")).resolve("orders.csv"));

    assertThat(orders)
        .extracting(
            row ->
                "%s %s %s+%s+%s+%s+%s+%s"
                    .formatted(
                        row.get("order"),
                        row.get("state"),
                        row.get("ordered"),
                        row.get("shortfall"),
                        row.get("cancelled"),
                        row.get("rejected"),
                        row.get("replaced"),
                        row.get("pending")))
        .containsExactly(
            "1 partial 4+2+0+0+0+0",
            "2 rejected 0+0+0+5+6+0",
            "2.r1 cancelled 0+4+2+0+0+0",
            "3 processing 2+0+0+0+0+0",
            "4 processing 1+0+0+0+0+1",
            "5 planned 0+0+0+0+0+7");
    assertThat(orders.get(0)).containsEntry("provider_order_id", "po-r" + run + ".bo-test.1");
    assertThat(orders.get(1)).containsEntry("reason", "area code 907 is not sold");
    assertThat(orders.get(0).get("accepted_at")).endsWith("Z");
  }

  @Test
  void rejects_can_be_corrected_and_fed_back() throws Exception {
    int run = mixedRun();

    Path file = fixture.write(run, folder.resolve("report")).resolve("rejects.csv");

    List<Map<String, String>> rejects = csv(file);
    assertThat(rejects).hasSize(2);
    assertThat(rejects.get(0))
        .containsEntry("run", Integer.toString(run))
        .containsEntry("line", "4")
        .containsEntry("country_iso", "XX")
        .containsEntry("count_requested", "many");
    assertThat(rejects.get(0).get("error"))
        .contains("country_iso 'XX'")
        .contains("; count_requested");
    assertThat(rejects.get(1))
        .containsEntry("line", "8")
        .containsEntry("count_requested", "5")
        .containsEntry("error", "area code 907 is not sold");
    String corrected = Files.readString(file).replace(",XX,", ",US,").replace(",many,", ",6,");
    assertThat(counts(corrected)).containsExactly(6, 5);
  }

  @Test
  void shortfall_is_valid_input_that_asks_for_the_missing_numbers_only() throws Exception {
    int run = mixedRun();

    Path file = fixture.write(run, folder.resolve("report")).resolve("shortfall.csv");

    assertThat(csv(file))
        .extracting(row -> row.get("error"))
        .containsExactly(
            "only 1 found",
            "nothing in stock",
            "cancelled by the provider, though nobody here asked for it");
    assertThat(counts(Files.readString(file))).containsExactly(2, 4, 2);
  }

  @Test
  void a_file_of_rejects_that_was_fed_back_does_not_grow_its_columns_twice() throws Exception {
    int run =
        fixture.takeIn(
            "rejects.csv",
            "run,line,error,country_iso,phone_number_type,count_requested\n"
                + "1,7,bad,US,local,x\n1,9,bad,US,local,3\n");

    Path report = fixture.write(run, folder.resolve("report"));

    assertThat(Files.readString(report.resolve("rejects.csv")))
        .startsWith("run,line,error,country_iso,phone_number_type,count_requested\n" + run + ",2,")
        .endsWith(",US,local,x\n");
    assertThat(csv(report.resolve("results.csv")))
        .extracting(row -> row.get("line"))
        .containsExactly("2", "3");
  }

  @Test
  void a_row_with_too_many_or_too_few_cells_or_broken_quotes_keeps_them() throws Exception {
    int run =
        fixture.takeIn(
            "cells.csv",
            "country_iso,phone_number_type,count_requested,locality\n"
                + "US,local,1,New York, NY\n"
                + "US,local,2\n"
                + "US,local,3,\"New York\n"
                + "US,local,4,Boston\n");

    Path report = fixture.write(run, folder.resolve("report"));

    assertThat(Files.readAllLines(report.resolve("rejects.csv")))
        .satisfiesExactly(
            header -> assertThat(header).startsWith("run,line,error,country_iso"),
            first -> assertThat(first).endsWith(",US,local,1,New York, NY"),
            second -> assertThat(second).endsWith(",US,local,2"),
            third -> assertThat(third).endsWith(",US,local,3,\"\"\"New York\""));
    assertThat(csv(report.resolve("results.csv")))
        .extracting(row -> row.get("outcome"))
        .containsExactly("rejected", "rejected", "rejected", "pending");
  }

  @Test
  void requests_that_contradict_themselves_stand_among_the_rejects_with_all_their_cells()
      throws Exception {
    int run =
        fixture.takeIn(
            "contradiction.csv",
            "request_id,country_iso,phone_number_type,count_requested,customer_reference,x_note\n"
                + "a,US,local,1,one,first\n"
                + "b,US,local,2,one,other\n"
                + "a,US,local,3,two,second\n");

    Path report = fixture.write(run, folder.resolve("report"));

    assertThat(csv(report.resolve("rejects.csv")))
        .extracting(row -> row.get("line") + row.get("customer_reference") + row.get("x_note"))
        .containsExactly("2onefirst", "4twosecond");
  }

  @Test
  void delimiter_and_byte_order_mark_are_those_of_the_input() throws Exception {
    int run =
        fixture.takeIn(
            "semicolon.csv",
            "\ufeffcountry_iso;phone_number_type;count_requested;locality\n"
                + "US;local;1;\"a;b,c\"\nUS;local;0;x\n");

    Path report = fixture.write(run, folder.resolve("report"));

    for (String name :
        List.of("results.csv", "numbers.csv", "orders.csv", "rejects.csv", "shortfall.csv")) {
      assertThat(Files.readString(report.resolve(name))).startsWith("\ufeff").contains(";");
    }
    assertThat(Files.readString(report.resolve("results.csv")))
        .contains("\nUS;local;1;\"a;b,c\";2;pending;0;0;0;not planned yet\n");
  }

  @Test
  void cells_that_a_spreadsheet_would_run_are_harmless_and_read_back_the_same() throws Exception {
    String hostile = "=HYPERLINK(\"\"http://example.com\"\")";
    int run =
        fixture.takeIn(
            "formula.csv",
            "country_iso,phone_number_type,count_requested,national_destination_code,locality,x_a,x_b\n"
                + "US,local,1,=\"312\",\""
                + hostile
                + "\",+13125550100,-2+3\n"
                + "US,local,0,312,@SUM(1),\t=1,'=1\n");
    fixture.plan(run, 10, 1);
    ProviderOrder order = fixture.accept(run);
    fixture.allocate(order, 0, "=cmd()", List.of(FAILED));
    fixture.count(order, true);

    Path report = fixture.write(run, folder.resolve("report"));

    Map<String, String> first = csv(report.resolve("results.csv")).get(0);
    assertThat(first)
        .containsEntry("national_destination_code", "312")
        .containsEntry("locality", "'=HYPERLINK(\"http://example.com\")")
        .containsEntry("x_a", "+13125550100")
        .containsEntry("x_b", "'-2+3")
        .containsEntry("reason", "'=cmd()");
    Map<String, String> second = csv(report.resolve("rejects.csv")).get(0);
    assertThat(second)
        .containsEntry("locality", "'@SUM(1)")
        .containsEntry("x_a", "'\t=1")
        .containsEntry("x_b", "'=1");
    List<StagedRow> again = fixture.read(Files.readAllBytes(report.resolve("shortfall.csv")));
    assertThat(again)
        .singleElement()
        .isInstanceOfSatisfying(
            StagedRow.Group.class,
            row -> {
              assertThat(row.group().criteria().nationalDestinationCode()).isEqualTo("312");
              assertThat(row.group().criteria().locality())
                  .isEqualTo("=HYPERLINK(\"http://example.com\")");
            });
  }

  @Test
  void rows_to_be_ordered_again_need_no_explanation_of_their_columns() throws Exception {
    InputReading reading =
        InputReading.of("", "Area Code=national_destination_code,Qty=count_requested", "Site");
    String text =
        "Country ISO;phone_number_type;AREA CODE;Qty;Site\n"
            + "US;local;31;2;Reno\nUS;local;312;x;Reno;\n";
    int run =
        fixture.takeIn(
            "own.csv", text.getBytes(StandardCharsets.UTF_8), reading, Runs.ORDER_JOB, true);

    Path report = fixture.write(run, folder.resolve("report"));

    assertThat(Files.readString(report.resolve("results.csv")))
        .startsWith("Country ISO;phone_number_type;AREA CODE;Qty;Site;line;");
    assertThat(Files.readString(report.resolve("rejects.csv")))
        .startsWith(
            "run;line;error;Country"
                + " ISO;phone_number_type;national_destination_code;count_requested;Site\n")
        .contains(";US;local;31;2;Reno\n")
        .endsWith(";US;local;312;x;Reno\n");
  }

  @Test
  void the_missing_numbers_of_a_json_input_stand_under_their_owners_name() throws Exception {
    String text = "{\"country_iso\":\"US\",\"phone_number_type\":\"local\",\"Qty\":4}";
    int run =
        fixture.takeIn(
            "own.ndjson",
            text.getBytes(StandardCharsets.UTF_8),
            InputReading.of("", "qty=count_requested", ""),
            Runs.ORDER_JOB,
            true);
    fixture.plan(run, 10, 1);
    ProviderOrder order = fixture.accept(run);
    fixture.allocate(order, 0, null, List.of(IN_SERVICE));
    fixture.count(order, true);

    Path report = fixture.write(run, folder.resolve("report"));

    assertThat(Files.readString(report.resolve("shortfall.ndjson"))).contains("\"Qty\":3");
  }

  @Test
  void rejects_of_a_json_input_are_the_elements_with_their_error() throws Exception {
    int run =
        fixture.takeIn(
            "input.json",
            """
            [{"country_iso":"US","phone_number_type":"local","count_requested":2},
             {"country_iso":"US","phone_number_type":"local","count_requested":3.5,"error":"old"},
             {"connection_id":"7","ordering_groups":[
               {"country_iso":"US","phone_number_type":"local","count_requested":4},
               {"country_iso":"ZZ","phone_number_type":"local","count_requested":5}]},
             "text"]
            """);
    fixture.plan(run, 10, 1);

    Path report = fixture.write(run, folder.resolve("report"));

    List<JsonNode> rejects = new ArrayList<>();
    for (String line : Files.readAllLines(report.resolve("rejects.ndjson"))) {
      rejects.add(JsonMapper.shared().readTree(line));
    }
    assertThat(rejects).hasSize(3);
    assertThat(rejects.get(0).get("count_requested").asString()).isEqualTo("3.5");
    assertThat(rejects.get(0).get("error").asString()).contains("count_requested '3.5'");
    assertThat(rejects.get(1).get("connection_id").asString()).isEqualTo("7");
    assertThat(rejects.get(1).get("ordering_groups")).hasSize(1);
    assertThat(rejects.get(1).get("error").asString()).contains("country_iso 'ZZ'");
    assertThat(rejects.get(2).get("x_element").asString()).isEqualTo("\"text\"");
    assertThat(report.resolve("rejects.csv")).doesNotExist();
    List<Map<String, String>> rows = csv(report.resolve("results.csv"));
    assertThat(rows)
        .extracting(row -> row.get("count_requested") + " " + row.get("outcome"))
        .containsExactly("2 pending", "3.5 rejected", "4 pending", "5 rejected", " rejected");
    String corrected =
        Files.readString(report.resolve("rejects.ndjson"))
            .lines()
            .limit(2)
            .map(line -> line.replace("3.5", "3").replace("ZZ", "CA") + "\n")
            .collect(java.util.stream.Collectors.joining());
    assertThat(counts(corrected)).containsExactly(3, 5);
  }

  @Test
  void shortfall_of_a_json_input_has_its_form_and_asks_for_the_missing_numbers_only()
      throws Exception {
    int run =
        fixture.takeIn(
            "nested.json",
            """
            {"connection_id":"7","customer_reference":"c","ordering_groups":[
               {"country_iso":"US","phone_number_type":"local","count_requested":4,
                "features":["sms","voice"],"phone_number":{"starts_with":"5"}},
               {"country_iso":"US","phone_number_type":"local","count_requested":"6"}]}
            """);
    fixture.plan(run, 10, 1);
    for (int i = 0; i < 2; i++) {
      ProviderOrder order = fixture.accept(run);
      fixture.allocate(order, 0, null, List.of(IN_SERVICE));
      fixture.count(order, true);
    }

    Path report = fixture.write(run, folder.resolve("report"));

    assertThat(report.resolve("shortfall.csv")).doesNotExist();
    String shortfall = Files.readString(report.resolve("shortfall.ndjson"));
    JsonNode first = JsonMapper.shared().readTree(shortfall.lines().findFirst().orElseThrow());
    assertThat(first.get("connection_id").asString()).isEqualTo("7");
    assertThat(first.get("error").asString()).isEqualTo("the provider gave no reason");
    assertThat(first.get("ordering_groups")).hasSize(1);
    assertThat(
            first.get("ordering_groups").get(0).get("phone_number").get("starts_with").asString())
        .isEqualTo("5");
    assertThat(counts(shortfall)).containsExactly(3, 5);
  }

  @Test
  void without_the_copy_of_the_input_the_ledger_tells_what_it_has() throws Exception {
    int run = mixedRun();
    Path copy = fixture.inputs().pathOf(fixture.get(Runs.class).get(run).inputHash());
    byte[] bytes = Files.readAllBytes(copy);
    Files.delete(copy);

    Path report;
    try {
      report = fixture.write(run, folder.resolve("report"));
    } finally {
      Files.write(copy, bytes);
    }

    List<Map<String, String>> rows = csv(report.resolve("results.csv"));
    assertThat(rows).hasSize(9);
    assertThat(rows.get(1))
        .containsEntry("outcome", "partly_ordered")
        .containsEntry("national_destination_code", "313")
        .containsEntry("count_requested", "3");
    assertThat(csv(report.resolve("rejects.csv")).get(0).get("x_row")).contains("XX,local,many");
    assertThat(counts(Files.readString(report.resolve("shortfall.csv")))).containsExactly(2, 4, 2);
  }

  @Test
  void rows_that_were_not_taken_in_are_told_too() throws Exception {
    int run =
        fixture.takeIn(
            "broken.json",
            "[{\"country_iso\":\"US\",\"phone_number_type\":\"local\",\"count_requested\":2},\n{\"country_iso\":\"US\"},\n oops"
                .getBytes(StandardCharsets.UTF_8),
            Runs.ORDER_JOB,
            false);
    fixture.get(Runs.class).endedEarly(run, ErrorKind.REFUSED, "line 3: malformed JSON");

    Path report = fixture.write(run, folder.resolve("report"));

    assertThat(csv(report.resolve("results.csv")))
        .extracting(row -> row.get("line") + row.get("outcome") + row.get("reason"))
        .containsExactly(
            "1pendingnothing was ordered: line 3: malformed JSON",
            "2pendingnothing was ordered: line 3: malformed JSON");
    assertThat(Files.readString(report.resolve("summary.json")))
        .contains("\"REFUSED\"")
        .contains("line 3: malformed JSON");
  }

  @Test
  void a_plan_has_orders_rejects_and_a_summary_only() throws Exception {
    int run =
        fixture.takeIn(
            "plan.csv", HEADER + "a,US,local,5,312,\na,US,local,0,312,\n", Runs.PLAN_JOB);
    fixture.plan(run, 10, 1);

    Path report = fixture.write(run, folder.resolve("report"));

    assertThat(names(report))
        .containsExactlyInAnyOrder(
            "orders.csv", "rejects.csv", "summary.json", ReportFolder.MANIFEST);
    assertThat(csv(report.resolve("rejects.csv"))).hasSize(1);
    assertThat(Files.readString(report.resolve("summary.json"))).contains("\"PLANNED\"");
  }

  @Test
  void an_older_report_of_the_run_is_replaced_and_nothing_is_left_beside_it() throws Exception {
    int run = mixedRun();
    Path report = fixture.write(run, folder.resolve("report"));
    assertThat(csv(report.resolve("orders.csv")).get(5)).containsEntry("state", "planned");
    fixture.accept(run);

    assertThat(fixture.write(run, folder.resolve("report"))).isEqualTo(report);

    assertThat(csv(report.resolve("orders.csv")).get(5)).containsEntry("state", "accepted");
    assertThat(names(folder)).containsExactly("report");
  }

  @Test
  void a_failing_report_leaves_the_older_one_alone_and_says_where_it_failed() throws Exception {
    int run = mixedRun();
    Path file = Files.writeString(folder.resolve("file"), "mine");

    assertThatThrownBy(() -> fixture.write(run, file.resolve("report")))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("The report of run " + run + " cannot be written to " + file)
        .hasMessageContaining("--report-dir");
    assertThat(file).hasContent("mine");
  }

  private static int mixedRun() {
    int run =
        fixture.takeIn(
            "wishes.csv",
            HEADER
                + "a,US,local,3,312,\"Söuth; \"\"East\"\"\"\n"
                + "b,US,local,3,313,\n"
                + "c,XX,local,many,312,\n"
                + "\n"
                + "d,US,local,4,314,\n"
                + "e,US,local,2,315,\n"
                + "f,US,local,5,907,\n"
                + "g,US,local,2,316,\n"
                + "h,US,local,2,317,\n"
                + "i,US,local,7,318,\n");
    fixture.plan(run, 100, 2, 3, 1);
    ProviderOrder first = fixture.accept(run);
    fixture.allocate(first, 0, null, List.of(IN_SERVICE, IN_SERVICE, IN_SERVICE));
    fixture.allocate(first, 1, "only 1 found", List.of(IN_SERVICE, FAILED));
    fixture.count(first, true);
    ProviderOrder second = fixture.claim(run);
    fixture
        .get(Orders.class)
        .rejected(
            second,
            "area code 907 is not sold",
            List.of(2),
            List.of(List.of(0, 1)),
            k -> second.reference() + ".r" + k);
    ProviderOrder replacement = fixture.accept(run);
    fixture.allocate(replacement, 0, "nothing in stock", List.of());
    fixture.allocate(replacement, 1, null, List.of(CANCELLED, CANCELLED));
    fixture.count(replacement, true);
    ProviderOrder third = fixture.accept(run);
    fixture.allocate(third, 0, null, List.of(WAITING, IN_SERVICE));
    fixture.count(third, false);
    ProviderOrder fourth = fixture.accept(run);
    fixture.allocate(fourth, 0, null, List.of(PENDING));
    fixture.count(fourth, false);
    return run;
  }

  /** What the valid rows of a text ask for when intake reads it; there must be no other rows. */
  private static List<Integer> counts(String text) {
    List<Integer> counts = new ArrayList<>();
    for (StagedRow row : fixture.read(text.getBytes(StandardCharsets.UTF_8))) {
      assertThat(row).isInstanceOf(StagedRow.Group.class);
      counts.add(((StagedRow.Group) row).group().count());
    }
    return counts;
  }

  private static long sum(List<Map<String, String>> rows, String column) {
    return rows.stream().mapToLong(row -> Long.parseLong(row.get(column))).sum();
  }

  static List<Map<String, String>> csv(Path file) throws IOException {
    String text = Files.readString(file);
    try (CSVReader reader =
        new CSVReaderBuilder(new StringReader(text.startsWith("\ufeff") ? text.substring(1) : text))
            .withCSVParser(new RFC4180ParserBuilder().build())
            .build()) {
      List<String[]> lines = reader.readAll();
      List<Map<String, String>> rows = new ArrayList<>();
      for (String[] line : lines.subList(1, lines.size())) {
        assertThat(line).as("cells of %s", List.of(line)).hasSameSizeAs(lines.get(0));
        Map<String, String> row = new LinkedHashMap<>();
        for (int i = 0; i < line.length; i++) {
          row.put(lines.get(0)[i], line[i]);
        }
        rows.add(row);
      }
      return rows;
    } catch (CsvException e) {
      throw new IOException(e);
    }
  }

  private static List<String> names(Path directory) throws IOException {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
    }
  }
}
