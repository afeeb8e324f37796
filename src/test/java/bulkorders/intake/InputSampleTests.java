package bulkorders.intake;

import static org.assertj.core.api.Assertions.assertThat;

import bulkorders.ledger.StagedGroup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InputSampleTests {

  private static final Path SAMPLES = Path.of("input-samples");

  private final Path home;

  InputSampleTests(@TempDir Path home) {
    this.home = home;
  }

  @ParameterizedTest
  @CsvSource({
    "telnyx-small.csv, 12, 0, 0, 175, '12 rows, all valid, 175 numbers'",
    "telnyx-10k.csv, 321, 0, 0, 15095, '321 rows, all valid, 15,095 numbers'",
    "telnyx-own-columns.csv, 6, 3, 2, 85, '6 rows and 3 blank ones: 4 valid with 85 numbers, 2"
        + " rejected'",
    "telnyx-faults.csv, 20, 2, 17, 30, '20 rows and 2 blank ones: 3 valid with 30 numbers, 17"
        + " rejected'",
    "telnyx-requests.json, 5, 0, 0, 177, '5 rows, all valid, 177 numbers'",
    "telnyx-own-shape.json, 2, 0, 0, 60, '2 rows, all valid, 60 numbers'",
    "telnyx-by-name.csv, 4, 0, 0, 4, '4 rows, all valid, 4 numbers'",
    "telnyx-abroad.csv, 5, 0, 0, 29, '5 rows, all valid, 29 numbers'",
    "telnyx-night.ndjson, 9, 1, 1, 180, '9 rows and 1 blank one: 8 valid with 180 numbers, 1"
        + " rejected'",
    "didww-small.csv, 6, 0, 0, 1340, '6 rows, all valid, 1,330 numbers and 10 channels'",
    "didww-own-shape.json, 2, 0, 0, 20, '2 rows, all valid, 20 numbers'",
    "didww-faults.csv, 11, 0, 9, 11, '11 rows: 2 valid with 11 numbers, 9 rejected'",
    "mixed.csv, 4, 0, 0, 50, '4 rows, all valid, 50 numbers'",
  })
  void samplesAreWhatTheirReadmeSays(
      String file, int rows, long blank, int rejected, long numbers, String words)
      throws IOException {
    Intake.Result result =
        Intake.take(
            new InputStore(home).store(SAMPLES.resolve(file)),
            reading(file),
            file.startsWith("didww") ? "didww" : "telnyx");
    assertThat(result.rows()).hasSize(rows);
    assertThat(result.blank()).isEqualTo(blank);
    assertThat(result.rejects()).as(() -> result.faults().toString()).hasSize(rejected);
    assertThat(result.groups().stream().mapToLong(StagedGroup::count).sum()).isEqualTo(numbers);
    assertThat(Files.readAllLines(SAMPLES.resolve("README.md")))
        .anyMatch(line -> line.contains("`" + file + "`") && line.contains(words));
  }

  /** As the README says. */
  private static InputReading reading(String file) {
    return file.equals("telnyx-own-columns.csv")
        ? InputReading.of("", "Area Code=national_destination_code,Qty=count_requested", "Site")
        : InputReading.PLAIN;
  }

  @Test
  void everyRejectedRowOfTheFaultsNamesItsOwnFault() {
    Intake.Result result =
        Intake.take(new InputStore(home).store(SAMPLES.resolve("telnyx-faults.csv")));
    assertThat(result.rejects()).allMatch(reject -> !reject.faults().isEmpty());
    assertThat(result.rejects().stream().filter(reject -> reject.faults().size() > 1))
        .singleElement()
        .matches(reject -> "several".equals(reject.requestId()) && reject.faults().size() == 6);
  }

  @Test
  void everySampleHasALineInTheReadme() throws IOException {
    String readme = Files.readString(SAMPLES.resolve("README.md"));
    try (Stream<Path> files = Files.list(SAMPLES)) {
      List<String> names =
          files
              .map(file -> file.getFileName().toString())
              .filter(n -> !n.equals("README.md"))
              .toList();
      assertThat(names)
          .hasSizeGreaterThanOrEqualTo(6)
          .allMatch(n -> readme.contains("`" + n + "`"));
    }
  }
}
