package bulkorders.provider.telnyx;

import bulkorders.provider.BookPage;
import bulkorders.provider.GroupCriteria;
import bulkorders.provider.NumberSearch;
import bulkorders.provider.ProviderUnavailableException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * Numbers for sale at Telnyx ({@code /available_phone_numbers}), and those of the account ({@code
 * /phone_numbers}). Both are asked for as many numbers at once as have all digits but the last two
 * in common.
 */
final class TelnyxNumberSearch implements NumberSearch {

  private static final String FOR_SALE = "/available_phone_numbers";
  private static final String OWNED = "/phone_numbers";

  /** No two digits behind a prefix make more numbers than that. */
  private static final int BEHIND_PREFIX = 100;

  private static final int LAST_DIGITS = 2;
  private static final int AREA_CODE = 3;

  /** So many last digits tell a number from nearly all others of its country. */
  private static final int TELLING_DIGITS = 7;

  private static final int MOST_PAGES = 1_000;

  private static final String NORTH_AMERICA = "+1";
  private static final Set<String> TOLL_FREE =
      Set.of("800", "822", "833", "844", "855", "866", "877", "888");

  /** What the account had, or never got. */
  private static final Set<String> NOT_OURS =
      Set.of("purchase-failed", "deleted", "ported-out", "port-failed");

  private final ObjectMapper json;
  private final TelnyxHttp http;

  TelnyxNumberSearch(ObjectMapper json, TelnyxHttp http) {
    this.json = json;
    this.http = http;
  }

  @Override
  public Set<String> offered(Collection<GroupCriteria> wanted) {
    Set<String> numbers = new HashSet<>();
    Map<Map<String, String>, Integer> searches = new LinkedHashMap<>();
    for (GroupCriteria criteria : wanted) {
      String number = String.valueOf(criteria.phoneNumber());
      numbers.add(number);
      searches.merge(searchFor(criteria, number), 1, Integer::sum);
    }
    Set<String> offered = new HashSet<>();
    searches.keySet().forEach(filters -> offered.addAll(search(filters)));
    offered.retainAll(numbers);
    return offered;
  }

  /** Filters that show a number, equal for numbers that one search shows. */
  private static Map<String, String> searchFor(GroupCriteria criteria, String number) {
    Map<String, String> filters = new LinkedHashMap<>();
    filters.put("country_code", criteria.countryIso());
    if (!criteria.phoneNumberType().isEmpty()) {
      filters.put("phone_number_type", criteria.phoneNumberType());
    }
    if (number.startsWith(NORTH_AMERICA) && number.length() == "+13125550123".length()) {
      String areaCode =
          number.substring(NORTH_AMERICA.length(), NORTH_AMERICA.length() + AREA_CODE);
      if (TOLL_FREE.contains(areaCode)) {
        filters.put("phone_number_type", "toll_free");
      }
      filters.put("national_destination_code", areaCode);
      filters.put(
          "phone_number][starts_with",
          number.substring(NORTH_AMERICA.length() + AREA_CODE, number.length() - LAST_DIGITS));
    } else {
      filters.put(
          "phone_number][ends_with",
          number.substring(Math.max(1, number.length() - TELLING_DIGITS)));
    }
    filters.put("limit", Integer.toString(BEHIND_PREFIX));
    return filters;
  }

  private Set<String> search(Map<String, String> filters) {
    Set<String> found = new HashSet<>();
    search(filters, offered -> found.add(offered.path("phone_number").stringValue("")));
    return found;
  }

  @Override
  public Offers search(GroupCriteria wanted, int limit) {
    List<Offer> fitting = new ArrayList<>();
    int[] shown = new int[1];
    search(
        OfferFilter.filters(wanted, limit),
        offered -> {
          shown[0]++;
          if (OfferFilter.fits(wanted, offered)) {
            fitting.add(OfferFilter.offer(offered));
          }
        });
    return new Offers(fitting, shown[0]);
  }

  private void search(Map<String, String> filters, Consumer<JsonNode> offered) {
    StringBuilder path = new StringBuilder(FOR_SALE);
    filters
        .keySet()
        .forEach(
            name ->
                path.append(path.length() == FOR_SALE.length() ? '?' : '&')
                    .append("filter[")
                    .append(name)
                    .append("]={value")
                    .append(path.length())
                    .append('}'));
    try {
      http.get(
          Operation.SEARCH_NUMBERS,
          body ->
              ListAnswer.read(
                  json,
                  body,
                  parser -> {
                    offered.accept(parser.readValueAsTree());
                    return true;
                  },
                  ""),
          path.toString(),
          filters.values().toArray());
    } catch (RefusedReadException e) {
      // What something in between does not find says nothing about numbers.
      if (!e.notFound() || !e.isOfProvider()) {
        throw new ProviderUnavailableException(
            "the numbers for sale cannot be searched: " + e.reason());
      }
    }
  }

  @Override
  public Set<String> owned(Collection<String> phoneNumbers) {
    Map<String, List<String>> byPrefix = new HashMap<>();
    for (String number : new LinkedHashSet<>(phoneNumbers)) {
      byPrefix
          .computeIfAbsent(
              number.substring(0, number.length() - LAST_DIGITS), none -> new ArrayList<>())
          .add(number);
    }
    Set<String> owned = new HashSet<>();
    byPrefix.forEach(
        (prefix, numbers) -> owned.addAll(owned(numbers.size() == 1 ? numbers.get(0) : prefix)));
    owned.retainAll(new HashSet<>(phoneNumbers));
    return owned;
  }

  /** All numbers of the account that have these digits. */
  private Set<String> owned(String digits) {
    Set<String> owned = new HashSet<>();
    long seen = 0;
    for (int page = 1; page <= MOST_PAGES; page++) {
      BookPage read = page(digits, page, owned);
      seen += read.entries();
      Long total = read.total();
      if (read.fault() != null) {
        throw new ProviderUnavailableException(
            "the numbers of the account cannot be listed: page %d %s"
                .formatted(page, read.fault()));
      }
      if (read.entries() == 0 || (total != null && seen >= total)) {
        return owned;
      }
    }
    throw new ProviderUnavailableException(
        "the numbers of the account cannot be listed: they do not end within "
            + MOST_PAGES
            + " pages");
  }

  private BookPage page(String digits, int page, Set<String> owned) {
    try {
      return http.get(
          Operation.LIST_OWNED,
          body ->
              ListAnswer.read(
                  json,
                  body,
                  parser -> {
                    Entry entry = number(parser);
                    if (!NOT_OURS.contains(entry.status().toLowerCase(Locale.ROOT))) {
                      owned.add(entry.phoneNumber());
                    }
                    return !entry.phoneNumber().isEmpty();
                  },
                  "has a number that cannot be read"),
          OWNED + "?filter[phone_number]={digits}&page[size]={size}&page[number]={page}",
          digits.substring(1),
          TelnyxProvider.PAGE_SIZE,
          page);
    } catch (RefusedReadException e) {
      throw new ProviderUnavailableException(
          "the numbers of the account cannot be listed: " + e.reason());
    }
  }

  private record Entry(String phoneNumber, String status) {}

  private static Entry number(JsonParser parser) {
    String phoneNumber = "";
    String status = "";
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      if (name.equals("phone_number") && value == JsonToken.VALUE_STRING) {
        phoneNumber = parser.getString();
      } else if (name.equals("status") && value == JsonToken.VALUE_STRING) {
        status = parser.getString();
      } else {
        parser.skipChildren();
      }
    }
    return new Entry(phoneNumber, status);
  }
}
