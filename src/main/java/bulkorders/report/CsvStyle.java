package bulkorders.report;

import bulkorders.intake.InputFormat;
import java.nio.charset.StandardCharsets;

/**
 * How the CSV files of a report are written: as the input is, so that the programs that wrote it
 * read them too.
 *
 * @param delimiter between cells
 * @param byteOrderMark whether files begin with the UTF-8 byte order mark
 */
record CsvStyle(char delimiter, boolean byteOrderMark) {

  static CsvStyle like(InputFormat input) {
    // What reads another encoding than UTF-8 takes a file for that, unless the mark says otherwise.
    boolean mark = !input.encoding().equals(StandardCharsets.UTF_8);
    return input instanceof InputFormat.Csv csv
        ? new CsvStyle(csv.delimiter(), mark || csv.byteOrderMark())
        : new CsvStyle(',', mark);
  }
}
