package bulkorders.sandbox;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Numbers for sale outside of North America: those of one type behind one destination code.
 *
 * @param country two letters
 * @param destinationCode with the leading zero where numbers keep it (Italy)
 * @param place where numbers of that code are; the country where they are anywhere in it
 */
record ForeignRange(
    String country,
    String callingCode,
    String numberType,
    String destinationCode,
    int subscriberDigits,
    String place) {

  private static final int STOCK = 50_000;

  private static final List<ForeignRange> ALL =
      """
      CH 41 local 22 7 GENEVE
      CH 41 local 31 7 BERN
      CH 41 local 44 7 ZURICH
      CH 41 local 61 7 BASEL
      CH 41 mobile 78 7 SWITZERLAND
      CH 41 national 58 7 SWITZERLAND
      CH 41 shared_cost 848 6 SWITZERLAND
      CH 41 toll_free 800 6 SWITZERLAND
      DE 49 local 221 7 KOLN
      DE 49 local 30 8 BERLIN
      DE 49 local 40 8 HAMBURG
      DE 49 local 69 8 FRANKFURT
      DE 49 local 711 7 STUTTGART
      DE 49 local 89 8 MUNCHEN
      DE 49 mobile 155 8 GERMANY
      DE 49 national 32 8 GERMANY
      DE 49 shared_cost 180 7 GERMANY
      DE 49 toll_free 800 7 GERMANY
      DK 45 local 33 6 COPENHAGEN
      DK 45 mobile 42 6 DENMARK
      DK 45 national 70 6 DENMARK
      DK 45 toll_free 80 6 DENMARK
      ES 34 local 91 7 MADRID
      ES 34 local 93 7 BARCELONA
      ES 34 local 96 7 VALENCIA
      ES 34 mobile 60 7 SPAIN
      ES 34 national 51 7 SPAIN
      ES 34 shared_cost 901 6 SPAIN
      ES 34 toll_free 900 6 SPAIN
      FR 33 local 1 8 PARIS
      FR 33 local 4 8 MARSEILLE
      FR 33 local 5 8 BORDEAUX
      FR 33 mobile 7 8 FRANCE
      FR 33 national 9 8 FRANCE
      FR 33 shared_cost 81 7 FRANCE
      FR 33 toll_free 80 7 FRANCE
      GB 44 local 117 7 BRISTOL
      GB 44 local 121 7 BIRMINGHAM
      GB 44 local 131 7 EDINBURGH
      GB 44 local 161 7 MANCHESTER
      GB 44 local 20 8 LONDON
      GB 44 mobile 74 8 UNITED_KINGDOM
      GB 44 national 330 7 UNITED_KINGDOM
      GB 44 shared_cost 843 7 UNITED_KINGDOM
      GB 44 toll_free 800 7 UNITED_KINGDOM
      IT 39 local 011 7 TORINO
      IT 39 local 02 8 MILANO
      IT 39 local 06 8 ROMA
      IT 39 mobile 37 8 ITALY
      IT 39 national 05 8 ITALY
      IT 39 shared_cost 840 6 ITALY
      IT 39 toll_free 800 6 ITALY
      NL 31 local 10 7 ROTTERDAM
      NL 31 local 20 7 AMSTERDAM
      NL 31 mobile 6 8 NETHERLANDS
      NL 31 national 85 7 NETHERLANDS
      NL 31 toll_free 800 7 NETHERLANDS
      NO 47 local 21 6 OSLO
      NO 47 mobile 45 6 NORWAY
      NO 47 toll_free 80 6 NORWAY
      PT 351 local 21 7 LISBOA
      PT 351 local 22 7 PORTO
      PT 351 mobile 93 7 PORTUGAL
      PT 351 national 30 7 PORTUGAL
      PT 351 toll_free 80 7 PORTUGAL
      SE 46 local 31 7 GOTEBORG
      SE 46 local 8 7 STOCKHOLM
      SE 46 mobile 76 7 SWEDEN
      SE 46 national 10 7 SWEDEN
      SE 46 toll_free 20 7 SWEDEN
      """
          .lines()
          .map(line -> parse(line.split(" ", -1)))
          .toList();

  /** Codes that run short, by the key of their pool. */
  private static final Map<String, Integer> SHORT =
      Map.of("GB/local/117", 25, "DE/local/221", 5, "FR/local/5", 250, "CH/local/61", 0);

  private static final Map<String, ForeignRange> BY_KEY =
      ALL.stream().collect(Collectors.toUnmodifiableMap(ForeignRange::key, range -> range));

  private static final Set<String> COUNTRIES =
      ALL.stream().map(ForeignRange::country).collect(Collectors.toUnmodifiableSet());

  private static ForeignRange parse(String[] words) {
    return new ForeignRange(
        words[0],
        words[1],
        words[2],
        words[3],
        Integer.parseInt(words[4]),
        words[5].replace('_', ' '));
  }

  static Set<String> countries() {
    return COUNTRIES;
  }

  /** The ranges of a country and type in a fixed order. */
  static List<ForeignRange> of(String country, String numberType) {
    return ALL.stream()
        .filter(range -> range.country.equals(country) && range.numberType.equals(numberType))
        .toList();
  }

  static Optional<ForeignRange> byKey(String key) {
    return Optional.ofNullable(BY_KEY.get(key));
  }

  /** The range a number would belong to, by its first digits and its length. */
  static Optional<ForeignRange> of(String e164) {
    return ALL.stream()
        .filter(
            range -> {
              String prefix = "+" + range.callingCode + range.destinationCode;
              return e164.startsWith(prefix)
                  && e164.length() == prefix.length() + range.subscriberDigits;
            })
        .findFirst();
  }

  /** The key of its pool. */
  String key() {
    return country + "/" + numberType + "/" + destinationCode;
  }

  int stock() {
    return SHORT.getOrDefault(key(), STOCK);
  }
}
