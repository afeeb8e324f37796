package bulkorders.report;

import bulkorders.intake.InputColumn;
import bulkorders.intake.InputFormat;
import bulkorders.intake.InputRow;
import bulkorders.intake.SpreadsheetCell;
import bulkorders.ledger.Results.RejectedRow;
import bulkorders.ledger.Results.Row;
import com.opencsv.CSVParserBuilder;
import com.opencsv.ICSVParser;
import com.opencsv.RFC4180Parser;
import com.opencsv.RFC4180ParserBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Cells from the kept copy of the input. */
final class CopiedCells implements InputCells {

  private final InputCopy copy;
  private final List<InputColumn> columns;
  private final int[] own;
  private final List<String> none;
  private final @Nullable RecordCells recordCells;

  CopiedCells(InputCopy copy, InputFormat format) {
    this.copy = copy;
    List<InputColumn> all = copy.columns();
    own = IntStream.range(0, all.size()).filter(i -> !all.get(i).isOurs()).toArray();
    columns = Arrays.stream(own).mapToObj(all::get).toList();
    none = Collections.nCopies(own.length, "");
    recordCells =
        format instanceof InputFormat.Csv csv ? new RecordCells(csv.delimiter(), all.size()) : null;
  }

  @Override
  public List<InputColumn> columns() {
    return columns;
  }

  @Override
  public List<String> of(Row row) {
    return of(row.row());
  }

  @Override
  public List<String> of(long row) {
    return own(copy.at(row));
  }

  private List<String> own(InputRow row) {
    List<String> all = row.cells();
    if (all.isEmpty()) {
      return none;
    }
    if (own.length == all.size()) {
      return all;
    }
    return Arrays.stream(own).mapToObj(all::get).toList();
  }

  @Override
  public List<String> ofReject(RejectedRow row) {
    return recordCells == null ? of(row) : recordCells.own(rawOf(row));
  }

  @Override
  public byte[] raw(Row row) {
    return row instanceof RejectedRow rejected ? rawOf(rejected) : copy.at(row.row()).raw();
  }

  private byte[] rawOf(RejectedRow row) {
    byte[] kept = row.reject().raw();
    return kept != null ? kept : copy.at(row.row()).raw();
  }

  @Override
  public @Nullable Behind next() {
    InputRow row = copy.next();
    return row == null ? null : new Behind(row.line(), own(row));
  }

  @Override
  public void close() {
    copy.close();
  }

  /**
   * Cuts records into as many cells as they have. A record with too many or too few keeps them:
   * made to fit, it could pass for valid with its values in the wrong columns.
   */
  private final class RecordCells {
    private final int header;
    private final RFC4180Parser parser;
    private final ICSVParser literal;

    RecordCells(char delimiter, int header) {
      this.header = header;
      parser = new RFC4180ParserBuilder().withSeparator(delimiter).build();
      literal =
          new CSVParserBuilder()
              .withSeparator(delimiter)
              .withIgnoreQuotations(true)
              .withEscapeChar(ICSVParser.NULL_CHARACTER)
              .build();
    }

    List<String> own(byte[] raw) {
      String[] found = cut(new String(raw, StandardCharsets.UTF_8));
      List<String> cells = new ArrayList<>(found.length);
      for (int index : own) {
        if (index < found.length) {
          cells.add(SpreadsheetCell.value(found[index]));
        }
      }
      int end = found.length;
      while (end > header && found[end - 1].isBlank()) {
        end--;
      }
      for (int index = header; index < end; index++) {
        cells.add(SpreadsheetCell.value(found[index]));
      }
      return cells;
    }

    private String[] cut(String record) {
      try {
        return parser.parseLine(record);
      } catch (IOException unbalancedQuotes) {
        try {
          return literal.parseLine(record);
        } catch (IOException e) {
          return new String[] {record};
        }
      }
    }
  }
}
