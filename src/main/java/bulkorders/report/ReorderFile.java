package bulkorders.report;

import bulkorders.intake.InputFormat;
import bulkorders.intake.OwnColumns;
import bulkorders.ledger.Results.Row;
import bulkorders.ledger.Run;
import java.io.Closeable;
import java.nio.file.Path;

/**
 * Takes rows that are to be ordered again, once they are corrected or somewhere else: rejects,
 * shortfalls. The file is an input itself, in the same form as the one that the rows come from: CSV
 * from CSV, one JSON object on each line from JSON.
 */
interface ReorderFile extends Closeable {

  /**
   * Adds a row.
   *
   * @param count how many numbers it is to ask for; a row that was refused at intake is left as it
   *     stands
   * @param error why it is here
   */
  void add(Row row, long count, String error);

  /**
   * Begins a file.
   *
   * @param name its name without the ending, which tells its form
   */
  static ReorderFile begin(
      Path folder, String name, Run run, InputFormat format, CsvStyle style, InputCells input) {
    return format instanceof InputFormat.Csv
        ? new ReorderCsv(folder.resolve(name + ".csv"), style, run.id(), input)
        : new ReorderJson(
            folder.resolve(name + ".ndjson"), style.byteOrderMark(), OwnColumns.of(run), input);
  }
}
