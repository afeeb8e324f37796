package bulkorders.report;

import static org.assertj.core.api.Assertions.assertThat;

import bulkorders.intake.InputFormats;
import bulkorders.intake.InputReader;
import bulkorders.intake.InputReading;
import bulkorders.intake.InputRow;
import bulkorders.intake.InputStore;
import bulkorders.intake.OwnColumns;
import bulkorders.intake.StoredInput;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.util.FileSystemUtils;

class CsvFileTests {

  private static final List<String> REQUIRED =
      List.of("country_iso", "phone_number_type", "count_requested");

  private static @Nullable Path created;

  @BeforeContainer
  static void makeFolder() throws IOException {
    created = Files.createTempDirectory("csv-file");
  }

  @AfterContainer
  static void deleteFolder() throws IOException {
    FileSystemUtils.deleteRecursively(folder());
  }

  private static Path folder() {
    return Objects.requireNonNull(created);
  }

  @Property(tries = 300)
  void whatIsWrittenIsReadAsItWas(
      @ForAll("rows") List<List<String>> rows,
      @ForAll("delimiters") char delimiter,
      @ForAll boolean byteOrderMark)
      throws IOException {
    Path file = folder().resolve("written.csv");
    var header = new ArrayList<>(REQUIRED);
    header.addAll(List.of("x_a", "Site, \"old\""));
    try (var csv = new CsvFile(file, new CsvStyle(delimiter, byteOrderMark), header)) {
      rows.forEach(csv::row);
    }
    assertThat(read(file)).isEqualTo(rows);
  }

  private static List<List<String>> read(Path file) throws IOException {
    var reading = InputReading.of("", "", "\"Site, \"\"old\"\"\"");
    StoredInput input;
    try (InputStream in = Files.newInputStream(file)) {
      input = new InputStore(folder()).store(in, "written.csv");
    }
    OwnColumns own = reading.columns();
    var reader = new InputReader(input, InputFormats.detect(input, reading), own);
    List<List<String>> rows = new ArrayList<>();
    reader.open(new ExecutionContext());
    for (InputRow row = reader.read(); row != null; row = reader.read()) {
      rows.add(row.cells());
    }
    reader.close();
    Files.delete(input.file());
    return rows;
  }

  @Provide
  Arbitrary<List<List<String>>> rows() {
    return Arbitraries.of(
            "=", "+", "-", "@", "'", "\"", "=\"", ",", ";", "\t", "\n", "\r\n", "\r", " ", "1", "a",
            "ü", "🦊", "\\", "#", "sep=;")
        .list()
        .ofMaxSize(6)
        .map(parts -> String.join("", parts))
        .list()
        .ofSize(2)
        .map(
            own -> {
              List<String> row = new ArrayList<>(List.of("US", "local", "1"));
              row.addAll(own);
              return List.copyOf(row);
            })
        .list()
        .ofMaxSize(6);
  }

  @Provide
  Arbitrary<Character> delimiters() {
    return Arbitraries.of(',', ';', '\t');
  }
}
