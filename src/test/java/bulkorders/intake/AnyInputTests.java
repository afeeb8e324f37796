package bulkorders.intake;

import static org.assertj.core.api.Assertions.assertThat;

import com.opencsv.CSVWriter;
import com.opencsv.ICSVWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.ExecutionContext;

class AnyInputTests {

  private static final String HEADER = "country_iso,phone_number_type,count_requested,x_n\n";

  private static @Nullable Path home;

  @BeforeContainer
  static void createHome() throws IOException {
    home = Files.createTempDirectory("intake");
  }

  @AfterContainer
  static void deleteHome() throws IOException {
    try (Stream<Path> files = Files.walk(home())) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private static Path home() {
    Path created = home;
    if (created == null) {
      throw new IllegalStateException("no directory");
    }
    return created;
  }

  @Property(tries = 300)
  void anyBytesAreRowsRejectsOrUnreadable(@ForAll("inputs") byte[] bytes) throws IOException {
    StoredInput input = Intake.store(home(), "input", bytes);
    try {
      Intake.Result result = Intake.take(input);
      assertThat(result.rows()).hasSize(result.groups().size() + result.rejects().size());
      for (int i = 0; i < result.rows().size(); i++) {
        assertThat(result.rows().get(i).number()).isEqualTo(i + 1L);
      }
      assertThat(inPieces(input)).isEqualTo(result.rows().size());
    } catch (UnreadableInputException e) {
      assertThat(e.getMessage()).startsWith("input: ").doesNotContain("\n");
    } finally {
      Files.deleteIfExists(input.file());
    }
  }

  /** Reads with a new reader for every third row. */
  private static long inPieces(StoredInput input) {
    ExecutionContext context = new ExecutionContext();
    InputFormat format = InputFormats.detect(input, InputReading.PLAIN);
    while (true) {
      InputReader reader = new InputReader(input, format, OwnColumns.NONE);
      reader.open(context);
      boolean more = true;
      for (int i = 0; i < 3 && more; i++) {
        more = reader.read() != null;
      }
      reader.update(context);
      reader.close();
      if (!more) {
        return reader.rowsRead();
      }
    }
  }

  @Provide
  Arbitrary<byte[]> inputs() {
    Arbitrary<String> pieces =
        Arbitraries.of(
            "US",
            "local",
            "5",
            ",",
            ",",
            "\"",
            "\"",
            "\n",
            "\n",
            "\r\n",
            "\r",
            " ",
            "é",
            "\0",
            "'",
            "{",
            "}",
            "[",
            "]",
            ":",
            "\"a\"",
            "\"ordering_groups\":[",
            "{\"country_iso\":\"US\"}",
            "1e5",
            "null",
            "\\",
            "#",
            "US,local,5,x\n",
            "\u00ff",
            "\ufffd",
            "\ud83e\udd8a");
    Arbitrary<String> text = pieces.list().ofMaxSize(60).map(list -> String.join("", list));
    Arbitrary<byte[]> csv = text.map(t -> (HEADER + t).getBytes(StandardCharsets.UTF_8));
    Arbitrary<byte[]> latin = text.map(t -> (HEADER + t).getBytes(StandardCharsets.ISO_8859_1));
    Arbitrary<byte[]> lines = text.map(t -> ("{}\n" + t).getBytes(StandardCharsets.UTF_8));
    Arbitrary<byte[]> array =
        Arbitraries.of("1", "{}", "{\"ordering_groups\":[{},{\"a\":[1]},2]}", "[]", "\"x\"", "\n{}")
            .list()
            .ofMaxSize(12)
            .map(list -> ("[" + String.join(",", list) + "]").getBytes(StandardCharsets.UTF_8));
    Arbitrary<byte[]> brokenArray = text.map(t -> ("[{}," + t).getBytes(StandardCharsets.UTF_8));
    Arbitrary<byte[]> noise = Arbitraries.bytes().array(byte[].class).ofMaxSize(200);
    return Arbitraries.oneOf(csv, latin, lines, array, brokenArray, noise);
  }

  @Property(tries = 200)
  void cellsComeBackAsTheyWereWritten(
      @ForAll("tables") List<List<String>> table, @ForAll("delimiters") char delimiter)
      throws IOException {
    StringWriter text = new StringWriter();
    try (CSVWriter writer =
        new CSVWriter(
            text,
            delimiter,
            ICSVWriter.DEFAULT_QUOTE_CHARACTER,
            ICSVWriter.DEFAULT_QUOTE_CHARACTER,
            "\r\n")) {
      writer.writeNext("country_iso phone_number_type count_requested x_n".split(" ", -1));
      for (List<String> row : table) {
        writer.writeNext(row.toArray(new String[0]));
      }
    }
    StoredInput input =
        Intake.store(home(), "input", text.toString().getBytes(StandardCharsets.UTF_8));
    List<List<String>> cells = new ArrayList<>();
    for (InputRow row : Intake.take(input).rows()) {
      cells.add(row.cells());
    }
    Files.deleteIfExists(input.file());
    assertThat(cells)
        .isEqualTo(
            table.stream()
                .filter(row -> row.stream().anyMatch(cell -> isWorthReading(cell, delimiter)))
                .map(row -> row.stream().map(SpreadsheetCell::value).toList())
                .toList());
  }

  /** Rows of nothing but blanks are not given. */
  private static boolean isWorthReading(String cell, char delimiter) {
    return !cell.isBlank() || cell.indexOf(delimiter) >= 0;
  }

  @Provide
  Arbitrary<Character> delimiters() {
    return Arbitraries.of(',', ';', '\t');
  }

  @Provide
  Arbitrary<List<List<String>>> tables() {
    Arbitrary<String> cell =
        Arbitraries.of("a", "\"", ",", ";", "\t", "\n", "\r\n", "\r", " ", "'", "=", "ü", "🦊", "")
            .list()
            .ofMaxSize(6)
            .map(parts -> parts.stream().collect(Collectors.joining()));
    return cell.list().ofSize(4).list().ofMaxSize(8);
  }
}
