package bulkorders.report;

import bulkorders.ledger.Reconciliations;
import bulkorders.ledger.Reconciliations.Difference;
import bulkorders.ledger.Reconciliations.Reconciliation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Writes what an account and the ledger do not agree on, one line for each difference. */
@Component
public class ReconciliationReport {

  static final String FILE = "reconciliation.csv";

  private static final List<String> HEADER =
      List.of(
          "kind",
          "account",
          "reference",
          "provider_order_id",
          "number_order_id",
          "phone_number",
          "run",
          "order",
          "ledger_says",
          "provider_says",
          "detail");

  private final Reconciliations reconciliations;

  ReconciliationReport(Reconciliations reconciliations) {
    this.reconciliations = reconciliations;
  }

  /**
   * Writes the file beside its place and puts it there with a rename; an older one is replaced.
   *
   * @throws UncheckedIOException if it cannot be written; the message says where
   */
  public void write(Reconciliation reconciliation, Path directory) {
    try {
      writeFile(reconciliation, directory);
    } catch (UncheckedIOException e) {
      throw unwritable(directory, Objects.requireNonNull(e.getCause()));
    } catch (IOException e) {
      throw unwritable(directory, e);
    }
  }

  private static UncheckedIOException unwritable(Path directory, IOException cause) {
    return new UncheckedIOException(
        "the differences cannot be written to %s (%s): make room or name another folder with --report-dir; the same command goes on"
            .formatted(directory, cause),
        cause);
  }

  private void writeFile(Reconciliation reconciliation, Path directory) throws IOException {
    Files.createDirectories(directory);
    Path work = Files.createTempFile(directory, ".reconciliation", ".tmp");
    try {
      try (var csv = new CsvFile(work, new CsvStyle(',', false), HEADER)) {
        reconciliations.each(
            reconciliation.id(),
            difference -> csv.row(cells(reconciliation.account(), difference)));
      }
      Files.move(
          work,
          directory.resolve(FILE),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(work);
    }
  }

  private static List<@Nullable Object> cells(String account, Difference difference) {
    return Arrays.asList(
        difference.kind().word(),
        account,
        difference.reference(),
        difference.providerOrderId(),
        difference.numberOrderId(),
        difference.phoneNumber(),
        difference.runId(),
        difference.label(),
        difference.ledgerSays(),
        difference.providerSays(),
        difference.detail());
  }
}
