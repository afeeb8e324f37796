package bulkorders.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bulkorders.ledger.Reject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.batch.infrastructure.item.ExecutionContext;

class ReadAheadTests {

  private static final int ROWS_PER_CHUNK = 10;

  private final Path home;

  ReadAheadTests(@TempDir Path home) {
    this.home = home;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 9, 10, 11, 20, 35})
  void every_row_comes_once_and_in_its_place(int rows) throws InterruptedException {
    StoredInput input = input(rows);
    ReadAhead reader = open(input, new ExecutionContext());

    assertThat(takeAll(reader)).isEqualTo(IntStream.rangeClosed(1, rows).boxed().toList());
    assertThat(reader.read()).isNull();
    reader.close();
  }

  @Test
  void a_checkpoint_is_behind_the_rows_that_were_taken_and_not_behind_those_read_ahead()
      throws InterruptedException {
    StoredInput input = input(35);
    ExecutionContext context = new ExecutionContext();
    List<Integer> taken = new ArrayList<>();
    for (int execution = 0; execution < 4; execution++) {
      ReadAhead reader = open(input, context);
      taken.addAll(take(reader, ROWS_PER_CHUNK));
      reader.update(context);
      // The next chunk is taken, and lost with the process.
      take(reader, ROWS_PER_CHUNK);
      reader.close();
    }

    assertThat(taken).isEqualTo(IntStream.rangeClosed(1, 35).boxed().toList());
    assertThat(InputReader.rowsBlank(context)).isEqualTo(35);
  }

  @Test
  void a_checkpoint_before_the_first_row_is_where_reading_began() throws InterruptedException {
    StoredInput input = input(35);
    ExecutionContext context = new ExecutionContext();
    ReadAhead first = open(input, context);
    take(first, 2 * ROWS_PER_CHUNK);
    first.update(context);
    first.close();

    ReadAhead second = open(input, context);
    second.update(context);
    second.close();

    assertThat(takeAll(open(input, context))).startsWith(21);
  }

  @Test
  void there_is_no_checkpoint_within_a_chunk() throws InterruptedException {
    ReadAhead reader = open(input(35), new ExecutionContext());
    take(reader, 3);

    assertThatThrownBy(() -> reader.update(new ExecutionContext()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("3 of 10 rows");
    reader.close();
  }

  @Test
  void what_cannot_be_read_is_told_to_whoever_takes_the_rows() throws Exception {
    StoredInput input = input(50_000);
    byte[] copy = Files.readAllBytes(input.file());
    Files.write(input.file(), Arrays.copyOf(copy, copy.length / 2));
    ReadAhead reader = open(input, new ExecutionContext());

    assertThatThrownBy(() -> takeAll(reader)).isInstanceOf(UnreadableInputException.class);
    reader.close();
  }

  @Test
  void a_long_row_is_left_to_the_input() throws InterruptedException {
    String text =
        "country_iso,phone_number_type,count_requested\nUS,local,"
            + "x".repeat(4000)
            + "\nUS,local,"
            + "x".repeat(5000)
            + "\n";
    ReadAhead reader =
        open(
            Intake.store(home, "long", text.getBytes(StandardCharsets.UTF_8)),
            new ExecutionContext());

    assertThat(rejected(reader).raw()).hasSize(4009);
    Reject longest = rejected(reader);
    assertThat(longest.raw()).isNull();
    assertThat(longest.faults())
        .singleElement()
        .extracting(Reject.Fault::column)
        .isEqualTo("count_requested");
    reader.close();
  }

  /** Rows that ask for as many numbers as their place says, each followed by a blank one. */
  private StoredInput input(int rows) {
    String text =
        IntStream.rangeClosed(1, rows)
            .mapToObj(row -> "US,local," + row + "\n\n")
            .collect(Collectors.joining("", "country_iso,phone_number_type,count_requested\n", ""));
    return Intake.store(home, "rows", text.getBytes(StandardCharsets.UTF_8));
  }

  private static ReadAhead open(StoredInput input, ExecutionContext context) {
    var reader =
        new ReadAhead(
            new InputReader(input, InputFormats.detect(input)), Intake.processor(), ROWS_PER_CHUNK);
    reader.open(context);
    return reader;
  }

  private static List<Integer> takeAll(ReadAhead reader) throws InterruptedException {
    return take(reader, Integer.MAX_VALUE);
  }

  private static List<Integer> take(ReadAhead reader, int rows) throws InterruptedException {
    List<Integer> counts = new ArrayList<>();
    while (counts.size() < rows && reader.read() instanceof StagedRow.Group row) {
      counts.add(row.group().count());
    }
    return counts;
  }

  private static Reject rejected(ReadAhead reader) throws InterruptedException {
    return ((StagedRow.Rejected) Objects.requireNonNull(reader.read())).reject();
  }
}
