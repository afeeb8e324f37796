package bulkorders.intake;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A record of a CSV file. */
public final class CsvRow implements InputRow {

  private final long number;
  private final long line;
  private final String text;
  private final CsvHeader header;

  CsvRow(long number, long line, String text, CsvHeader header) {
    this.number = number;
    this.line = line;
    this.text = text;
    this.header = header;
  }

  @Override
  public long number() {
    return number;
  }

  @Override
  public long line() {
    return line;
  }

  @Override
  public byte[] raw() {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public List<String> cells() {
    String[] found = cut();
    int wanted = header.columns().size();
    List<String> cells = new ArrayList<>(wanted);
    for (int i = 0; i < wanted; i++) {
      cells.add(i < found.length ? SpreadsheetCell.value(found[i]) : "");
    }
    return cells;
  }

  CsvHeader header() {
    return header;
  }

  /** As many cells as there are, which may be fewer or more than the header has. */
  String[] cut() {
    return header.cut(text);
  }
}
