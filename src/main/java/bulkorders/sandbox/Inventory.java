package bulkorders.sandbox;

import bulkorders.sandbox.core.Ids;
import bulkorders.sandbox.core.NorthAmericanPlan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is for sale. The stock of an area code follows from the area code alone, with a few that are
 * short or empty on purpose. Not thread safe.
 */
final class Inventory {

  static final int UNITED_STATES_STOCK = 20_000_000;
  static final int CANADA_STOCK = 4_000_000;

  /** Area codes that run short, whatever their type. */
  static final Map<String, Integer> SHORT =
      Map.of("212", 25, "307", 1, "406", 250, "709", 40, "800", 12, "867", 0, "907", 0);

  /** An area code sells lines below this one, the country's pool the others. */
  private static final int FIRST_NATIONAL_LINE = 5_000;

  private static final int TOLL_FREE_LINES = 1_000;
  private static final int LEAST_LINES = 80;

  private final Map<String, StockPool> pools = new HashMap<>();

  /** Takes numbers for a group out of stock: as its strategy says, all, some or none. */
  List<Slice> take(NewGroup group, int atMost) {
    NumberQuery query = NumberQuery.behindCode(group.pattern());
    List<Slice> found = new ArrayList<>();
    int missing = Math.min(atMost, group.count());
    for (String key : group.shelf().pools()) {
      if (missing == 0) {
        break;
      }
      for (Slice slice : pool(key).find(missing, query)) {
        found.add(slice);
        missing -= slice.count();
      }
    }
    int available = found.stream().mapToInt(Slice::count).sum();
    if (group.allOrNothing() && available < group.count()) {
      return List.of();
    }
    found.forEach(slice -> slice.pool().take(slice.from(), slice.count()));
    return List.copyOf(found);
  }

  /** Where a number is; null if there is no such number. */
  @Nullable Place locate(String e164) {
    return candidates(e164)
        .map(this::pool)
        .map(pool -> new Place(pool, pool.plan().position(e164)))
        .filter(place -> place.pool().holds(place.position()))
        .findFirst()
        .orElse(null);
  }

  private static Stream<String> candidates(String e164) {
    if (!e164.startsWith("+1")) {
      return ForeignRange.of(e164).map(ForeignRange::key).stream();
    }
    String code = e164.length() < 5 ? "" : e164.substring(2, 5);
    if (AreaCodes.TOLL_FREE.contains(code)) {
      return Stream.of("TF-" + code);
    }
    return Stream.of("US", "CA")
        .filter(country -> AreaCodes.ofCountry(country).contains(code))
        .flatMap(country -> Stream.of(country + "-" + code, country));
  }

  /** The pool that {@code POST /_sandbox/inventory} names, or null if there is no such thing. */
  static @Nullable String key(
      @Nullable String country, @Nullable String numberType, @Nullable String destinationCode) {
    if (country != null && AreaCodes.ofCountry(country).isEmpty()) {
      String key = country + "/" + numberType + "/" + destinationCode;
      return ForeignRange.byKey(key).isPresent() ? key : null;
    }
    if (destinationCode == null) {
      return country;
    }
    if (AreaCodes.TOLL_FREE.contains(destinationCode)) {
      return "TF-" + destinationCode;
    }
    return Stream.of("US", "CA")
        .filter(c -> country == null || c.equals(country))
        .filter(c -> AreaCodes.ofCountry(c).contains(destinationCode))
        .map(c -> c + "-" + destinationCode)
        .findFirst()
        .orElse(null);
  }

  void clear() {
    pools.clear();
  }

  StockPool pool(String key) {
    return pools.computeIfAbsent(key, Inventory::create);
  }

  private static StockPool create(String key) {
    return ForeignRange.byKey(key)
        .map(
            range ->
                new StockPool(
                    key,
                    range.country(),
                    range.numberType(),
                    new ForeignPlan(range),
                    range.stock()))
        .orElseGet(() -> northAmerican(key));
  }

  private static StockPool northAmerican(String key) {
    if (key.equals("US") || key.equals("CA")) {
      int stock = key.equals("US") ? UNITED_STATES_STOCK : CANADA_STOCK;
      var plan = new NorthAmericanPlan(AreaCodes.ofCountry(key), FIRST_NATIONAL_LINE);
      return new StockPool(key, key, Shelf.LOCAL, plan, stock);
    }
    String code = key.substring(3);
    boolean tollFree = key.startsWith("TF-");
    int lines =
        tollFree
            ? TOLL_FREE_LINES
            : LEAST_LINES + (int) Math.floorMod(Ids.mix(Long.parseLong(code)), 921L);
    int stock = SHORT.getOrDefault(code, NorthAmericanPlan.positions(lines));
    return new StockPool(
        key,
        tollFree ? "US" : key.substring(0, 2),
        tollFree ? Shelf.TOLL_FREE : Shelf.LOCAL,
        new NorthAmericanPlan(List.of(code), 0),
        stock);
  }
}
