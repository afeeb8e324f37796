package bulkorders.sandbox;

import bulkorders.sandbox.core.QueryParameters;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What {@code GET /available_phone_numbers} asks for. */
record SearchCriteria(
    Shelf shelf,
    NumberPattern pattern,
    int limit,
    boolean bestEffort,
    boolean reservable,
    boolean excludeHeld,
    boolean onlyReserved,
    boolean consecutive) {

  /** Never more numbers in an answer, whatever is asked for. */
  static final int LARGEST_LIMIT = 1_000;

  private static final int DEFAULT_LIMIT = 100;

  private static final String COUNTRY = "filter[country_code]";
  private static final String TYPE = "filter[phone_number_type]";
  private static final String CODE = "filter[national_destination_code]";
  private static final String AREA = "filter[administrative_area]";
  private static final String LOCALITY = "filter[locality]";
  private static final String RATE_CENTER = "filter[rate_center]";
  private static final String FEATURES = "filter[features]";
  private static final String STARTS = "starts_with";
  private static final String ENDS = "ends_with";
  private static final String CONTAINS = "contains";
  private static final String LIMIT = "filter[limit]";
  private static final String BEST_EFFORT = "filter[best_effort]";
  private static final String QUICKSHIP = "filter[quickship]";
  private static final String RESERVABLE = "filter[reservable]";
  private static final String EXCLUDE_HELD = "filter[exclude_held_numbers]";
  private static final String CONSECUTIVE = "filter[consecutive]";
  private static final String ONLY_RESERVED = "filter[only_reserved_numbers]";
  private static final Set<String> KNOWN =
      Set.of(
          COUNTRY,
          TYPE,
          CODE,
          AREA,
          LOCALITY,
          RATE_CENTER,
          FEATURES,
          nested(STARTS),
          nested(ENDS),
          nested(CONTAINS),
          flat(STARTS),
          flat(ENDS),
          flat(CONTAINS),
          LIMIT,
          BEST_EFFORT,
          QUICKSHIP,
          RESERVABLE,
          EXCLUDE_HELD,
          CONSECUTIVE,
          ONLY_RESERVED);
  private static final Set<String> TYPES =
      Set.of("local", "toll_free", "mobile", "national", "shared_cost");

  private static String nested(String pattern) {
    return "filter[phone_number][" + pattern + "]";
  }

  private static String flat(String pattern) {
    return "filter[" + pattern + "]";
  }

  /** The criteria, or a {@link TelnyxRefusal}. */
  static SearchCriteria read(QueryParameters query) {
    FilterReader filters = new FilterReader(query, KNOWN);
    @Nullable String country = filters.text(COUNTRY);
    if (country == null || !country.matches("[A-Za-z]{2}")) {
      throw FilterReader.invalid(COUNTRY, "The country is required, two letters.");
    }
    @Nullable String type = filters.text(TYPE);
    if (type != null && !TYPES.contains(type)) {
      throw FilterReader.invalid(TYPE, "'" + type + "' is not a type of number.");
    }
    filters.flag(QUICKSHIP);
    @Nullable Integer limit = filters.whole(LIMIT);
    if (limit != null && limit < 1) {
      throw FilterReader.invalid(LIMIT, "The limit must be 1 at least.");
    }
    @Nullable String locality = filters.text(LOCALITY);
    return new SearchCriteria(
        new Shelf(
            country.toUpperCase(Locale.ROOT),
            type == null ? Shelf.LOCAL : type,
            filters.text(CODE),
            filters.text(AREA),
            locality == null ? filters.text(RATE_CENTER) : locality,
            List.copyOf(filters.list(FEATURES))),
        new NumberPattern(
            pattern(filters, STARTS), pattern(filters, ENDS), pattern(filters, CONTAINS)),
        limit == null ? DEFAULT_LIMIT : Math.min(LARGEST_LIMIT, limit),
        Boolean.TRUE.equals(filters.flag(BEST_EFFORT)),
        Boolean.TRUE.equals(filters.flag(RESERVABLE)),
        Boolean.TRUE.equals(filters.flag(EXCLUDE_HELD)),
        Boolean.TRUE.equals(filters.flag(ONLY_RESERVED)),
        filters.has(CONSECUTIVE));
  }

  private static @Nullable String pattern(FilterReader filters, String name) {
    @Nullable String nested = filters.text(nested(name));
    return nested == null ? filters.text(flat(name)) : nested;
  }

  /**
   * What to look for in a pool. A pattern begins behind the destination code where the search names
   * one, else with it.
   */
  NumberQuery query(StockPool pool) {
    @Nullable String code = shelf.destinationCode();
    boolean wholeCountry = code != null && pool.key().equals(shelf.country());
    return new NumberQuery(pattern, code == null, wholeCountry ? code : null);
  }

  /** The same without the criteria that best effort lets go: pattern, code and locality. */
  SearchCriteria loosened() {
    Shelf loose =
        new Shelf(shelf.country(), shelf.numberType(), null, shelf.area(), null, shelf.features());
    return new SearchCriteria(
        loose, NumberPattern.ANY, limit, false, reservable, true, false, false);
  }
}
