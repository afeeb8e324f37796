package bulkorders.intake;

/** How an input is written down. */
public sealed interface InputFormat {

  /**
   * Comma-separated values with a header.
   *
   * @param delimiter {@code ,} {@code ;} or tab
   * @param byteOrderMark whether it begins with the UTF-8 byte order mark
   */
  record Csv(char delimiter, boolean byteOrderMark) implements InputFormat {}

  /** One JSON array of objects. */
  record JsonArray() implements InputFormat {}

  /** One JSON object on each line. */
  record JsonLines() implements InputFormat {}

  /** One JSON object. */
  record JsonObject() implements InputFormat {}

  /** Short text for the ledger, understood by {@link #decode}. */
  default String encode() {
    if (this instanceof Csv csv) {
      String delimiter =
          switch (csv.delimiter()) {
            case ',' -> "comma";
            case ';' -> "semicolon";
            default -> "tab";
          };
      return "csv " + delimiter + (csv.byteOrderMark() ? " bom" : "");
    }
    if (this instanceof JsonArray) {
      return "json array";
    }
    return this instanceof JsonLines ? "ndjson" : "json object";
  }

  /**
   * The opposite of {@link #encode}.
   *
   * @throws IllegalArgumentException if the text does not come from there
   */
  static InputFormat decode(String text) {
    return switch (text) {
      case "csv comma" -> new Csv(',', false);
      case "csv comma bom" -> new Csv(',', true);
      case "csv semicolon" -> new Csv(';', false);
      case "csv semicolon bom" -> new Csv(';', true);
      case "csv tab" -> new Csv('\t', false);
      case "csv tab bom" -> new Csv('\t', true);
      case "json array" -> new JsonArray();
      case "ndjson" -> new JsonLines();
      case "json object" -> new JsonObject();
      default -> throw new IllegalArgumentException("not an input format: " + text);
    };
  }
}
