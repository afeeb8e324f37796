package bulkorders.sandbox;

import java.util.Map;

/** What a number costs: once, and every month. */
record Price(String upfront, String monthly) {

  static final String CURRENCY = "USD";

  private static final Price NORTH_AMERICAN_LOCAL = new Price("1.00000", "1.00000");
  private static final Price NORTH_AMERICAN_TOLL_FREE = new Price("1.00000", "2.00000");
  private static final Map<String, Price> ABROAD =
      Map.of(
          "local", new Price("2.00000", "2.50000"),
          "national", new Price("3.00000", "3.50000"),
          "mobile", new Price("5.00000", "6.00000"),
          "toll_free", new Price("20.00000", "15.00000"),
          "shared_cost", new Price("30.00000", "25.00000"));

  static Price of(String country, String numberType) {
    if (AreaCodes.ofCountry(country).isEmpty()) {
      return ABROAD.getOrDefault(numberType, NORTH_AMERICAN_LOCAL);
    }
    return numberType.equals(Shelf.LOCAL) ? NORTH_AMERICAN_LOCAL : NORTH_AMERICAN_TOLL_FREE;
  }
}
