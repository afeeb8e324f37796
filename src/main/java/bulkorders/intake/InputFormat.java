package bulkorders.intake;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** How an input is written down. */
public sealed interface InputFormat {

  /** The encoding of its characters. */
  Charset encoding();

  /**
   * Comma-separated values with a header.
   *
   * @param delimiter {@code ,} {@code ;} or tab
   * @param byteOrderMark whether it begins with a byte order mark
   */
  record Csv(char delimiter, boolean byteOrderMark, Charset encoding) implements InputFormat {}

  /** One JSON array of objects. */
  record JsonArray(Charset encoding) implements InputFormat {}

  /** One JSON object on each line. */
  record JsonLines(Charset encoding) implements InputFormat {}

  /** One JSON object. */
  record JsonObject(Charset encoding) implements InputFormat {}

  /** Short text for the ledger, understood by {@link #decode}. */
  default String encode() {
    String encoded;
    if (this instanceof Csv csv) {
      String delimiter =
          switch (csv.delimiter()) {
            case ',' -> "comma";
            case ';' -> "semicolon";
            default -> "tab";
          };
      encoded = "csv " + delimiter + (csv.byteOrderMark() ? " bom" : "");
    } else if (this instanceof JsonArray) {
      encoded = "json array";
    } else {
      encoded = this instanceof JsonLines ? "ndjson" : "json object";
    }
    return encoding().equals(StandardCharsets.UTF_8)
        ? encoded
        : encoded + " in " + encoding().name();
  }

  /**
   * The opposite of {@link #encode}.
   *
   * @throws IllegalArgumentException if the text does not come from there
   */
  static InputFormat decode(String text) {
    int in = text.indexOf(" in ");
    String form = in < 0 ? text : text.substring(0, in);
    Charset encoding =
        in < 0 ? StandardCharsets.UTF_8 : Charset.forName(text.substring(in + " in ".length()));
    return switch (form) {
      case "csv comma" -> new Csv(',', false, encoding);
      case "csv comma bom" -> new Csv(',', true, encoding);
      case "csv semicolon" -> new Csv(';', false, encoding);
      case "csv semicolon bom" -> new Csv(';', true, encoding);
      case "csv tab" -> new Csv('\t', false, encoding);
      case "csv tab bom" -> new Csv('\t', true, encoding);
      case "json array" -> new JsonArray(encoding);
      case "ndjson" -> new JsonLines(encoding);
      case "json object" -> new JsonObject(encoding);
      default -> throw new IllegalArgumentException("not an input format: " + text);
    };
  }
}
