package bulkorders.sandbox.didww;

import java.util.Map;
import java.util.Set;

/** Which relationships of which type can be included. */
final class Relations {

  private static final Map<String, Set<String>> OF =
      Map.of(
          "countries", Set.of("regions"),
          "regions", Set.of("country"),
          "cities", Set.of("country", "region", "area"),
          "did_groups",
              Set.of("country", "city", "did_group_type", "region", "stock_keeping_units"),
          "available_dids", Set.of("did_group", "nanpa_prefix"),
          "did_reservations", Set.of("available_did"),
          "nanpa_prefixes", Set.of("country", "region"),
          "capacity_pools", Set.of("countries"),
          "address_verifications", Set.of("dids"),
          "dids", Set.of("did_group", "order", "capacity_pool", "address_verification"));

  private Relations() {}

  /** Throws a {@link DidwwRefusal} unless there is that relationship. */
  static void check(String type, String name) {
    if (!OF.getOrDefault(type, Set.of()).contains(name)) {
      throw DidwwRefusal.invalidInclude(name, type);
    }
  }
}
