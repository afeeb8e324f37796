package bulkorders.sandbox.didww;

import bulkorders.sandbox.core.BadControlRequest;
import bulkorders.sandbox.core.ControlBody;
import bulkorders.sandbox.core.QueryParameters;
import bulkorders.sandbox.core.Reply;
import bulkorders.sandbox.core.Store;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** Lets a test look at stock and change it. */
final class StockControl {

  private static final long LARGEST_STOCK = 500_000;
  private static final String GROUP = "did_group_id";
  private static final String SKU = "sku_id";
  private static final String COUNTRY = "country_iso";
  private static final String PREFIX = "prefix";
  private static final String TYPE = "did_group_type";
  private static final Set<String> NAMES =
      Set.of("provider", GROUP, SKU, COUNTRY, PREFIX, TYPE, "stock");

  private final Store store;
  private final Stocks stocks;
  private final OrderBook book;

  StockControl(Store store, Stocks stocks, OrderBook book) {
    this.store = store;
    this.stocks = stocks;
    this.book = book;
  }

  /** The groups that the query names with what they have left; all when it names nothing. */
  Reply show(QueryParameters query) {
    return shown(
        groups(
            query.first(GROUP),
            query.first(SKU),
            query.first(COUNTRY),
            query.first(PREFIX),
            query.first(TYPE)));
  }

  /** Sets what is left of a group; orders that wait for stock are filled as far as it goes. */
  Reply change(byte[] bytes) {
    ControlBody body = new ControlBody(ControlBody.parse(bytes), "The inventory", NAMES);
    List<DidGroup> groups =
        groups(
            body.text(GROUP),
            body.text(SKU),
            body.text(COUNTRY),
            body.text(PREFIX),
            body.text(TYPE));
    if (groups.size() != 1) {
      throw new BadControlRequest(
          "The inventory: did_group_id, sku_id, country_iso, prefix and did_group_type together"
              + " must name one group of DIDWW, not "
              + groups.size());
    }
    @Nullable Long left = body.whole("stock", 0, LARGEST_STOCK);
    if (left == null) {
      throw new BadControlRequest("The inventory: stock is missing");
    }
    store.within(
        () -> {
          stocks.restock(groups.get(0), left.intValue());
          book.fillWaiting();
        });
    return shown(groups);
  }

  private List<DidGroup> groups(
      @Nullable String id,
      @Nullable String sku,
      @Nullable String country,
      @Nullable String prefix,
      @Nullable String type) {
    return stocks.catalogue().groups().stream()
        .filter(group -> id == null || group.id().equals(id))
        .filter(group -> sku == null || group.skus().stream().anyMatch(s -> s.id().equals(sku)))
        .filter(group -> country == null || group.country().iso().equals(country))
        .filter(group -> prefix == null || group.prefix().equals(prefix))
        .filter(group -> type == null || group.type().name().equalsIgnoreCase(type))
        .toList();
  }

  private Reply shown(List<DidGroup> groups) {
    return store.within(
        () ->
            Reply.json(
                200,
                json -> {
                  json.writeStartObject();
                  json.writeStringProperty("provider", "didww");
                  json.writeArrayPropertyStart("groups");
                  groups.forEach(group -> write(json, group));
                  json.writeEndArray();
                  json.writeEndObject();
                }));
  }

  private void write(JsonGenerator json, DidGroup group) {
    json.writeStartObject();
    json.writeStringProperty(GROUP, group.id());
    json.writeStringProperty(COUNTRY, group.country().iso());
    json.writeStringProperty(TYPE, group.type().name());
    json.writeStringProperty(PREFIX, group.prefix());
    json.writeStringProperty("area_name", group.areaName());
    json.writeArrayPropertyStart("sku_ids");
    group.skus().forEach(sku -> json.writeString(sku.id()));
    json.writeEndArray();
    json.writeNumberProperty("stock", stocks.of(group.id()).left());
    json.writeEndObject();
  }
}
