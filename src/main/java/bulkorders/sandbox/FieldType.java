package bulkorders.sandbox;

import java.util.Locale;

/** What a requirement is fulfilled with. */
enum FieldType {
  /** A text. */
  TEXTUAL,
  /** A date. */
  DATETIME,
  /** The id of an address. */
  ADDRESS,
  /** The id of a document. */
  DOCUMENT;

  String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The catalogue knows only three types: a date is a text there. */
  String catalogueCode() {
    return this == DATETIME ? TEXTUAL.code() : code();
  }
}
