package bulkorders.intake;

import bulkorders.provider.GroupCriteria;
import bulkorders.provider.OrderSettings;
import java.util.List;

/** What the orders of a provider ask of a row. What is wrong is told to the row's check. */
sealed interface RowRules permits TelnyxRules, DidwwRules {

  String TELNYX = "telnyx";
  String DIDWW = "didww";

  /** The providers that rows may name. */
  List<String> PROVIDERS = List.of(TELNYX, DIDWW);

  /** What the row asks for. */
  GroupCriteria criteria();

  /**
   * How many it asks for.
   *
   * @param maxNumbersPerOrder most numbers that fit into one order
   */
  int count(int maxNumbersPerOrder);

  /** What holds for the whole order. */
  OrderSettings settings();

  /**
   * The rules of a provider.
   *
   * @param account that the row belongs to
   * @param units what accounts sell by stock keeping unit
   */
  static RowRules of(String provider, RowCheck row, String account, Units units) {
    return switch (provider) {
      case TELNYX -> new TelnyxRules(row);
      case DIDWW -> new DidwwRules(row, account, units);
      default -> throw new IllegalArgumentException("no rules for rows of provider " + provider);
    };
  }

  /** How people write its name. */
  static String nameOf(String provider) {
    return provider.equals(DIDWW) ? "DIDWW" : "Telnyx";
  }
}
