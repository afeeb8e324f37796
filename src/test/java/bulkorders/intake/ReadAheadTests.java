package bulkorders.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bulkorders.ledger.Run;
import bulkorders.ledger.StagedRows;
import bulkorders.ledger.TestLedger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.batch.infrastructure.item.ExecutionContext;

class ReadAheadTests {

  private static final String HEADER = "country_iso,phone_number_type,count_requested\n";

  @RegisterExtension static final TestLedger ledger = new TestLedger();

  private final Run run = ledger.run();
  private final Path home;

  ReadAheadTests(@TempDir Path home) {
    this.home = home;
  }

  @ParameterizedTest
  @ValueSource(
      ints = {0, 1, ReadAhead.MAX_ROWS, ReadAhead.MAX_ROWS + 1, 2 * ReadAhead.MAX_ROWS + 500})
  void every_row_comes_once_and_in_its_place(int rows) throws InterruptedException {
    ReadAhead reader = open(input(rows), new ExecutionContext());

    while (storeNext(reader)) {
      assertThat(stored().size() % ReadAhead.MAX_ROWS).isIn(0, rows % ReadAhead.MAX_ROWS);
    }
    assertThat(stored()).isEqualTo(IntStream.rangeClosed(1, rows).boxed().toList());
    assertThat(reader.read()).isNull();
    reader.close();
  }

  @Test
  void a_checkpoint_is_behind_the_rows_that_were_given_and_not_behind_those_read_ahead()
      throws InterruptedException {
    int rows = 3 * ReadAhead.MAX_ROWS + 500;
    StoredInput input = input(rows);
    ExecutionContext context = new ExecutionContext();
    for (int execution = 0; execution < 4; execution++) {
      ReadAhead reader = open(input, context);
      reader.update(context);
      storeNext(reader);
      reader.update(context);
      // The next batch is given, and lost with the process.
      reader.read();
      reader.close();
    }

    assertThat(stored()).isEqualTo(IntStream.rangeClosed(1, rows).boxed().toList());
    assertThat(InputReader.rowsBlank(context)).isEqualTo(rows);
  }

  @Test
  void what_cannot_be_read_is_told_to_whoever_takes_the_rows() throws Exception {
    StoredInput input = input(5 * ReadAhead.MAX_ROWS);
    byte[] copy = Files.readAllBytes(input.file());
    Files.write(input.file(), Arrays.copyOf(copy, copy.length / 2));
    ReadAhead reader = open(input, new ExecutionContext());

    assertThat(storeNext(reader)).isTrue();
    assertThatThrownBy(
            () -> {
              while (storeNext(reader)) {
                // Up to where the copy is damaged.
              }
            })
        .isInstanceOf(UnreadableInputException.class);
    reader.close();
  }

  @Test
  void rows_that_take_much_memory_come_in_smaller_batches() throws InterruptedException {
    String faulty = "US,local," + "x".repeat(40_000) + "\n";
    ReadAhead reader = open(input(HEADER + faulty.repeat(300)), new ExecutionContext());
    List<StagedRows> batches = new ArrayList<>();
    for (StagedRows rows = reader.read(); rows != null; rows = reader.read()) {
      batches.add(rows);
    }
    reader.close();

    assertThat(batches)
        .allSatisfy(
            rows -> assertThat(rows.bytes()).isLessThan(ReadAhead.MAX_BYTES + 10 * faulty.length()))
        .hasSizeGreaterThan(2);
    assertThat(batches.stream().mapToInt(StagedRows::rejected).sum()).isEqualTo(300);
  }

  /** Rows that ask for as many numbers as their place says, each followed by a blank one. */
  private StoredInput input(int rows) {
    return input(
        IntStream.rangeClosed(1, rows)
            .mapToObj(row -> "US,local," + row + "\n\n")
            .collect(Collectors.joining("", HEADER, "")));
  }

  private StoredInput input(String text) {
    return Intake.store(home, "rows", text.getBytes(StandardCharsets.UTF_8));
  }

  private ReadAhead open(StoredInput input, ExecutionContext context) {
    var reader =
        new ReadAhead(
            new InputReader(input, InputFormats.detect(input, InputReading.PLAIN), OwnColumns.NONE),
            Intake.processor(),
            () -> ledger.staging().rows(run));
    reader.open(context);
    return reader;
  }

  private static boolean storeNext(ReadAhead reader) throws InterruptedException {
    StagedRows rows = reader.read();
    if (rows != null) {
      ledger.transaction().executeWithoutResult(status -> rows.store());
    }
    return rows != null;
  }

  private List<Integer> stored() {
    return ledger
        .jdbc()
        .sql("select count_requested from ordering_group where run_id = ? order by row_no")
        .param(run.id())
        .query(Integer.class)
        .list();
  }
}
