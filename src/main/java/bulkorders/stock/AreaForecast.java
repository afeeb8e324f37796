package bulkorders.stock;

import bulkorders.ledger.StockChecks.Forecast;
import bulkorders.provider.GroupCriteria;
import org.jspecify.annotations.Nullable;

/**
 * Hands out what there is in an area, first come first served. A group that wants all or nothing
 * and cannot have all leaves the numbers to those behind it.
 */
final class AreaForecast implements Forecast {

  private long left;

  /**
   * @param available how many numbers there are
   */
  AreaForecast(long available) {
    this.left = available;
  }

  @Override
  public int missing(int count, @Nullable String strategy) {
    if (left >= count) {
      left -= count;
      return 0;
    }
    if (GroupCriteria.ALL_OR_NOTHING.equals(strategy)) {
      return count;
    }
    int missing = (int) (count - left);
    left = 0;
    return missing;
  }
}
