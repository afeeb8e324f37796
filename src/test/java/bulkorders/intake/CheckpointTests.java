package bulkorders.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.batch.infrastructure.item.ExecutionContext;

class CheckpointTests {

  private static final String FLAT = "{\"country_iso\":\"US\",\"x\":\"é\"}";
  private static final String NESTED =
      "{\"request_id\":\"r\",\n\"ordering_groups\":[{\"a\":1},\n{\"b\":2},3,{\"c\":\"}\"}]}";

  private final Path home;

  CheckpointTests(@TempDir Path home) {
    this.home = home;
  }

  private static final String CSV =
      "country_iso,phone_number_type,count_requested,x_n\n\nUS,local,1,a\r\nUS,local,2,\"é\r\nb\"\n"
          + ",,,\nUS,\"local,3,c\nUS,local,4,d\rUS,local,5,e\n\n\n";

  private static final String ARRAY =
      " [ " + FLAT + ",\n" + NESTED + ", 7\n,\"x\" ," + FLAT + "\r\n," + NESTED + "\n]\n";

  private static final String LINES =
      FLAT + "\n\n" + NESTED.replace("\n", " ") + "\r\noops\n" + FLAT + "\n[]\n";

  static List<String> texts() {
    return List.of(CSV, "\ufeff" + CSV, ARRAY, "\ufeff" + ARRAY, LINES, "\ufeff" + LINES, NESTED);
  }

  @ParameterizedTest
  @MethodSource("texts")
  void readingGoesOnAtEveryRow(String text) {
    StoredInput input = Intake.store(home, "input", text.getBytes(StandardCharsets.UTF_8));
    InputFormat format = InputFormats.detect(input, InputReading.PLAIN);
    List<String> all = read(input, format, new ExecutionContext(), Integer.MAX_VALUE);
    assertThat(all).hasSizeGreaterThan(3);
    for (int chunk = 1; chunk <= all.size() + 1; chunk++) {
      ExecutionContext context = new ExecutionContext();
      List<String> pieces = new ArrayList<>();
      List<String> piece = read(input, format, context, chunk);
      while (!piece.isEmpty()) {
        pieces.addAll(piece);
        piece = read(input, format, context, chunk);
      }
      assertThat(pieces).isEqualTo(all);
    }
  }

  /** Rows and, behind the last, how many blank ones there were. */
  private static List<String> read(
      StoredInput input, InputFormat format, ExecutionContext context, int chunk) {
    InputReader reader = new InputReader(input, format, OwnColumns.NONE);
    reader.open(context);
    List<String> rows = new ArrayList<>();
    while (rows.size() < chunk) {
      InputRow row = reader.read();
      if (row == null) {
        break;
      }
      rows.add(
          row.number()
              + "@"
              + row.line()
              + " "
              + HexFormat.of().formatHex(row.raw())
              + row.getClass()
              + row.cells()
              + reader.rowsRead()
              + "/"
              + reader.rowsBlank());
    }
    reader.update(context);
    reader.close();
    return rows;
  }
}
