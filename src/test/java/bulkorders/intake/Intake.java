package bulkorders.intake;

import bulkorders.ledger.CustomerReferences;
import bulkorders.ledger.Reject;
import bulkorders.ledger.StagedGroup;
import bulkorders.provider.Echo;
import bulkorders.provider.GroupCriteria;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.batch.infrastructure.item.ExecutionContext;

/** Takes inputs of tests through the whole intake. */
final class Intake {

  static final int MAX_NUMBERS_PER_ORDER = 10_000;

  static final Echo ECHO =
      new Echo() {
        @Override
        public long echoed(GroupCriteria criteria) {
          return 1;
        }

        @Override
        public long hidden(GroupCriteria criteria) {
          return 2;
        }
      };

  private Intake() {}

  static StoredInput store(Path home, String name, byte[] bytes) {
    return new InputStore(home).store(new ByteArrayInputStream(bytes), name);
  }

  static Result take(Path home, String text) {
    return take(home, "input", text.getBytes(StandardCharsets.UTF_8));
  }

  static Result take(Path home, String name, byte[] bytes) {
    return take(store(home, name, bytes));
  }

  static Result take(StoredInput input) {
    return take(input, InputReading.PLAIN);
  }

  static Result take(StoredInput input, InputReading reading) {
    return take(input, reading, "telnyx");
  }

  /** Of a run whose account is this one. */
  static Result take(StoredInput input, InputReading reading, String ofRun) {
    InputReader reader =
        new InputReader(input, InputFormats.detect(input, reading), reading.columns());
    RowProcessor processor = processor(ofRun);
    List<InputRow> rows = new ArrayList<>();
    List<StagedGroup> groups = new ArrayList<>();
    List<Reject> rejects = new ArrayList<>();
    reader.open(new ExecutionContext());
    try {
      for (InputRow row = reader.read(); row != null; row = reader.read()) {
        rows.add(row);
        StagedRow staged = processor.process(row);
        if (staged instanceof StagedRow.Group valid) {
          groups.add(valid.group());
        } else if (staged instanceof StagedRow.Rejected faulty) {
          rejects.add(faulty.reject());
        }
      }
      return new Result(
          rows,
          groups,
          rejects,
          reader.rowsBlank(),
          reader.columns().stream().map(InputColumn::name).toList());
    } finally {
      reader.close();
    }
  }

  static RowProcessor processor() {
    return processor("telnyx");
  }

  private static RowProcessor processor(String ofRun) {
    return new RowProcessor(
        new RowAccounts(ofRun, Map.of("telnyx", "telnyx", "east", "telnyx", "didww", "didww")),
        new Units(null, CatalogueSource.NONE),
        CustomerReferences.SPLIT,
        ECHO,
        MAX_NUMBERS_PER_ORDER);
  }

  record Result(
      List<InputRow> rows,
      List<StagedGroup> groups,
      List<Reject> rejects,
      long blank,
      List<String> columns) {

    /** Column and reason of every fault. */
    List<String> faults() {
      List<String> faults = new ArrayList<>();
      for (Reject reject : rejects) {
        for (Reject.Fault fault : reject.faults()) {
          faults.add(fault.column() + ": " + fault.reason());
        }
      }
      return faults;
    }
  }
}
