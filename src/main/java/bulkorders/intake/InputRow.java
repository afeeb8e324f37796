package bulkorders.intake;

import java.util.List;

/**
 * One row of an input: a record of a CSV file, a flat JSON object, or one ordering group of a
 * nested JSON object. Blank rows are not among them.
 *
 * <p>A row is kept as it stands in the input and is taken apart when it is asked for, so that rows
 * that wait in a chunk take little memory: at most 64 KiB each, twice that for an ordering group
 * with the object around it.
 */
public sealed interface InputRow permits CsvRow, JsonRow, DamagedRow {

  /** Its number among the rows of the input, from 1. */
  long number();

  /** Line of the input where it begins, from 1. */
  long line();

  /**
   * Its bytes as they stand in the input, without the line end; shortened if they are too many. For
   * an ordering group of a JSON object these are the object with this group alone.
   */
  byte[] raw();

  /**
   * Its cells in the order of {@link InputReader#columns()}, without what a spreadsheet puts around
   * a value; empty where it cannot be taken apart.
   */
  List<String> cells();
}
