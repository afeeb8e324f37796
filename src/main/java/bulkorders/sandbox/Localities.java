package bulkorders.sandbox;

import java.util.Map;

/** What the places are called that numbers are in. */
final class Localities {

  private static final Map<String, String> CITIES =
      Map.ofEntries(
          Map.entry("202", "WASHINGTON"),
          Map.entry("206", "SEATTLE"),
          Map.entry("212", "NEW YORK"),
          Map.entry("213", "LOS ANGELES"),
          Map.entry("214", "DALLAS"),
          Map.entry("303", "DENVER"),
          Map.entry("305", "MIAMI"),
          Map.entry("312", "CHICAGO"),
          Map.entry("404", "ATLANTA"),
          Map.entry("415", "SAN FRANCISCO"),
          Map.entry("416", "TORONTO"),
          Map.entry("512", "AUSTIN"),
          Map.entry("514", "MONTREAL"),
          Map.entry("604", "VANCOUVER"),
          Map.entry("617", "BOSTON"),
          Map.entry("702", "LAS VEGAS"));

  private Localities() {}

  /** The city or rate centre of a number; where none is known, its area code with a word before. */
  static String of(Place place) {
    return ForeignRange.byKey(place.pool().key())
        .map(ForeignRange::place)
        .orElseGet(
            () -> ofAreaCode(place.pool().plan().national(place.position()).substring(0, 3)));
  }

  static String ofAreaCode(String areaCode) {
    return CITIES.getOrDefault(areaCode, "ZONE " + areaCode);
  }
}
