package bulkorders.sandbox;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
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

  private static final String NOWHERE = "nowhere";
  private static final Set<String> KNOWN_FEATURES =
      Set.of(
          "sms",
          "mms",
          "voice",
          "fax",
          "emergency",
          "hd_voice",
          "international_sms",
          "local_calling");

  /** An area code sells lines below this one, the country's pool the others. */
  private static final int FIRST_NATIONAL_LINE = 5_000;

  private static final int TOLL_FREE_LINES = 1_000;
  private static final int LEAST_LINES = 80;

  private final Map<String, StockPool> pools = new HashMap<>();

  /** Takes numbers for a group out of stock: as its strategy says, all, some or none. */
  List<Slice> take(NewGroup group, int atMost) {
    List<Slice> found = new ArrayList<>();
    int missing = Math.min(atMost, group.count());
    for (String key : poolsFor(group)) {
      if (missing == 0) {
        break;
      }
      for (Slice slice : pool(key).find(missing, group.pattern())) {
        found.add(slice);
        missing -= slice.count();
      }
    }
    int available = found.stream().mapToInt(Slice::count).sum();
    if (group.allOrNothing() && available < group.count()) {
      return List.of();
    }
    found.forEach(slice -> slice.pool().sell(slice.from(), slice.count()));
    return List.copyOf(found);
  }

  /** Sells again what the journal says was sold. */
  Slice replay(String key, int from, int count) {
    StockPool pool = pool(key);
    pool.sell(from, count);
    return new Slice(pool, from, count);
  }

  /** The pool that {@code POST /_sandbox/inventory} names, or null if there is no such thing. */
  static @Nullable String key(@Nullable String country, @Nullable String areaCode) {
    if (areaCode == null) {
      return country != null && !AreaCodes.ofCountry(country).isEmpty() ? country : null;
    }
    if (AreaCodes.TOLL_FREE.contains(areaCode)) {
      return "TF-" + areaCode;
    }
    return Stream.of("US", "CA")
        .filter(c -> country == null || c.equals(country))
        .filter(c -> AreaCodes.ofCountry(c).contains(areaCode))
        .map(c -> c + "-" + areaCode)
        .findFirst()
        .orElse(null);
  }

  void restock(String key, int stock) {
    pool(key).restock(stock);
  }

  int remaining(String key) {
    return pool(key).remaining();
  }

  void clear() {
    pools.clear();
  }

  private static List<String> poolsFor(NewGroup group) {
    if (!KNOWN_FEATURES.containsAll(group.features())) {
      return List.of();
    }
    @Nullable String code = group.nationalDestinationCode();
    if (group.tollFree()) {
      return AreaCodes.TOLL_FREE.stream()
          .filter(c -> code == null || c.equals(code))
          .map(c -> "TF-" + c)
          .toList();
    }
    @Nullable String area = group.administrativeArea();
    @Nullable String locality = group.locality();
    if (code == null && area == null && locality == null) {
      return List.of(group.country());
    }
    List<String> codes =
        area == null
            ? AreaCodes.ofCountry(group.country())
            : AreaCodes.ofArea(group.country(), area);
    if (code != null) {
      codes = codes.stream().filter(code::equals).toList();
    }
    if (locality != null && !codes.isEmpty()) {
      String name = locality.strip().toLowerCase(Locale.ROOT);
      if (name.equals(NOWHERE)) {
        return List.of();
      }
      codes = List.of(codes.get(Math.floorMod(name.hashCode(), codes.size())));
    }
    return codes.stream().map(c -> group.country() + "-" + c).toList();
  }

  private StockPool pool(String key) {
    return pools.computeIfAbsent(key, Inventory::create);
  }

  private static StockPool create(String key) {
    if (key.equals("US") || key.equals("CA")) {
      int stock = key.equals("US") ? UNITED_STATES_STOCK : CANADA_STOCK;
      return new StockPool(key, AreaCodes.ofCountry(key), FIRST_NATIONAL_LINE, stock);
    }
    String code = key.substring(3);
    int lines =
        key.startsWith("TF-")
            ? TOLL_FREE_LINES
            : LEAST_LINES + (int) Math.floorMod(Ids.mix(Long.parseLong(code)), 921L);
    int stock = SHORT.getOrDefault(code, StockPool.positions(lines));
    return new StockPool(key, List.of(code), 0, stock);
  }
}
