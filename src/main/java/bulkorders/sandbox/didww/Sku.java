package bulkorders.sandbox.didww;

import bulkorders.sandbox.core.Json;
import java.math.BigDecimal;

/**
 * What a number of a group costs, without tax.
 *
 * @param group the id of its group
 * @param setup once
 * @param monthly every month
 * @param channels how many are included
 */
record Sku(String id, String group, BigDecimal setup, BigDecimal monthly, int channels) {

  Resource resource() {
    return Resource.of(
        "stock_keeping_units",
        id,
        Json.object()
            .put("setup_price", Money.text(setup))
            .put("monthly_price", Money.text(monthly))
            .put("channels_included_count", channels));
  }
}
