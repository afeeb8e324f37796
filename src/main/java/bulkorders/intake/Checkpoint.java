package bulkorders.intake;

import org.springframework.batch.infrastructure.item.ExecutionContext;

/**
 * A place in an input.
 *
 * @param offset bytes before it
 * @param line line it is in, from 1
 * @param rows rows before it
 * @param blank blank rows before it
 * @param within groups already given of the element that begins there
 */
record Checkpoint(long offset, long line, long rows, long blank, long within) {

  static final Checkpoint BEGINNING = new Checkpoint(0, 1, 0, 0, 0);

  private static final String PREFIX = "input.";

  void save(ExecutionContext context) {
    context.putLong(PREFIX + "offset", offset);
    context.putLong(PREFIX + "line", line);
    context.putLong(PREFIX + "rows", rows);
    context.putLong(PREFIX + "blank", blank);
    context.putLong(PREFIX + "within", within);
  }

  static Checkpoint load(ExecutionContext context) {
    if (!context.containsKey(PREFIX + "offset")) {
      return BEGINNING;
    }
    return new Checkpoint(
        context.getLong(PREFIX + "offset"),
        context.getLong(PREFIX + "line"),
        context.getLong(PREFIX + "rows"),
        context.getLong(PREFIX + "blank"),
        context.getLong(PREFIX + "within"));
  }
}
