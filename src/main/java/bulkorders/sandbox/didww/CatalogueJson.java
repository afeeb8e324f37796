package bulkorders.sandbox.didww;

import bulkorders.sandbox.core.Json;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What is for sale as the API shows it. Inside of the store only. */
final class CatalogueJson {

  private final Stocks stocks;
  private final Catalogue catalogue;

  CatalogueJson(Stocks stocks) {
    this.stocks = stocks;
    this.catalogue = stocks.catalogue();
  }

  Catalogue catalogue() {
    return catalogue;
  }

  Resource group(DidGroup group) {
    ObjectNode attributes = Json.object().put("prefix", group.prefix());
    ArrayNode features = attributes.putArray("features");
    group.features().forEach(features::add);
    attributes
        .put("is_metered", group.metered())
        .put("area_name", group.areaName())
        .put("allow_additional_channels", true)
        .putNull("service_restrictions");
    @Nullable Region region = group.region();
    @Nullable City city = group.city();
    return Resource.of("did_groups", group.id(), attributes)
        .one("country", "countries", () -> group.country().resource(catalogue))
        .one("city", "cities", () -> city == null ? null : city.resource(catalogue))
        .one("did_group_type", "did_group_types", () -> group.type().resource())
        .one("region", "regions", () -> region == null ? null : region.resource(catalogue))
        .many(
            "stock_keeping_units",
            "stock_keeping_units",
            () -> group.skus().stream().map(Sku::resource).toList())
        .with(
            Json.object()
                .put("available_dids_enabled", group.availableDids())
                .put("needs_registration", group.needsRegistration())
                .put("is_available", isAvailable(group))
                .put("total_count", total(group)));
  }

  /** Whether it can be ordered: from stock or, as all groups here, by back order. */
  boolean isAvailable(DidGroup group) {
    return true;
  }

  int total(DidGroup group) {
    return stocks.of(group.id()).left();
  }

  Resource pool(CapacityPool pool) {
    return Resource.of(
            "capacity_pools",
            pool.id(),
            Json.object()
                .put("name", pool.name())
                .put("renew_date", LocalDate.of(2027, 1, 1).toString())
                .put("total_channels_count", pool.channels())
                .put("assigned_channels_count", 0)
                .put("minimum_limit", 0)
                .put("minimum_qty_per_order", pool.minimumOrder())
                .put("setup_price", Money.text(pool.setup()))
                .put("monthly_price", Money.text(pool.monthly()))
                .put("metered_rate", "0.0025"))
        .many(
            "countries",
            "countries",
            () -> pool.countries().stream().map(c -> c.resource(catalogue)).toList());
  }
}
