package bulkorders.cli;

import bulkorders.ledger.StockChecks.Area;
import bulkorders.ledger.StockFigures;
import java.util.List;
import java.util.Locale;

/** What a provider said of its stock, for people. */
final class StockText {

  private StockText() {}

  /** All of it in one line. */
  static String line(StockFigures stock) {
    if (stock.areas() == 0) {
      return "not asked for, since every row names its number";
    }
    String missing =
        stock.foretoldShortfall() == 0
            ? "enough of all that the provider tells of"
            : ResultPrinter.counted(
                stock.foretoldShortfall(),
                "number is foretold to be missing",
                "numbers are foretold to be missing");
    return stock.areasNotTold() == 0
        ? missing
        : "%s; of %,d of %s it does not tell"
            .formatted(
                missing,
                stock.areasNotTold(),
                ResultPrinter.counted(stock.areas(), "area", "areas"));
  }

  /** A table of areas, each on a line. */
  static String table(List<Area> areas) {
    var table = new StringBuilder();
    table.append(
        String.format(
            Locale.ROOT, "%n  %-40s %10s %10s %10s%n", "area", "requested", "in stock", "missing"));
    for (Area area : areas) {
      Long available = area.available();
      table.append(
          String.format(
              Locale.ROOT,
              "  %-40s %,10d %10s %,10d%n",
              area.area().words(),
              area.requested(),
              available == null ? "not told" : String.format(Locale.ROOT, "%,d", available),
              area.foretold()));
    }
    return table.toString();
  }
}
