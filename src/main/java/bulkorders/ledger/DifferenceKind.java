package bulkorders.ledger;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * In what an account and the ledger do not agree; in the order in which people are told. Its {@link
 * #word} is what the ledger, the report and programs know it by.
 */
public enum DifferenceKind {
  /** The account has an order of one of the ledger's runs that the ledger does not have. */
  UNKNOWN_ORDER(Repair.NONE),

  /** The account has an order that the ledger does not hold for placed. */
  UNPLACED(Repair.PLACE),

  /** The account has a reference more than once, and it is not known as surplus. */
  REFERENCE_TWICE(Repair.PLACE),

  /** The account has an order that nobody asked for, as the ledger knows. */
  SURPLUS(Repair.NONE),

  /** The account does not list an order that the ledger holds for placed. */
  MISSING_ORDER(Repair.NONE),

  /** An order carries another reference, or asks for something else than was sent. */
  ORDER_DIFFERS(Repair.NONE),

  /** The account still works on an order that the ledger holds for final. */
  STATE_DIFFERS(Repair.READ_AGAIN),

  /** A count of numbers differs. */
  COUNT_DIFFERS(Repair.READ_AGAIN),

  /** An order led to a number order that the ledger does not have. */
  NUMBER_ORDER_UNKNOWN(Repair.READ_AGAIN),

  /** The account does not list a number order that the ledger has. */
  NUMBER_ORDER_MISSING(Repair.NONE),

  /** A number order has another status. */
  NUMBER_ORDER_DIFFERS(Repair.READ_AGAIN),

  /** A number was delivered that the ledger does not have. */
  NUMBER_UNKNOWN(Repair.READ_AGAIN),

  /** The account does not show a number that the ledger has. */
  NUMBER_MISSING(Repair.NONE);

  private static final Map<String, DifferenceKind> BY_WORD =
      Arrays.stream(values())
          .collect(Collectors.toUnmodifiableMap(DifferenceKind::word, Function.identity()));

  /** For SQL, where each word is the parameter of the same name; a misspelt one is an error. */
  static final Map<String, String> WORDS =
      BY_WORD.keySet().stream()
          .collect(Collectors.toUnmodifiableMap(Function.identity(), Function.identity()));

  private enum Repair {
    /** It needs a person. */
    NONE,
    /** The order is adopted, or written down as surplus. */
    PLACE,
    /** The order is read again, by which the ledger learns what it lacks. */
    READ_AGAIN
  }

  private final Repair repair;

  DifferenceKind(Repair repair) {
    this.repair = repair;
  }

  /** The kind that a word stands for, which must be one. */
  static DifferenceKind of(String word) {
    DifferenceKind kind = BY_WORD.get(word);
    if (kind == null) {
      throw new IllegalArgumentException("no difference is called " + word);
    }
    return kind;
  }

  /** The words of the kinds that have a property. */
  private static String[] words(Repair... repairs) {
    return Arrays.stream(values())
        .filter(kind -> Arrays.asList(repairs).contains(kind.repair))
        .map(DifferenceKind::word)
        .toArray(String[]::new);
  }

  /** The words of those that are mended by finding its place for an order. */
  static String[] toPlace() {
    return words(Repair.PLACE);
  }

  /** The words of those that are mended by reading the order again. */
  static String[] toReadAgain() {
    return words(Repair.READ_AGAIN);
  }

  /** The words of those that may be mended without a person. */
  static String[] mendable() {
    return words(Repair.PLACE, Repair.READ_AGAIN);
  }

  /** Whether it may be mended without a person. */
  public boolean isMendable() {
    return repair != Repair.NONE;
  }

  /** What it is called, such as {@code unknown_order}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
