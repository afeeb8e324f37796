package bulkorders.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bulkorders.ledger.StagedGroup;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What spreadsheets make of a file: understood, or refused with what to do. */
class SpreadsheetHabitsTests {

  private static final String HEADER =
      "country_iso;phone_number_type;count_requested;national_destination_code;customer_reference\r\n";

  private final Path home;

  SpreadsheetHabitsTests(@TempDir Path home) {
    this.home = home;
  }

  @Test
  void aFileThatASpreadsheetSavedIsUnderstood() {
    Intake.Result result =
        Intake.take(
            home,
            "\ufeffsep=;\r\n"
                + "Country ISO;Phone-Number Type; COUNT REQUESTED"
                + " ;NationalDestinationCode;\"customer_reference\";;\r\n"
                + "us;Local;\"50\";=\"312\";2026-03-12;;\r\n"
                + ";;;;;;\r\n"
                + "\"\";\"\";\"\";\"\";\" \";;\r\n"
                + "\u00a0US;toll-free;\u00a05 ;800;12-Mar\r\n");
    assertThat(result.faults()).isEmpty();
    assertThat(result.blank()).isEqualTo(2);
    assertThat(result.groups()).extracting(StagedGroup::line).containsExactly(3L, 6L);
    assertThat(result.groups()).extracting(StagedGroup::count).containsExactly(50, 5);
    assertThat(result.groups().get(0).criteria().nationalDestinationCode()).isEqualTo("312");
    assertThat(result.groups())
        .as("a reference may be a date")
        .extracting(group -> group.settings().customerReference())
        .containsExactly("2026-03-12", "12-Mar");
  }

  @Test
  void aDelimiterLineMayBeQuoted() {
    Intake.Result result =
        Intake.take(home, "\"sep=;\"\r\n" + HEADER + "US;local;5;312;a,b,c,d,e,f,g,h\r\n");
    assertThat(result.groups()).extracting(StagedGroup::line).containsExactly(3L);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          3.12555E+11  | has shortened it and lost digits
          3,12555E+11  | has shortened it and lost digits
          1,000        | separators or decimals
          1.000        | separators or decimals
          1 000        | separators or decimals
          50.0         | separators or decimals
          50,00        | separators or decimals
          12-Mar       | has made a date of it; format the column as text and enter it again
          Mar-12       | has made a date of it
          12. März     | has made a date of it
          3/12/2026    | has made a date of it
          12.03.26     | has made a date of it
          2026-03-12 00:00:00 | has made a date of it
          """)
  void valuesThatASpreadsheetChangedAreRefusedAndNotGuessed(String value, String reason) {
    String count = "\"" + value + "\"";
    Intake.Result result =
        Intake.take(home, HEADER + "US;local;%s;;\r\nUS;local;1;%s;\r\n".formatted(count, count));
    assertThat(result.groups()).isEmpty();
    assertThat(result.faults()).hasSize(2);
    assertThat(result.faults())
        .allSatisfy(fault -> assertThat(fault).contains("a spreadsheet").contains(reason));
    assertThat(result.faults().get(0)).contains("expected a whole number");
    assertThat(result.faults().get(1)).contains("expected an area code of three digits");
  }

  @Test
  void windows1252IsRefusedWithTheLineAndUnderstoodWhenSaid() {
    byte[] bytes =
        (HEADER + "US;local;1;312;a\r\nUS;local;2;312;Müller – „Süd“\r\n")
            .getBytes(Charset.forName("windows-1252"));
    StoredInput input = Intake.store(home, "ansi.csv", bytes);

    Intake.Result refused = Intake.take(input);
    assertThat(refused.rejects())
        .singleElement()
        .satisfies(reject -> assertThat(reject.line()).isEqualTo(3));
    assertThat(refused.faults().get(0))
        .contains("not UTF-8", "save the file as \"CSV UTF-8\"", "--encoding windows-1252");

    InputReading reading = InputReading.of("Windows-1252", "", "");
    Intake.Result understood = Intake.take(input, reading);
    assertThat(understood.rejects()).isEmpty();
    assertThat(understood.groups().get(1).settings().customerReference())
        .isEqualTo("Müller – „Süd“");
    assertThat(InputFormats.detect(input, reading).encode())
        .isEqualTo("csv semicolon in windows-1252");
  }

  @Test
  void aHeaderThatIsNotUtf8IsRefused() {
    byte[] bytes = HEADER.replace("\r", ";x_größe\r").getBytes(StandardCharsets.ISO_8859_1);
    assertThatThrownBy(() -> Intake.take(home, "n.csv", bytes))
        .isInstanceOf(UnreadableInputException.class)
        .hasMessageContaining("n.csv: line 1")
        .hasMessageContaining("not UTF-8")
        .hasMessageContaining("--encoding windows-1252");
  }

  @Test
  void whatAnEarlierConversionLostIsNotOrderedWith() {
    Intake.Result result = Intake.take(home, HEADER + "US;local;1;312;M\ufffdller\r\n");
    assertThat(result.faults()).singleElement().asString().contains("a character was lost");
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16LE", "UTF-16BE"})
  void textWithAByteOrderMarkSaysItselfWhatItIs(String encoding) {
    byte[] bytes =
        ("\ufeff" + HEADER + "US;local;1;312;Größe 🦊\r\nUS;local;x;312;é\r\n")
            .replace(';', '\t')
            .getBytes(Charset.forName(encoding));
    StoredInput input = Intake.store(home, "unicode.txt", bytes);
    // The mark goes first: a command for many files may have some that do not need it.
    InputFormat format = InputFormats.detect(input, InputReading.of("windows-1252", "", ""));
    assertThat(format).isEqualTo(new InputFormat.Csv('\t', true, Charset.forName(encoding)));
    assertThat(InputFormat.decode(format.encode())).isEqualTo(format);

    Intake.Result result = Intake.take(input);
    assertThat(result.groups().get(0).settings().customerReference()).isEqualTo("Größe 🦊");
    assertThat(result.rejects().get(0).raw())
        .as("what is kept is UTF-8")
        .asString(StandardCharsets.UTF_8)
        .isEqualTo("US\tlocal\tx\t312\té");
  }

  @Test
  void utf16WithoutAMarkNeedsToBeSaid() {
    byte[] bytes = (HEADER + "US;local;1;312;é\r\n").getBytes(StandardCharsets.UTF_16LE);
    StoredInput input = Intake.store(home, "n.csv", bytes);
    assertThatThrownBy(() -> Intake.take(input))
        .isInstanceOf(UnreadableInputException.class)
        .hasMessageContaining("UTF-16")
        .hasMessageContaining("--encoding utf-16");
    assertThat(Intake.take(input, InputReading.of("utf-16", "", "")).groups()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"[%s]", "%s", "%s\n%s"})
  void jsonInAnotherEncodingIsUnderstoodToo(String form) {
    String object =
        "{\"country_iso\":\"US\",\"phone_number_type\":\"local\",\"count_requested\":1,"
            + "\"customer_reference\":\"é\"}";
    byte[] bytes = ("\ufeff" + form.replace("%s", object)).getBytes(StandardCharsets.UTF_16LE);
    assertThat(Intake.take(home, "a.json", bytes).groups())
        .isNotEmpty()
        .allSatisfy(group -> assertThat(group.settings().customerReference()).isEqualTo("é"));
  }

  @Test
  void anEncodingThatThereIsNotIsToldInOneLine() {
    assertThatThrownBy(() -> InputReading.of("windows-125", "", ""))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("there is no encoding 'windows-125'")
        .hasMessageContaining("windows-1252");
  }

  @Test
  void workbooksAreRefusedByWhatTheyAreWhateverTheirName() throws IOException {
    refused(
        zip("[Content_Types].xml", "xl/workbook.xml"), "an Excel workbook (.xlsx)", "CSV UTF-8");
    refused(zip("Index/Document.iwa"), "an Apple Numbers document", "File > Export To");
    refused(zip("numbers.csv"), "an archive", "unpack it");
    var ods = new ByteArrayOutputStream();
    ods.writeBytes(new byte[] {'P', 'K', 3, 4});
    ods.writeBytes(
        "....mimetypeapplication/vnd.oasis.opendocument.spreadsheetPK"
            .getBytes(StandardCharsets.US_ASCII));
    refused(ods.toByteArray(), "a LibreOffice spreadsheet (.ods)", "character set UTF-8");
    refused(
        new byte[] {(byte) 0xd0, (byte) 0xcf, 0x11, (byte) 0xe0, (byte) 0xa1},
        "an old or protected Excel workbook (.xls)",
        "File > Save as > \"CSV UTF-8\"");
    refused("%PDF-1.7\n".getBytes(StandardCharsets.US_ASCII), "a PDF document", "File > Save as");
    refused("{\\rtf1 a}".getBytes(StandardCharsets.US_ASCII), "a text with formatting", "Save as");
    refused(
        "\ufeff<html><table>".getBytes(StandardCharsets.UTF_8), "a web page or XML", "CSV UTF-8");
    refused("BZh91AY".getBytes(StandardCharsets.US_ASCII), "bzip2", "gzip (.gz)");
  }

  private void refused(byte[] bytes, String what, String toDo) {
    assertThatThrownBy(() -> Intake.take(home, "numbers.csv", bytes))
        .isInstanceOf(UnreadableInputException.class)
        .hasMessageStartingWith("numbers.csv: is ")
        .hasMessageContaining(what)
        .hasMessageContaining(toDo)
        .satisfies(e -> assertThat(e.getMessage()).hasLineCount(1).hasSizeLessThan(250));
  }

  private static byte[] zip(String... entries) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(bytes)) {
      for (String entry : entries) {
        zip.putNextEntry(new ZipEntry(entry));
      }
    }
    return bytes.toByteArray();
  }
}
