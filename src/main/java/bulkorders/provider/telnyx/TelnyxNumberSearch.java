package bulkorders.provider.telnyx;

import bulkorders.provider.BookPage;
import bulkorders.provider.GroupCriteria;
import bulkorders.provider.NumberSearch;
import bulkorders.provider.ProviderUnavailableException;
import bulkorders.provider.http.ProviderHttp;
import bulkorders.provider.http.RefusedReadException;
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
  private static final String STARTS_WITH = "phone_number][starts_with";
  private static final String ENDS_WITH = "phone_number][ends_with";

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
  private final ProviderHttp http;

  TelnyxNumberSearch(ObjectMapper json, ProviderHttp http) {
    this.json = json;
    this.http = http;
  }

  @Override
  public Set<String> offered(Collection<GroupCriteria> wanted) {
    Map<Map<String, String>, Set<String>> searches = new LinkedHashMap<>();
    for (GroupCriteria criteria : wanted) {
      String number = String.valueOf(criteria.phoneNumber());
      searches
          .computeIfAbsent(searchFor(criteria, number), none -> new LinkedHashSet<>())
          .add(number);
    }
    Set<String> offered = new HashSet<>();
    searches.forEach((filters, numbers) -> offered.addAll(offered(filters, numbers)));
    return offered;
  }

  /**
   * Those of some numbers that a search shows. There are no pages: what a full answer does not show
   * is searched by all its digits, and is not taken for gone when that answer is full as well.
   */
  private Set<String> offered(Map<String, String> filters, Set<String> numbers) {
    Set<String> offered = new HashSet<>();
    if (!showsAll(filters, offered)) {
      for (String number : numbers) {
        if (!offered.contains(number) && !showsAll(byAllDigits(filters, number), offered)) {
          offered.add(number);
        }
      }
    }
    offered.retainAll(numbers);
    return offered;
  }

  /**
   * Searches.
   *
   * @param shown receives the numbers that the search shows
   * @return whether there can be no other that the filters fit
   */
  private boolean showsAll(Map<String, String> filters, Set<String> shown) {
    BookPage answer =
        search(filters, offered -> shown.add(offered.path("phone_number").stringValue("")));
    Long total = answer.total();
    return answer.entries() < BEHIND_PREFIX && (total == null || total <= answer.entries());
  }

  /** Patterns stand for the digits behind the country's code, or behind the area code asked for. */
  private static Map<String, String> byAllDigits(Map<String, String> filters, String number) {
    Map<String, String> narrow = new LinkedHashMap<>(filters);
    narrow.remove(STARTS_WITH);
    narrow.put(
        ENDS_WITH,
        number.substring(
            OfferFilter.behindCountry(number)
                + filters.getOrDefault("national_destination_code", "").length()));
    return narrow;
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
          STARTS_WITH,
          number.substring(NORTH_AMERICA.length() + AREA_CODE, number.length() - LAST_DIGITS));
    } else {
      filters.put(ENDS_WITH, number.substring(Math.max(1, number.length() - TELLING_DIGITS)));
    }
    filters.put("limit", Integer.toString(BEHIND_PREFIX));
    return filters;
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

  private BookPage search(Map<String, String> filters, Consumer<JsonNode> offered) {
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
    BookPage answer;
    try {
      answer =
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
                      "has a number that cannot be read"),
              path.toString(),
              filters.values().toArray());
    } catch (RefusedReadException e) {
      // What something in between does not find says nothing about numbers.
      if (e.notFound() && e.isOfProvider()) {
        return new BookPage(0, null, null);
      }
      throw new ProviderUnavailableException(
          "the numbers for sale cannot be searched: " + e.reason());
    }
    if (answer.fault() != null) {
      throw new ProviderUnavailableException(
          "the numbers for sale cannot be searched: the answer " + answer.fault());
    }
    return answer;
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
