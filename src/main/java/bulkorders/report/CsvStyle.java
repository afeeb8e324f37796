package bulkorders.report;

import bulkorders.intake.InputFormat;

/**
 * How the CSV files of a report are written: as the input is, so that the programs that wrote it
 * read them too.
 *
 * @param delimiter between cells
 * @param byteOrderMark whether files begin with the UTF-8 byte order mark
 */
record CsvStyle(char delimiter, boolean byteOrderMark) {

  static CsvStyle like(InputFormat input) {
    return input instanceof InputFormat.Csv csv
        ? new CsvStyle(csv.delimiter(), csv.byteOrderMark())
        : new CsvStyle(',', false);
  }
}
