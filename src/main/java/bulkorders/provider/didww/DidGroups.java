package bulkorders.provider.didww;

import bulkorders.provider.CatalogueEntry;
import bulkorders.provider.CatalogueReading;
import bulkorders.provider.NanpaPrefix;
import bulkorders.provider.ProviderUnavailableException;
import bulkorders.provider.http.AnswerParser;
import bulkorders.provider.http.ProviderHttp;
import bulkorders.provider.http.RefusedReadException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/** The catalogue: all groups of numbers with their units, {@code GET /did_groups}. */
final class DidGroups implements CatalogueReading {

  private static final int MOST_PAGES = 10_000;

  private final ProviderHttp http;
  private final Function<InputStream, JsonNode> documents;
  private final String currency;

  /**
   * @param documents reads an answer
   * @param currency of the account's money
   */
  DidGroups(ProviderHttp http, Function<InputStream, JsonNode> documents, String currency) {
    this.http = http;
    this.documents = documents;
    this.currency = currency;
  }

  @Override
  public String currency() {
    return currency;
  }

  @Override
  public void read(Consumer<CatalogueEntry> entries) {
    for (int number = 1; number <= MOST_PAGES; number++) {
      JsonNode document = page(number);
      ListPage page = ListPage.of(document);
      if (page.fault() != null) {
        throw new ProviderUnavailableException(
            "page %d of the catalogue %s".formatted(number, page.fault()));
      }
      Map<String, JsonNode> included = new HashMap<>();
      document
          .path("included")
          .forEach(resource -> included.put(key(resource), resource.path("attributes")));
      page.resources().forEach(group -> units(group, included).forEach(entries));
      boolean isLast =
          page.total() == null
              ? page.resources().size() < DidwwProvider.PAGE_SIZE
              : (long) number * DidwwProvider.PAGE_SIZE >= page.total();
      if (page.resources().isEmpty() || isLast) {
        return;
      }
    }
  }

  /** The list of exchanges says nothing of groups, so that those of each are asked for. */
  @Override
  public List<NanpaPrefix> prefixes(String npanxx) {
    List<NanpaPrefix> prefixes = new ArrayList<>();
    for (JsonNode prefix :
        whole("exchange " + npanxx, "/nanpa_prefixes?filter[npanxx]={npanxx}", npanxx)) {
      JsonNode attributes = prefix.path("attributes");
      String id = prefix.path("id").stringValue("");
      String said = attributes.path("npa").asString("") + attributes.path("nxx").asString("");
      if (said.equals(npanxx) && AnswerParser.isProviderId(id)) {
        for (JsonNode group :
            whole("groups of exchange " + npanxx, "/did_groups?filter[nanpa_prefix.id]={id}", id)) {
          prefixes.add(new NanpaPrefix(id, group.path("id").stringValue("")));
        }
      }
    }
    return prefixes;
  }

  /** A list that has to fit on one page; what is special has few answers. */
  private List<JsonNode> whole(String what, String path, String value) {
    JsonNode document =
        RefusedReadException.unlessRefused(
            Operation.GET_CATALOGUE,
            () ->
                http.get(
                    Operation.GET_CATALOGUE,
                    documents::apply,
                    path + "&page[size]={size}",
                    value,
                    DidwwProvider.PAGE_SIZE));
    ListPage page = ListPage.of(document);
    Long total = page.total();
    if (page.fault() != null || total != null && total > page.resources().size()) {
      throw new ProviderUnavailableException(
          "the list of %s %s"
              .formatted(
                  what, page.fault() != null ? page.fault() : "has %d members".formatted(total)));
    }
    return page.resources();
  }

  private JsonNode page(int number) {
    return RefusedReadException.unlessRefused(
        Operation.GET_CATALOGUE,
        () ->
            http.get(
                Operation.GET_CATALOGUE,
                documents::apply,
                "/did_groups?include=stock_keeping_units,country,did_group_type&page[number]={number}&page[size]={size}",
                number,
                DidwwProvider.PAGE_SIZE));
  }

  private static String key(JsonNode resource) {
    return resource.path("type").stringValue("") + " " + resource.path("id").stringValue("");
  }

  private static List<CatalogueEntry> units(JsonNode group, Map<String, JsonNode> included) {
    JsonNode attributes = group.path("attributes");
    JsonNode relationships = group.path("relationships");
    JsonNode meta = group.path("meta");
    JsonNode country = related(relationships, "country", included);
    JsonNode type = related(relationships, "did_group_type", included);
    String id = group.path("id").stringValue("");
    List<String> features = new ArrayList<>();
    attributes.path("features").forEach(feature -> features.add(feature.asString("")));
    features.sort(null);
    JsonNode count = meta.path("total_count");
    List<CatalogueEntry> units = new ArrayList<>();
    for (JsonNode reference : relationships.path("stock_keeping_units").path("data")) {
      String sku = reference.path("id").stringValue("");
      JsonNode unit = included.get(key(reference));
      BigDecimal setup = unit == null ? null : AnsweredOrder.money(unit.path("setup_price"));
      BigDecimal monthly = unit == null ? null : AnsweredOrder.money(unit.path("monthly_price"));
      if (unit != null
          && setup != null
          && monthly != null
          && AnswerParser.isProviderId(sku)
          && AnswerParser.isProviderId(id)) {
        units.add(
            new CatalogueEntry(
                sku,
                id,
                country.path("iso").stringValue(""),
                attributes.path("area_name").stringValue(""),
                attributes.path("prefix").stringValue(""),
                type.path("name").stringValue(""),
                features,
                unit.path("channels_included_count").asInt(0),
                setup,
                monthly,
                meta.path("needs_registration").asBoolean(false),
                meta.path("is_available").asBoolean(true),
                count.isIntegralNumber() ? (Long) count.asLong() : null));
      }
    }
    return units;
  }

  private static JsonNode related(
      JsonNode relationships, String name, Map<String, JsonNode> included) {
    JsonNode data = relationships.path(name).path("data");
    return included.getOrDefault(key(data), data.path("attributes"));
  }
}
