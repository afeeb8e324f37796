package bulkorders.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bulkorders.ledger.Reject;
import bulkorders.ledger.StagedGroup;
import bulkorders.provider.GroupCriteria;
import bulkorders.provider.OrderSettings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.batch.infrastructure.item.ExecutionContext;

class JsonInputTests {

  private static final String FLAT =
      "{\"country_iso\":\"US\",\"phone_number_type\":\"local\",\"count_requested\":%d}";

  private final Path home;

  JsonInputTests(@TempDir Path home) {
    this.home = home;
  }

  private static String flat(int count) {
    return FLAT.formatted(count);
  }

  @Test
  void formatsAreDetected() {
    assertThat(format("a.json", " [ ]"))
        .isEqualTo(new InputFormat.JsonArray(StandardCharsets.UTF_8));
    assertThat(format("a.json", flat(1)))
        .isEqualTo(new InputFormat.JsonObject(StandardCharsets.UTF_8));
    assertThat(format("a.json", "{\n\"a\": {}\n}\n"))
        .isEqualTo(new InputFormat.JsonObject(StandardCharsets.UTF_8));
    assertThat(format("a.json", "{\"ordering_groups\":[\n{}\n]}"))
        .isEqualTo(new InputFormat.JsonObject(StandardCharsets.UTF_8));
    assertThat(format("a.json", flat(1) + "\n" + flat(2)))
        .isEqualTo(new InputFormat.JsonLines(StandardCharsets.UTF_8));
    assertThat(format("a.json", flat(1) + "\noops"))
        .isEqualTo(new InputFormat.JsonLines(StandardCharsets.UTF_8));
    assertThat(format("a.json", "{\"a\":1,}\n" + flat(2)))
        .isEqualTo(new InputFormat.JsonLines(StandardCharsets.UTF_8));
    assertThat(format("a.ndjson.gz", flat(1)))
        .isEqualTo(new InputFormat.JsonLines(StandardCharsets.UTF_8));
  }

  private InputFormat format(String name, String text) {
    return InputFormats.detect(
        Intake.store(home, name, text.getBytes(StandardCharsets.UTF_8)), InputReading.PLAIN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"[%s,%s\n,\n %s]", "%s\n%s\n\n%s\n", "\ufeff[%s,%s\n,\n %s]\n"})
  void flatObjectsAreRows(String form) {
    Intake.Result result = Intake.take(home, form.formatted(flat(1), flat(2), flat(3)));
    assertThat(result.rejects()).isEmpty();
    assertThat(result.groups()).extracting(StagedGroup::count).containsExactly(1, 2, 3);
    assertThat(result.groups()).extracting(StagedGroup::row).containsExactly(1L, 2L, 3L);
    assertThat(result.rows().get(2).raw()).asString(StandardCharsets.UTF_8).isEqualTo(flat(3));
    assertThat(result.rows().get(2).cells()).contains("US", "local", "3");
  }

  @Test
  void linesAreCountedInArrays() {
    Intake.Result result =
        Intake.take(home, "[\n" + flat(1) + ",\r\n\r\n" + flat(2) + ",7,\n" + flat(3) + "\n]");
    assertThat(result.groups()).extracting(StagedGroup::line).containsExactly(2L, 4L, 5L);
    assertThat(result.rejects()).extracting(Reject::line).containsExactly(4L);
    assertThat(result.faults()).singleElement().asString().contains("expected a JSON object");
  }

  @Test
  void providersOwnBodyIsUnderstood() {
    Intake.Result result =
        Intake.take(
            home,
            """
            {"ordering_groups":[
              {"country_iso":"US","count_requested":"50","phone_number_type":"local",
               "national_destination_code":"312","features":["voice","sms"],"strategy":"always",
               "phone_number":{"starts_with":"555"},"exclude_held_numbers":true},
              {"country_iso":"CA","count_requested":3,"phone_number_type":"local",
               "quickship":null,"locality":"Montréal"}],
             "connection_id":"346789098765567",
             "billing_group_id":"86f58db9-0fe3-4adc-9d1f-46e66e6e9323",
             "customer_reference":"batch-7/line-12", "request_id":"r1"}
            """);
    assertThat(result.rejects()).isEmpty();
    assertThat(result.groups()).extracting(StagedGroup::line).containsExactly(2L, 5L);
    StagedGroup first = result.groups().get(0);
    assertThat(first.requestId()).isEqualTo("r1");
    assertThat(first.criteria())
        .isEqualTo(
            new GroupCriteria(
                "US",
                "local",
                "312",
                null,
                null,
                List.of("sms", "voice"),
                "555",
                null,
                null,
                null,
                true,
                "always"));
    assertThat(first.settings())
        .isEqualTo(
            new OrderSettings(
                "346789098765567",
                null,
                "86f58db9-0fe3-4adc-9d1f-46e66e6e9323",
                "batch-7/line-12"));
    assertThat(result.groups().get(1).orderKey()).isEqualTo(first.orderKey());
    assertThat(result.groups().get(1).criteria().locality()).isEqualTo("Montréal");
  }

  @Test
  void rawOfAGroupIsARequestThatCanBeFedBack() {
    Intake.Result result =
        Intake.take(
            home,
            "{\"request_id\":\"a\",\"ordering_groups\":["
                + flat(1)
                + ",{\"country_iso\":\"FR\"}],\"connection_id\":\"12\"}");
    assertThat(result.rejects().get(0).raw())
        .asString(StandardCharsets.UTF_8)
        .isEqualTo(
            "{\"request_id\":\"a\",\"ordering_groups\":[{\"country_iso\":\"FR\"}],\"connection_id\":\"12\"}");
    assertThat(result.rejects().get(0).requestId()).isEqualTo("a");
  }

  @Test
  void malformedLinesCostThemselves() {
    Intake.Result result =
        Intake.take(
            home,
            flat(1)
                + "\n{\"country_iso\":\n"
                + flat(2)
                + "\n[]\n"
                + flat(3)
                + " x\n"
                + "{\"ordering_groups\":[{}\n"
                + flat(4)
                + "\n{\"count_requested\":1,\"count_requested\":2}\n");
    assertThat(result.groups()).extracting(StagedGroup::count).containsExactly(1, 2, 4);
    assertThat(result.rejects()).extracting(Reject::line).containsExactly(2L, 4L, 5L, 6L, 8L);
  }

  @Test
  void syntaxErrorInAnArrayMakesTheFileUnreadable() {
    assertThatThrownBy(() -> Intake.take(home, "[" + flat(1) + ",\n {\"a\" 1}]"))
        .isInstanceOf(UnreadableInputException.class)
        .hasMessageContaining("line 2, column 7")
        .hasMessageNotContaining("\n");
    assertThatThrownBy(() -> Intake.take(home, "[" + flat(1) + ",\n" + flat(2)))
        .isInstanceOf(UnreadableInputException.class);
    assertThatThrownBy(() -> Intake.take(home, "[" + flat(1) + "]\n[]"))
        .isInstanceOf(UnreadableInputException.class)
        .hasMessageContaining("line 2");
    assertThatThrownBy(() -> Intake.take(home, "{\n\"a\":1\n"))
        .isInstanceOf(UnreadableInputException.class);
  }

  @Test
  void syntaxErrorIsToldInPlainWords() {
    assertThatThrownBy(() -> Intake.take(home, "[" + flat(1) + ",\n {\"a\": 1]}"))
        .isInstanceOf(UnreadableInputException.class)
        .hasMessageContaining("line 2, column")
        .hasMessageContaining("unexpected close marker ']': expected '}'; correct the file")
        .hasMessageNotContainingAny("Source", "REDACTED", "StreamRead");
  }

  @Test
  void syntaxErrorHasTheColumnOfItsLineOrNone() {
    StoredInput input =
        Intake.store(
            home, "input", ("[" + flat(1) + ", {\"a\" 1}]").getBytes(StandardCharsets.UTF_8));
    InputFormat format = InputFormats.detect(input, InputReading.PLAIN);
    ExecutionContext context = new ExecutionContext();
    InputReader first = new InputReader(input, format, OwnColumns.NONE);
    first.open(context);
    first.read();
    first.update(context);
    int column = flat(1).length() + 9;
    assertThatThrownBy(first::read).hasMessageContaining("line 1, column %d:".formatted(column));
    first.close();
    InputReader again = new InputReader(input, format, OwnColumns.NONE);
    assertThatThrownBy(
            () -> {
              again.open(context);
              again.read();
            })
        .isInstanceOf(UnreadableInputException.class)
        .hasMessageContaining("line 1: malformed JSON");
    again.close();
  }

  @Test
  void membersInTheWrongPlaceAreFaults() {
    Intake.Result result =
        Intake.take(
            home,
            "{\"country_iso\":\"US\",\"ordering_groups\":[{\"country_iso\":\"US\","
                + "\"phone_number_type\":\"local\",\"count_requested\":4,\"connection_id\":\"1\","
                + "\"phone_number\":{\"begins_with\":\"1\"},\"color\":\"red\",\"x_note\":{}}]}");
    assertThat(result.faults()).hasSize(4);
    assertThat(result.rejects().get(0).count()).isEqualTo(4);
    assertThat(result.faults().get(0)).startsWith("country_iso: belongs into each object");
    assertThat(result.faults().get(1)).startsWith("connection_id: belongs beside");
    assertThat(result.faults().get(3)).startsWith("color: unknown member");
  }

  @Test
  void requestWithoutGroupsIsAReject() {
    assertThat(Intake.take(home, "[{\"ordering_groups\":[]}]").faults().get(0)).contains("empty");
    assertThat(Intake.take(home, "[{\"ordering_groups\":3}]").faults().get(0)).contains("array");
    assertThat(Intake.take(home, "[{\"ordering_groups\":[3,[]]}]").rejects()).hasSize(2);
  }

  @Test
  void numbersThatAreNotWholeAreFaults() {
    Intake.Result result =
        Intake.take(
            home,
            "["
                + flat(5).replace("5", "50.0")
                + ","
                + flat(5).replace("5", "1e3")
                + ","
                + flat(5).replace("5", "true")
                + ","
                + flat(5).replace("5", "{}")
                + "]");
    assertThat(result.groups()).isEmpty();
    assertThat(result.rejects()).hasSize(4);
  }

  @Test
  void invalidUtf8CostsOneRow() {
    String text = flat(1) + "\n{\"x_note\":\"\u00fc\"}\n" + flat(2) + "\n";
    Intake.Result result =
        Intake.take(home, "a.ndjson", text.getBytes(StandardCharsets.ISO_8859_1));
    assertThat(result.groups()).extracting(StagedGroup::count).containsExactly(1, 2);
    assertThat(result.faults()).first().asString().contains("UTF-8");
  }

  @Test
  void overlongObjectsCostOneRow() {
    String big = "{\"x_note\":\"" + "z".repeat(Json.MAX_ROW) + "\"}";
    Intake.Result array = Intake.take(home, "[" + flat(1) + "," + big + "," + flat(2) + "]");
    assertThat(array.groups()).hasSize(2);
    assertThat(array.rejects()).hasSize(1);
    Intake.Result lines = Intake.take(home, flat(1) + "\n" + big + "\n" + flat(2));
    assertThat(lines.groups()).hasSize(2);
    assertThat(lines.rejects().get(0).raw()).hasSize(RecordCutter.KEPT_OF_TOO_LONG);
  }

  @Test
  void objectsOverTheLimitOfElementsCostOneRow() {
    String strings = ("\"" + "z".repeat(1000) + "\",").repeat(Json.MAX_ELEMENT / 1000);
    String big = "{\"x_note\":[" + strings + "1]}";
    Intake.Result array = Intake.take(home, "[" + flat(1) + "," + big + "," + flat(2) + "]");
    assertThat(array.groups()).extracting(StagedGroup::count).containsExactly(1, 2);
    assertThat(array.faults()).singleElement().asString().contains("16 MiB");
    Intake.Result lines = Intake.take(home, flat(1) + "\n" + big + "\n" + flat(2));
    assertThat(lines.groups()).extracting(StagedGroup::count).containsExactly(1, 2);
    assertThat(lines.faults()).singleElement().asString().contains("16 MiB");
  }

  @Test
  void longArraysAreReadWithSeveralParsers() {
    StringBuilder text = new StringBuilder("[");
    for (int i = 1; i <= 25_000; i++) {
      text.append(i == 1 ? "" : ",\n").append(flat(i));
    }
    Intake.Result result = Intake.take(home, text.append("]").toString());
    assertThat(result.rejects()).isEmpty();
    assertThat(result.groups()).hasSize(25_000);
    assertThat(result.groups())
        .allMatch(group -> group.count() == group.row() && group.line() == group.row());
  }
}
