package bulkorders.sandbox;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where numbers are looked for, as clients name it.
 *
 * @param numberType {@code local}, {@code toll_free}, {@code mobile}, {@code national} or {@code
 *     shared_cost}
 */
record Shelf(
    String country,
    String numberType,
    @Nullable String destinationCode,
    @Nullable String area,
    @Nullable String locality,
    List<String> features) {

  static final String LOCAL = "local";
  static final String TOLL_FREE = "toll_free";

  private static final String NOWHERE = "nowhere";

  boolean northAmerican() {
    return !AreaCodes.ofCountry(country).isEmpty();
  }

  /** The keys of the pools to take from, in that order. */
  List<String> pools() {
    if (!Features.of(country, numberType).containsAll(features)) {
      return List.of();
    }
    if (!northAmerican()) {
      return foreign();
    }
    return switch (numberType) {
      case TOLL_FREE ->
          AreaCodes.TOLL_FREE.stream()
              .filter(code -> destinationCode == null || code.equals(destinationCode))
              .map(code -> "TF-" + code)
              .toList();
      case LOCAL -> northAmericanLocal();
      default -> List.of();
    };
  }

  private List<String> northAmericanLocal() {
    if (destinationCode == null && area == null && locality == null) {
      return List.of(country);
    }
    return areaCodes().stream().map(code -> country + "-" + code).toList();
  }

  /** The area codes that the criteria leave, for local numbers of North America. */
  List<String> areaCodes() {
    List<String> codes =
        area == null ? AreaCodes.ofCountry(country) : AreaCodes.ofArea(country, area);
    if (destinationCode != null) {
      codes = codes.stream().filter(destinationCode::equals).toList();
    }
    if (locality == null || codes.isEmpty()) {
      return codes;
    }
    String name = locality.strip().toLowerCase(Locale.ROOT);
    return name.equals(NOWHERE)
        ? List.of()
        : List.of(codes.get(Math.floorMod(name.hashCode(), codes.size())));
  }

  private List<String> foreign() {
    if (area != null) {
      return List.of();
    }
    return ForeignRange.of(country, numberType).stream()
        .filter(range -> destinationCode == null || range.destinationCode().equals(destinationCode))
        .filter(range -> locality == null || range.place().equalsIgnoreCase(locality.strip()))
        .map(ForeignRange::key)
        .toList();
  }
}
