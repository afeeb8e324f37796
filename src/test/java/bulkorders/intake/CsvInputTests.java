package bulkorders.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bulkorders.ledger.Reject;
import bulkorders.ledger.StagedGroup;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvInputTests {

  private static final String HEADER =
      "country_iso,phone_number_type,count_requested,national_destination_code\n";

  private final Path home;

  CsvInputTests(@TempDir Path home) {
    this.home = home;
  }

  @Test
  void rowsAreNumberedAndKnowTheirLines() {
    Intake.Result result =
        Intake.take(home, HEADER + "US,local,5,312\n\n  \n,,,\nCA,local,2,416\nUS,local,1,");
    assertThat(result.groups()).extracting(StagedGroup::row).containsExactly(1L, 2L, 3L);
    assertThat(result.groups()).extracting(StagedGroup::line).containsExactly(2L, 6L, 7L);
    assertThat(result.groups()).extracting(StagedGroup::count).containsExactly(5, 2, 1);
    assertThat(result.blank()).isEqualTo(3);
    assertThat(result.rejects()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", "\r"})
  void aRowOfNothingButQuotedBlanksAndLineEndsIsBlank(String lineEnd) {
    Intake.Result result =
        Intake.take(
            home, HEADER + "\"\",\" \",\"~ ~~\",\"~\"\nUS,local,6,773\n".replace("~", lineEnd));
    assertThat(result.blank()).isOne();
    assertThat(result.rejects()).isEmpty();
    assertThat(result.groups()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {",", ";", "\t"})
  void delimitersAreDetected(String delimiter) {
    Intake.Result result = Intake.take(home, (HEADER + "US,local,5,312\n").replace(",", delimiter));
    assertThat(result.groups()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", "\r"})
  void lineEndsOfEverySystemAreUnderstood(String lineEnd) {
    Intake.Result result =
        Intake.take(home, (HEADER + "US,local,5,312\n\nUS,local,6,773\n").replace("\n", lineEnd));
    assertThat(result.groups()).extracting(StagedGroup::line).containsExactly(2L, 4L);
  }

  @Test
  void byteOrderMarkAndDelimiterLineAreUnderstood() {
    StoredInput input =
        Intake.store(
            home,
            "excel.csv",
            "\ufeffsep=;\r\nCount Requested;COUNTRY-ISO;PhoneNumberType;x_note\r\n5;us;Local;# hi\r\n"
                .getBytes(StandardCharsets.UTF_8));
    assertThat(InputFormats.detect(input, InputReading.PLAIN))
        .isEqualTo(new InputFormat.Csv(';', true, StandardCharsets.UTF_8));
    Intake.Result result = Intake.take(input);
    assertThat(result.groups()).hasSize(1);
    assertThat(result.groups().get(0).line()).isEqualTo(3);
    assertThat(result.columns())
        .containsExactly("Count Requested", "COUNTRY-ISO", "PhoneNumberType", "x_note");
    assertThat(result.rows().get(0).cells()).containsExactly("5", "us", "Local", "# hi");
  }

  @Test
  void quotedValuesMayContainDelimitersQuotesAndLineEnds() {
    Intake.Result result =
        Intake.take(
            home,
            "country_iso,phone_number_type,count_requested,locality,x_note\n"
                + "US,local,5,\"St. Paul, MN\",\"a \"\"b\"\"\r\nc\"\n"
                + "US,local,6,Reno,5\" pipe\n");
    assertThat(result.rejects()).isEmpty();
    assertThat(result.groups().get(0).criteria().locality()).isEqualTo("St. Paul, MN");
    assertThat(result.rows().get(0).cells().get(4)).isEqualTo("a \"b\"\r\nc");
    assertThat(result.groups().get(1).line()).isEqualTo(4);
    assertThat(result.rows().get(1).cells().get(4)).isEqualTo("5\" pipe");
  }

  @Test
  void rowThatBeginsWithHashIsData() {
    Intake.Result result =
        Intake.take(
            home, "request_id,country_iso,phone_number_type,count_requested\n#7,US,local,5\n");
    assertThat(result.groups()).extracting(StagedGroup::requestId).containsExactly("#7");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "US,\"local,5,312",
        "\"US,local,5,312",
        "US,local,5,\"312\"x",
        "US,local,5,\"312\" ",
        "US,local,5,\"3\"1\"2"
      })
  void damagedQuotesCostOneRow(String damaged) {
    Intake.Result result =
        Intake.take(
            home,
            HEADER
                + "US,local,1,212\n"
                + damaged
                + "\nUS,local,2,213\nUS,\"local\",3,214\nUS,local,4,\"215\"\n");
    assertThat(result.rejects()).extracting(Reject::line).containsExactly(3L);
    assertThat(result.rejects().get(0).raw()).asString(StandardCharsets.UTF_8).isEqualTo(damaged);
    assertThat(result.groups()).extracting(StagedGroup::line).containsExactly(2L, 4L, 5L, 6L);
    assertThat(result.groups()).extracting(StagedGroup::row).containsExactly(1L, 3L, 4L, 5L);
  }

  @Test
  void quotedValueEndsAfterHundredLines() {
    String note = "x\n".repeat(99) + "y";
    String header = "country_iso,phone_number_type,count_requested,x_note\n";
    assertThat(Intake.take(home, header + "US,local,5,\"" + note + "\"\n").groups()).hasSize(1);

    Intake.Result result =
        Intake.take(home, header + "US,local,5,\"\n" + note + "\"\nUS,local,6,\n");
    assertThat(result.groups()).extracting(StagedGroup::count).containsExactly(6);
    // The damaged line, the lines of the note and its last, which is no row either.
    assertThat(result.rejects()).hasSize(101);
  }

  @Test
  void overlongLineCostsOneRow() {
    Intake.Result result =
        Intake.take(
            home, HEADER + "US,local,1,212\n" + "z".repeat(300_000) + "\r\nUS,local,2,213\n");
    assertThat(result.groups()).extracting(StagedGroup::line).containsExactly(2L, 4L);
    assertThat(result.rejects()).hasSize(1);
    assertThat(result.rejects().get(0).raw()).hasSize(RecordCutter.KEPT_OF_TOO_LONG);
    assertThat(result.faults().get(0)).contains("64 KiB");
  }

  @Test
  void recordOfExactlyTheLimitIsTaken() {
    String start = "US,local,1,";
    String header = "country_iso,phone_number_type,count_requested,x_note\n";
    String fitting = start + "z".repeat(CsvRows.MAX_RECORD - start.length());
    Intake.Result result = Intake.take(home, header + fitting + "\r\n" + fitting + "z\r\n");
    assertThat(result.groups()).hasSize(1);
    assertThat(result.rejects()).hasSize(1);
  }

  @Test
  void nulAndInvalidUtf8CostOneRow() throws IOException {
    java.io.ByteArrayOutputStream bytes = new java.io.ByteArrayOutputStream();
    bytes.writeBytes((HEADER + "US,local,1,21\0\nUS,local,2,").getBytes(StandardCharsets.UTF_8));
    bytes.write(0xfc);
    bytes.writeBytes("\nUS,local,3,213\n".getBytes(StandardCharsets.UTF_8));
    Intake.Result result = Intake.take(home, "a.csv", bytes.toByteArray());
    assertThat(result.groups()).extracting(StagedGroup::count).containsExactly(3);
    assertThat(result.rejects()).extracting(Reject::line).containsExactly(2L, 3L);
    assertThat(result.faults().get(0)).contains("NUL");
    assertThat(result.faults().get(1)).contains("UTF-8");
  }

  @Test
  void rowNeedsACellForEachColumn() {
    Intake.Result result =
        Intake.take(
            home, HEADER + "US,local,1\nUS,local,1,000,312\nUS,local,2,312,,\nUS,local,3,\n");
    assertThat(result.rejects()).extracting(Reject::line).containsExactly(2L, 3L);
    assertThat(result.rejects()).extracting(Reject::count).containsExactly(0L, 0L);
    assertThat(result.faults().get(1)).contains("5 cells", "4 columns", "quotes");
    assertThat(result.groups()).extracting(StagedGroup::count).containsExactly(2, 3);
  }

  @Test
  void ourOwnFilesCanBeFedBack() {
    Intake.Result result =
        Intake.take(
            home,
            "run,line,error,country_iso,phone_number_type,count_requested,customer_reference\n"
                + "4,17,wrong,US,local,5,'=A1\n4,18,wrong,US,local,5,'-x\n4,19,,US,local,5,'x\n");
    assertThat(result.groups())
        .extracting(group -> group.settings().customerReference())
        .containsExactly("=A1", "-x", "'x");
  }

  @Test
  void headerAloneHasNoRows() {
    Intake.Result result = Intake.take(home, HEADER);
    assertThat(result.rows()).isEmpty();
    assertThat(result.columns()).hasSize(4);
  }

  @Test
  void aFirstLineThatIsNoHeaderIsToldInOneReadableLine() {
    assertThatThrownBy(() -> Intake.take(home, "x_note,name,street,town,phone\na,b,c,d,e\n"))
        .isInstanceOf(UnreadableInputException.class)
        .hasMessageContaining("'name' is none")
        .hasMessageContaining("country_iso, phone_number_type, count_requested are required")
        .hasMessageContaining("README.md")
        .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(250));
  }

  @Test
  void unknownColumnIsAnErrorWithASuggestion() {
    assertThatThrownBy(
            () -> Intake.take(home, "contry_iso,phone_number_type,count_requested\nUS,local,5\n"))
        .isInstanceOf(UnreadableInputException.class)
        .hasMessageContaining("unknown column 'contry_iso'")
        .hasMessageContaining("did you mean country_iso?")
        .hasMessageContaining("missing column country_iso");
  }

  @Test
  void doubledAndNamelessColumnsAreErrors() {
    assertThatThrownBy(
            () -> Intake.take(home, "country_iso,Country ISO,,phone_number_type,count_requested\n"))
        .isInstanceOf(UnreadableInputException.class)
        .hasMessageContaining("columns 'country_iso' and 'Country ISO' are both country_iso")
        .hasMessageContaining("column 3 has no name");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n\n", "\ufeff", " \r\n"})
  void emptyInputIsUnreadable(String text) {
    assertThatThrownBy(() -> Intake.take(home, text))
        .isInstanceOf(UnreadableInputException.class)
        .hasMessageContaining("is empty");
  }
}
