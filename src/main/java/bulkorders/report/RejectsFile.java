package bulkorders.report;

import bulkorders.ledger.Results.Row;
import java.io.Closeable;

/** Takes the rows that were refused, at intake or by the provider, ready to be corrected. */
interface RejectsFile extends Closeable {

  /**
   * Adds a row.
   *
   * @param outcome rejects at least a part of it
   */
  void add(Row row, RowOutcome outcome);
}
