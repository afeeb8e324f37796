package bulkorders.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/**
 * Numbers that wait for papers, from the order to the day when all of them are in service: at the
 * sandbox, which reviews papers, rejects them, and cancels at the deadline.
 */
class PapersTests {

  private static final String HEADER =
      "request_id,country_iso,phone_number_type,count_requested,national_destination_code,x_team\n";

  private static final String THREE_KINDS =
      HEADER + "de,DE,local,4,30,berlin\nfr,FR,local,2,1,paris\nmob,DE,mobile,1,,field\n";

  private static final String ADDRESS =
      "first_name=Ada; last_name=Lovelace; business_name=; street_address=Linden 1; locality=%s;"
          + " country_code=%s";

  @RegisterExtension private final Rehearsal rehearsal = new Rehearsal();

  @BeforeEach
  void people() throws IOException {
    rehearsal.rules("{'review':'manual'}");
    Files.writeString(rehearsal.directory().resolve("proof.pdf"), "a bill");
  }

  private Result requirements(Object... arguments) {
    return start(arguments).await();
  }

  private Program.Child start(Object... arguments) {
    return rehearsal.start(
        Stream.concat(
                Stream.of("requirements"),
                Stream.concat(
                    Stream.of(arguments), Stream.of("--bulk-orders.submission.settle-time=500ms")))
            .toArray());
  }

  private Result order(String content, Object... more) {
    return rehearsal.order(rehearsal.write("abroad.csv", content), more);
  }

  private List<Map<String, String>> list() {
    Path file = rehearsal.directory().resolve("papers.csv");
    requirements("list", "--output", file).hasStatus(0);
    return Sheets.read(file);
  }

  private Path file(List<Map<String, String>> rows) {
    return Sheets.write(rehearsal.directory().resolve("filled.csv"), rows);
  }

  private static String value(Map<String, String> row) {
    return switch (row.get("name")) {
      case "Contact name" -> "Ada Lovelace";
      case "SIRET number" -> "73282932000074";
      case "Date of birth" -> "1815-12-10";
      default ->
          row.get("field_type").equals("document")
              ? "proof.pdf"
              : row.get("country_iso").equals("DE")
                  ? ADDRESS.formatted("Berlin", "DE")
                  : ADDRESS.formatted("Paris", "FR");
    };
  }

  /**
   * All that is asked for: a line for the name of whoever is asked for one, another name for one
   * number of Berlin, and a comment for the numbers of Paris.
   */
  private Path filledIn() {
    List<Map<String, String>> rows = list();
    assertThat(rows).hasSize(4 + 3 + 4).allMatch(row -> row.get("status").equals("missing"));
    List<Map<String, String>> filled =
        rows.stream()
            .filter(row -> !row.get("name").equals("Contact name"))
            .collect(Collectors.toCollection(java.util.ArrayList::new));
    filled.forEach(row -> row.put("value", value(row)));
    filled.stream()
        .filter(row -> row.get("name").equals("SIRET number"))
        .forEach(row -> row.put("comment", "Is the bill of a telephone company good enough?"));
    Map<String, String> general = row(rows, "Contact name");
    List.of("country_iso", "phone_number_type", "status")
        .forEach(column -> general.put(column, ""));
    general.put("value", "Ada Lovelace");
    filled.add(general);
    Map<String, String> specific = row(rows, "Contact name");
    specific.put("phone_number", inBerlin());
    specific.put("value", "Konrad Zuse");
    filled.add(specific);
    return file(filled);
  }

  private static Map<String, String> row(List<Map<String, String>> rows, String name) {
    return new LinkedHashMap<>(
        rows.stream().filter(row -> row.get("name").equals(name)).findFirst().orElseThrow());
  }

  private String inBerlin() {
    return rehearsal
        .ledger()
        .texts("select min(phone_number) from phone_number where phone_number like '+4930%'")
        .get(0);
  }

  /** The provider's ids of the parts, by country and type. */
  private Map<String, String> parts() {
    return rehearsal.listed("/sub_number_orders").stream()
        .collect(
            Collectors.toMap(
                part ->
                    part.required("country_code").asString()
                        + " "
                        + part.required("phone_number_type").asString(),
                part -> part.required("id").asString()));
  }

  private int reviewed(String part, String decision) {
    return rehearsal
        .review("{'sub_number_order_id':'%s','decision':%s}".formatted(parts().get(part), decision))
        .required("reviewed")
        .asInt();
  }

  /** Expects that everything is with the provider's people, and was made once. */
  private void allIsInReview() {
    for (JsonNode part :
        rehearsal.listed("/sub_number_orders?filter%5Binclude_phone_numbers%5D=true")) {
      for (JsonNode number : part.required("phone_numbers")) {
        assertThat(number.required("requirements_status").asString())
            .isEqualTo("requirement-info-under-review");
        boolean isZuse = number.required("phone_number").asString().equals(inBerlin());
        assertThat(number.required("regulatory_requirements").valueStream())
            .filteredOn(asked -> asked.required("field_value").asString().matches("[A-Z][a-z]+ .*"))
            .allMatch(
                asked ->
                    asked
                        .required("field_value")
                        .asString()
                        .equals(isZuse ? "Konrad Zuse" : "Ada Lovelace"));
      }
    }
    assertThat(rehearsal.listed("/documents")).hasSize(1);
    assertThat(rehearsal.listed("/addresses")).hasSize(2);
    assertThat(rehearsal.listed("/comments")).hasSize(1);
  }

  @Test
  void a_list_is_filled_in_rejected_corrected_and_everything_comes_into_service() {
    Result ordered = order(THREE_KINDS).hasStatus(6);
    assertThat(ordered.json().required("status").asString()).isEqualTo("WAITING");
    assertThat(ordered.json().required("deadlines")).hasSize(2);

    Path first = filledIn();
    JsonNode told = requirements(first, "--format", "json").hasStatus(0).json();
    assertThat(told.required("values_given").asInt()).isEqualTo(4 * 4 + 2 * 3 + 4);
    assertThat(told.required("documents").asInt()).isOne();
    assertThat(told.required("addresses").asInt()).isEqualTo(2);
    assertThat(told.required("comments").asInt()).isOne();
    allIsInReview();
    assertThat(list()).isEmpty();

    assertThat(reviewed("FR local", "'approve'")).isEqualTo(2);
    assertThat(reviewed("DE mobile", "'approve'")).isOne();
    String proof =
        Sheets.read(first).stream()
            .filter(row -> row.get("name").equals("Proof of address"))
            .findFirst()
            .orElseThrow()
            .get("requirement_id");
    assertThat(
            reviewed(
                "DE local",
                "'reject','requirement_id':'%s','comment':'Too old; three months, please'"
                    .formatted(proof)))
        .isEqualTo(4);
    rehearsal.run("track", "--once").hasStatus(6);

    List<Map<String, String>> again = list();
    assertThat(again).hasSize(1);
    assertThat(again.get(0))
        .containsEntry("status", "rejected")
        .containsEntry("numbers", "4")
        .containsEntry("requirement_id", proof)
        .containsEntry("provider_comments", "Too old; three months, please")
        .containsEntry("request_ids", "de")
        .containsEntry("x_team", "berlin");
    assertThat(requirements(first).hasStatus(3).err())
        .contains("requirement_id", "is approved already for all these numbers")
        .doesNotContain("Lovelace", "proof.pdf");
    rehearsal.write("newer.pdf", "a newer bill");
    again.get(0).put("value", "newer.pdf");
    requirements(file(again)).hasStatus(0);
    assertThat(list()).isEmpty();
    assertThat(reviewed("DE local", "'approve'")).isEqualTo(4);
    rehearsal.run("track").hasStatus(0);

    JsonNode summary = order(THREE_KINDS).hasStatus(0).json();
    assertThat(summary.required("numbers").required("in_service").asInt()).isEqualTo(7);
    assertThat(Rehearsal.reportRows(summary, "numbers.csv"))
        .hasSize(7)
        .allMatch(row -> row.contains(",success,approved,,"));
    assertThat(rehearsal.listed("/documents")).hasSize(2);
    rehearsal.boughtExactly(7);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "drop_before_commit",
        "drop_after_commit",
        "status_503_after_commit",
        "malformed_body"
      })
  void a_lost_answer_makes_nothing_twice_and_loses_nothing(String fault) {
    order(THREE_KINDS).hasStatus(6);
    Path file = filledIn();
    rehearsal.fault(
        Stream.of("upload", "create_address", "comment", "update")
            .map(
                operation ->
                    "{'operation':'%s','fault':'%s','times':1}".formatted(operation, fault))
            .collect(Collectors.joining(",", "[", "]")));

    requirements(file).hasStatus(0);

    allIsInReview();
  }

  /** A group of papers that somebody put together at the provider: not reviewed yet. */
  private String requirementGroup(List<Map<String, String>> asked) {
    String address =
        rehearsal
            .make(
                "/addresses",
                "{'first_name':'A','last_name':'B','business_name':'','street_address':'C"
                    + " 1','locality':'Berlin','country_code':'DE'}")
            .required("data")
            .required("id")
            .asString();
    String document =
        rehearsal
            .make("/documents", "{'file':'YQ==','filename':'a.pdf'}")
            .required("data")
            .required("id")
            .asString();
    String values =
        asked.stream()
            .map(
                row ->
                    "{'requirement_id':'%s','field_value':'%s'}"
                        .formatted(
                            row.get("requirement_id"),
                            switch (row.get("field_type")) {
                              case "address" -> address;
                              case "document" -> document;
                              default -> "Grace Hopper";
                            }))
            .collect(Collectors.joining(",", "[", "]"));
    return rehearsal
        .make(
            "/requirement_groups",
            "{'country_code':'DE','phone_number_type':'local','action':'ordering','regulatory_requirements':%s}"
                .formatted(values))
        .required("id")
        .asString();
  }

  /** Values for three numbers of Berlin, and a requirement group for the first of them. */
  private Path filledInWithGroup() {
    List<Map<String, String>> rows = list();
    assertThat(rows).hasSize(4).allMatch(row -> row.get("numbers").equals("3"));
    Map<String, String> grouped = row(rows, "Contact name");
    grouped.put("requirement_id", "");
    grouped.put("phone_number", inBerlin());
    grouped.put("requirement_group_id", requirementGroup(rows));
    rows.forEach(row -> row.put("value", value(row)));
    rows.get(0).put("comment", "Thank you");
    rows.add(grouped);
    return file(rows);
  }

  private void allIsGivenOnce() {
    JsonNode part =
        rehearsal.listed("/sub_number_orders?filter%5Binclude_phone_numbers%5D=true").get(0);
    for (JsonNode number : part.required("phone_numbers")) {
      assertThat(number.required("requirements_status").asString())
          .isEqualTo("requirement-info-under-review");
      assertThat(number.required("regulatory_requirements").valueStream())
          .extracting(asked -> asked.required("field_value").asString())
          .contains(
              number.required("phone_number").asString().equals(inBerlin())
                  ? "Grace Hopper"
                  : "Ada Lovelace");
    }
    for (String made : List.of("/documents", "/addresses")) {
      assertThat(rehearsal.listed(made))
          .filteredOn(one -> one.path("customer_reference").asString("").startsWith("bo-paper."))
          .as(made)
          .hasSize(1);
    }
    assertThat(rehearsal.listed("/comments"))
        .extracting(comment -> comment.required("body").asString())
        .containsExactly("Thank you");
  }

  @Test
  void killed_again_and_again_the_same_command_comes_to_the_same_end() {
    order(HEADER + "de,DE,local,3,30,berlin\n").hasStatus(6);
    Path file = filledInWithGroup();
    String first = inBerlin();
    Map<String, String> moments = new LinkedHashMap<>();
    moments.put(
        "new.outcome = 'GIVEN' and new.phone_number = '" + first + "'", "asked_requirement");
    moments.put("new.kind = 'DOCUMENT' and new.state = 'MAKING'", "paper");
    moments.put("new.kind = 'DOCUMENT' and new.state = 'MADE'", "paper");
    moments.put("new.kind = 'ADDRESS' and new.state = 'MADE'", "paper");
    moments.put(
        "new.outcome = 'GIVEN' and new.phone_number <> '" + first + "'", "asked_requirement");
    moments.put("new.state = 'MAKING'", "filling_comment");
    moments.put("new.state = 'MADE'", "filling_comment");
    moments.forEach(
        (condition, table) -> {
          try (HeldMoment moment =
              HeldMoment.beforeUpdate(rehearsal.ledger(), rehearsal.database(), table, condition)) {
            Program.Child child = start(file);
            moment.awaitReached(child);
            child.kill();
            moment.forget();
          }
        });
    Result todo = rehearsal.run("todo").hasStatus(3);
    assertThat(todo.out())
        .contains("all runs  filling   filling 1, filled.csv, did not come to its end: bulk-orders")
        .contains("bulk-orders requirements " + file);
    assertThat(rehearsal.ledger().texts("select state from filling_comment"))
        .containsExactly("MAKING");

    requirements(file).hasStatus(0);

    allIsGivenOnce();
    assertThat(rehearsal.run("todo").hasStatus(3).out()).doesNotContain("filling");
  }

  @ParameterizedTest
  @ValueSource(strings = {"drop_before_commit", "drop_after_commit"})
  void a_requirement_group_whose_answer_is_lost_is_attached(String fault) {
    order(HEADER + "de,DE,local,3,30,berlin\n").hasStatus(6);
    Path file = filledInWithGroup();
    rehearsal.fault("[{'operation':'attach','fault':'%s','times':1}]".formatted(fault));

    requirements(file).hasStatus(0);

    allIsGivenOnce();
    assertThat(rehearsal.requests("attach")).isEqualTo(2);
  }

  @Test
  void what_is_not_in_at_the_deadline_is_cancelled_and_the_report_says_why() {
    rehearsal.rules("{'deadline_seconds':3600}");
    String rows = HEADER + "de,DE,local,2,30,berlin\nnl,NL,local,2,20,amsterdam\n";
    JsonNode waiting = order(rows).hasStatus(6).json();
    JsonNode deadline = waiting.required("deadlines").get(0);
    assertThat(deadline.required("country_iso").asString()).isEqualTo("DE");
    assertThat(deadline.required("numbers").asInt()).isEqualTo(2);
    assertThat(rehearsal.run("runs", 1).hasStatus(0).out()).contains("DEADLINE   DE ");
    assertThat(rehearsal.run("track", "--once").hasStatus(3).out()).contains("DEADLINE");
    assertThat(
            rehearsal.run("track", "--once", "--bulk-orders.tracking.deadline-warning=10m").out())
        .doesNotContain("DEADLINE");
    assertThat(rehearsal.run("todo").hasStatus(3).out())
        .contains("papers of 2 numbers in DE are due at", "or they are cancelled");
    assertThat(metric())
        .contains("bulk_orders_requirement_deadline_timestamp_seconds{account=\"telnyx\"}");

    rehearsal.rules("{'deadline_seconds':12}");
    assertThat(reviewed("DE local", "'extend'")).isEqualTo(2);
    rehearsal.run("track");

    JsonNode summary = order(rows).hasStatus(3).json();
    assertThat(summary.required("numbers").required("cancelled").asInt()).isEqualTo(2);
    assertThat(summary.required("numbers").required("in_service").asInt()).isEqualTo(2);
    assertThat(summary.required("deadlines")).isEmpty();
    assertThat(Rehearsal.reportRows(summary, "results.csv"))
        .anyMatch(
            row ->
                row.matches(
                    "de,.*,cancelled,0,0,0,\"?cancelled by the provider"
                        + "(: papers were not in by 20[^,]*Z|, though nobody here asked for it\")"))
        .anyMatch(row -> row.matches("nl,.*,ordered,2,2,0,"));
    assertThat(metric()).doesNotContain("account=");

    assertThat(summary.required("numbers").required("shortfall").asInt()).isZero();
    assertThat(rehearsal.run("todo").hasStatus(3).out())
        .contains("shortfall abroad.csv: 2 numbers were cancelled by the provider (order ")
        .contains("shortfall.csv again, or leave them): bulk-orders todo --done 1");
    Path again = Path.of(summary.required("report_dir").asString()).resolve("shortfall.csv");
    rehearsal.rules("{'deadline_seconds':3600}");
    JsonNode second = rehearsal.order(again).hasStatus(6).json();
    assertThat(second.required("numbers").required("requested").asInt()).isEqualTo(2);
    assertThat(second.required("deadlines").get(0).required("numbers").asInt()).isEqualTo(2);

    rehearsal.run("todo", "--done", 1).hasStatus(0);
    assertThat(rehearsal.run("todo").hasStatus(3).out()).contains("run 2").doesNotContain("run 1");
  }

  private String metric() {
    try {
      return Files.readString(rehearsal.home().resolve("metrics/requirement_deadlines.prom"));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void two_accounts_are_filled_from_one_file_and_what_is_wrong_costs_its_line() {
    Map<String, String> environment = rehearsal.environment();
    environment.put("BULK_ORDERS_ACCOUNTS_EAST_APIKEY", "east:KEY");
    environment.put("BULK_ORDERS_ACCOUNTS_EAST_BASE_URL", rehearsal.baseUrl().toString());
    Path input =
        rehearsal.write(
            "both.csv",
            "account,country_iso,phone_number_type,count_requested,national_destination_code\n"
                + "telnyx,FR,local,2,1\neast,FR,local,3,1\n");
    // Three reservations that time out stop the run, and a slow machine needs more than 3 x 2 s.
    rehearsal
        .startWith(
            environment,
            "order",
            input,
            "--yes",
            "--bulk-orders.submission.request-timeout=10s",
            "--bulk-orders.submission.settle-time=20s")
        .await()
        .hasStatus(6);
    Path file = rehearsal.directory().resolve("papers.csv");
    rehearsal.startWith(environment, "requirements", "list", "--output", file).await().hasStatus(0);
    List<Map<String, String>> rows = Sheets.read(file);
    assertThat(rows).hasSize(6).extracting(row -> row.get("account")).contains("telnyx", "east");

    List<Map<String, String>> filled =
        rows.stream().filter(row -> row.get("account").equals("east")).toList();
    filled.forEach(row -> row.put("account", ""));
    filled.forEach(row -> row.put("value", value(row)));
    List<Map<String, String>> wrong = new java.util.ArrayList<>(filled);
    wrong.add(changed(filled.get(0), "requirement_id", "11111111-2222-4333-8444-555555555555"));
    wrong.add(changed(filled.get(0), "order", "7:7"));
    Map<String, String> document = row(wrong, "Proof of address");
    wrong.remove(document);
    wrong.add(changed(document, "value", "nowhere.pdf"));
    wrong.add(
        changed(
            changed(document, "value", "00000000-0000-4000-8000-000000000000"), "account", "east"));
    Result refused = rehearsal.startWith(environment, "requirements", file(wrong)).await();
    assertThat(refused.hasStatus(3).err().lines())
        .hasSize(4)
        .anyMatch(line -> line.contains("names a requirement that no waiting number has"))
        .anyMatch(line -> line.contains("is for no number that waits for papers"))
        .anyMatch(line -> line.contains("names a document that cannot be read"))
        .anyMatch(line -> line.contains("Telnyx refused (422 10017"));

    rehearsal.startWith(environment, "requirements", file(filled)).await().hasStatus(0);
    assertThat(rehearsal.requests("upload")).as("once for each account").isEqualTo(2);
    assertThat(rehearsal.requests("create_address")).isEqualTo(2);
    assertThat(
            rehearsal
                .startWith(environment, "requirements", "list", "--format", "text")
                .await()
                .hasStatus(0)
                .out())
        .contains("nothing waits for you");
  }

  private static Map<String, String> changed(Map<String, String> row, String column, String value) {
    Map<String, String> other = new LinkedHashMap<>(row);
    other.put(column, value);
    return other;
  }
}
