package bulkorders.sandbox.didww;

import bulkorders.sandbox.core.NorthAmericanPlan;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What is for sale. Everything in it, ids included, is the same at every start, so that documents
 * and samples can name it.
 */
final class Catalogue {

  /** Two channels more cost this much a month. */
  private static final BigDecimal TWO_CHANNELS = new BigDecimal("4.00");

  /** The exchanges of an area code. */
  private static final List<String> EXCHANGES =
      IntStream.range(200, 1_000)
          .filter(exchange -> NorthAmericanPlan.exchangeIndex(exchange) >= 0)
          .mapToObj(Integer::toString)
          .toList();

  /** Ids that the provider's documentation uses. */
  private static final Map<String, String> WELL_KNOWN =
      Map.of("sku/DE/Local/30/0", "b6d9d793-578d-42d3-bc33-73dd8155e615");

  private static final String COUNTRIES =
      """
      AT 43 Austria
      AU 61 Australia
      BR 55 Brazil
      CA 1 Canada
      DE 49 Germany
      ES 34 Spain
      FR 33 France
      GB 44 United Kingdom
      IT 39 Italy
      JP 81 Japan
      NL 31 Netherlands
      PL 48 Poland
      SE 46 Sweden
      US 1 United States
      """;

  private static final String REGIONS =
      """
      CA-BC British Columbia
      CA-ON Ontario
      US-CA California
      US-IL Illinois
      US-NY New York
      US-TX Texas
      US-WY Wyoming
      """;

  /**
   * Country, type, prefix, digits behind it, stock, setup and monthly price, flags (registration,
   * chosen numbers, metered), features, region, area.
   */
  private static final String GROUPS =
      """
      AT Local      1     7 4000   2.00  3.00 -a- voice_in         -  Vienna
      AU Local      2     8 4000   3.00  4.00 ra- voice_in         -  Sydney
      AU Mobile     4     8 2000   5.00  9.00 r-- voice_in,sms_in,sms_out -  Mobile
      BR Local      11    8 3000   4.00  6.00 r-- voice_in         -  Sao Paulo
      CA Local      416   7 70000  0.50  0.80 -a- voice_in,t38     CA-ON Toronto
      CA Local      604   7 70000  0.50  0.80 -a- voice_in,t38     CA-BC Vancouver
      DE Local      30    7 50000  0.40  0.20 -a- voice_in,t38     -  Berlin
      DE Local      341   6 40     0.40  0.20 -a- voice_in,t38     -  Leipzig
      DE Local      89    7 50000  0.40  0.25 ra- voice_in,t38     -  Munich
      DE Toll-free  800   6 3000   10.00 12.00 r-m voice_in        -  Toll-free
      ES Local      91    6 9000   1.00  1.50 ra- voice_in         -  Madrid
      FR Local      1     7 9000   1.00  1.50 ra- voice_in,t38     -  Paris
      GB Local      20    7 50000  0.00  0.60 -a- voice_in,t38     -  London
      GB Mobile     7     8 5000   2.00  3.00 -a- voice_in,sms_in  -  Mobile
      GB National   333   6 5000   0.00  0.90 --- voice_in         -  National
      IT Local      06    7 9000   2.00  2.50 ra- voice_in         -  Rome
      JP Local      3     7 0      8.00  12.00 r-- voice_in        -  Tokyo
      NL Local      20    6 9000   0.50  0.90 -a- voice_in         -  Amsterdam
      PL Local      22    7 9000   0.50  0.90 -a- voice_in         -  Warsaw
      SE Local      8     6 9000   0.50  0.90 -a- voice_in         -  Stockholm
      US Local      212   7 25     1.00  2.00 -a- voice_in,sms_in  US-NY New York
      US Local      213   7 70000  0.50  0.80 -a- voice_in,sms_in  US-CA Los Angeles
      US Local      307   7 1      0.50  0.80 -a- voice_in         US-WY Cheyenne
      US Local      312   7 300000 0.50  0.80 -a- voice_in,sms_in  US-IL Chicago
      US Local      713   7 70000  0.50  0.80 -a- voice_in,sms_in  US-TX Houston
      US Toll-free  844   7 50000  1.00  2.00 --m voice_in         -  Toll-free
      """;

  private final Map<String, Country> countries = new LinkedHashMap<>();
  private final Map<String, Region> regions = new LinkedHashMap<>();
  private final Map<String, City> cities = new LinkedHashMap<>();
  private final Map<String, GroupType> types = new LinkedHashMap<>();
  private final Map<String, DidGroup> groups = new LinkedHashMap<>();
  private final Map<String, Sku> skus = new LinkedHashMap<>();
  private final Map<String, NanpaPrefix> prefixes = new LinkedHashMap<>();
  private final Map<String, CapacityPool> pools = new LinkedHashMap<>();

  Catalogue() {
    Map<String, Country> byIso = new LinkedHashMap<>();
    for (String line : COUNTRIES.lines().toList()) {
      String[] words = line.split(" ", 3);
      Country country = new Country(id("country/" + words[0]), words[2], words[1], words[0]);
      byIso.put(words[0], country);
      countries.put(country.id(), country);
    }
    Map<String, Region> byCode = new LinkedHashMap<>();
    for (String line : REGIONS.lines().toList()) {
      String[] words = line.split(" ", 2);
      Country country = required(byIso, words[0].substring(0, 2));
      Region region = new Region(id("region/" + words[0]), country, words[1], words[0]);
      byCode.put(words[0], region);
      regions.put(region.id(), region);
    }
    Map<String, GroupType> byName = new LinkedHashMap<>();
    for (String name :
        List.of("Global", "Local", "Mobile", "National", "Shared Cost", "Toll-free")) {
      GroupType type = new GroupType(id("type/" + name), name);
      byName.put(name, type);
      types.put(type.id(), type);
    }
    for (String line : GROUPS.lines().toList()) {
      String[] words = line.split(" +", 11);
      addGroup(words, byIso, byCode, byName);
    }
    addPool("Standard", 1, 10, "0.0", "15.0", List.copyOf(byIso.values()));
    addPool("Extended", 5, 0, "10.0", "25.0", List.copyOf(byIso.values()));
  }

  private void addGroup(
      String[] words,
      Map<String, Country> byIso,
      Map<String, Region> byCode,
      Map<String, GroupType> byName) {
    Country country = required(byIso, words[0]);
    GroupType type = required(byName, words[1]);
    @Nullable Region region = byCode.get(words[9]);
    String prefix = words[2];
    String key = words[0] + "/" + words[1] + "/" + prefix;
    String id = id("group/" + key);
    @Nullable City city = null;
    if (words[1].equals("Local")) {
      city = new City(id("city/" + key), country, region, words[10]);
      cities.put(city.id(), city);
    }
    BigDecimal setup = new BigDecimal(words[5]);
    BigDecimal monthly = new BigDecimal(words[6]);
    List<Sku> both =
        List.of(
            new Sku(id("sku/" + key + "/0"), id, setup, monthly, 0),
            new Sku(id("sku/" + key + "/2"), id, setup, monthly.add(TWO_CHANNELS), 2));
    both.forEach(sku -> skus.put(sku.id(), sku));
    boolean northAmerican = country.prefix().equals("1");
    DidGroup group =
        new DidGroup(
            id,
            country,
            type,
            region,
            city,
            prefix,
            words[10],
            List.of(words[8].split(",", -1)),
            words[7].contains("m"),
            words[7].contains("r"),
            words[7].contains("a"),
            Integer.parseInt(words[4]),
            northAmerican
                ? NumberRange.NorthAmerican.of(prefix)
                : new NumberRange.Scattered(country.prefix() + prefix, Integer.parseInt(words[3])),
            both);
    groups.put(id, group);
    if (northAmerican) {
      for (String exchange : EXCHANGES) {
        var nanpa = new NanpaPrefix(id("nanpa/" + prefix + exchange), group, prefix, exchange);
        prefixes.put(nanpa.id(), nanpa);
      }
    }
  }

  private void addPool(
      String name,
      int minimumOrder,
      int channels,
      String setup,
      String monthly,
      List<Country> all) {
    var pool =
        new CapacityPool(
            id("pool/" + name),
            name,
            all,
            minimumOrder,
            channels,
            new BigDecimal(setup),
            new BigDecimal(monthly));
    pools.put(pool.id(), pool);
  }

  private static <T> T required(Map<String, T> byKey, String key) {
    return Objects.requireNonNull(byKey.get(key), key);
  }

  private static String id(String key) {
    @Nullable String wellKnown = WELL_KNOWN.get(key);
    return wellKnown == null
        ? UUID.nameUUIDFromBytes(("sandbox/" + key).getBytes(StandardCharsets.UTF_8)).toString()
        : wellKnown;
  }

  Collection<Country> countries() {
    return countries.values();
  }

  Collection<Region> regions() {
    return regions.values();
  }

  Collection<City> cities() {
    return cities.values();
  }

  Collection<GroupType> types() {
    return types.values();
  }

  Collection<DidGroup> groups() {
    return groups.values();
  }

  Collection<NanpaPrefix> prefixes() {
    return prefixes.values();
  }

  Collection<CapacityPool> pools() {
    return pools.values();
  }

  @Nullable DidGroup group(String id) {
    return groups.get(id);
  }

  /** The group that is surely there. */
  DidGroup groupOf(Sku sku) {
    return known(sku.group());
  }

  /** The group of that id, which was written down when there was one. */
  DidGroup known(String id) {
    @Nullable DidGroup group = groups.get(id);
    if (group == null) {
      throw new IllegalStateException("No group has the id " + id);
    }
    return group;
  }

  @Nullable Sku sku(String id) {
    return skus.get(id);
  }

  @Nullable NanpaPrefix prefix(String id) {
    return prefixes.get(id);
  }

  @Nullable CapacityPool pool(String id) {
    return pools.get(id);
  }
}
