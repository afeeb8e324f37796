package bulkorders.chaos;

import java.util.List;
import java.util.Random;

/**
 * One row of an input.
 *
 * @param kind what it asks for, and so what becomes of it
 * @param count how many numbers
 * @param areaCode where; of numbers by name {@link #NAMED_AREA}
 * @param place of a number by name: where it stands among those for sale in its area code
 */
record Row(Kind kind, int count, String areaCode, int place) {

  static final String HEADER =
      "country_iso,phone_number_type,count_requested,national_destination_code,order_method,strategy,phone_number";

  /** Numbers by name are of this area code, from which nothing else is ordered. */
  static final String NAMED_AREA = "425";

  private static final List<String> PLENTY = List.of("312", "773", "646", "512", "206", "303");

  /** Has 25 numbers. */
  private static final String SHORT = "212";

  /** Canadian, has 40 numbers. */
  private static final String SHORT_OF_SEARCHED = "709";

  /** Has one number. */
  private static final String ONE_LEFT = "307";

  private static final String EMPTY = "907";
  private static final String NOT_A_NUMBER_OF_ANYBODY = "+1907555%04d";
  private static final int OUT_OF = 20;

  /** What rows ask for. */
  enum Kind {
    /** Numbers of an order in bulk. */
    BULK("US,local,%d,%s,,,", true),
    BULK_SHORT("US,local,%d,%s,,,", true),
    BULK_EMPTY("US,local,%d,%s,,,", false),

    /** Numbers that are searched, reserved and ordered by name. */
    SEARCHED("US,local,%d,%s,search,,", true),
    SEARCHED_ABROAD("NL,local,%d,%s,,,", true),
    SEARCHED_SHORT("CA,local,%d,%s,search,,", true),
    ALL_OR_NONE("US,local,%d,%s,search,never,", true),
    ALL_OR_NONE_SHORT("US,local,%d,%s,search,never,", false),

    /** The very number that the row names. */
    NAMED("US,,,,,,%s", true),

    /** The same; somebody else has it before the round begins. */
    NAMED_GONE("US,,,,,,%s", false),

    /** The same; the account has it before the round begins. */
    NAMED_OWNED("US,,,,,,%s", false),

    /** The same; nobody sells it. */
    NAMED_UNKNOWN("US,,,,,,%s", false),

    /** Refused when it is read. */
    FAULTY("US,fixed,%d,%s,,,", false);

    private final String columns;
    private final boolean isForSale;

    Kind(String columns, boolean isForSale) {
      this.columns = columns;
      this.isForSale = isForSale;
    }

    boolean namesNumber() {
      return name().startsWith("NAMED");
    }
  }

  /** Of which kind most rows of an input are. */
  enum Mixture {
    BULK(14, 17),
    NAMED(3, 16),
    SEARCHED(3, 6);

    private final int bulk;
    private final int named;

    /**
     * @param bulk so many of twenty rows are bulk orders
     * @param named so many less bulk are numbers by name; the others are searched
     */
    Mixture(int bulk, int named) {
      this.bulk = bulk;
      this.named = named;
    }

    /** How most of its orders are placed. */
    Operation creates() {
      return this == BULK ? Operation.CREATE : Operation.CREATE_NAMED;
    }
  }

  static Row random(Random random, Mixture mixture, int place) {
    int drawn = random.nextInt(OUT_OF);
    if (drawn < mixture.bulk) {
      return bulk(random);
    }
    return drawn < mixture.named ? named(random, place) : searched(random);
  }

  private static Row bulk(Random random) {
    return switch (random.nextInt(50)) {
      case 0 -> row(Kind.BULK_SHORT, many(random), SHORT);
      case 1 -> row(Kind.BULK_EMPTY, few(random), EMPTY);
      case 2 -> row(Kind.FAULTY, few(random), PLENTY.get(0));
      default -> row(Kind.BULK, few(random), anyOf(random));
    };
  }

  private static Row named(Random random, int place) {
    Kind kind =
        switch (random.nextInt(40)) {
          case 0, 1, 2, 3, 4 -> Kind.NAMED_GONE;
          case 5, 6 -> Kind.NAMED_UNKNOWN;
          case 7 -> Kind.NAMED_OWNED;
          default -> Kind.NAMED;
        };
    return new Row(kind, 1, NAMED_AREA, place);
  }

  private static Row searched(Random random) {
    return switch (random.nextInt(10)) {
      case 0, 1 -> row(Kind.SEARCHED_ABROAD, few(random), "20");
      case 2 -> row(Kind.SEARCHED_SHORT, many(random), SHORT_OF_SEARCHED);
      case 3, 4 -> row(Kind.ALL_OR_NONE, few(random), anyOf(random));
      case 5 -> row(Kind.ALL_OR_NONE_SHORT, 2 + random.nextInt(4), ONE_LEFT);
      default -> row(Kind.SEARCHED, few(random), anyOf(random));
    };
  }

  private static Row row(Kind kind, int count, String areaCode) {
    return new Row(kind, count, areaCode, 0);
  }

  private static int few(Random random) {
    return 1 + random.nextInt(5);
  }

  private static int many(Random random) {
    return 15 + random.nextInt(20);
  }

  private static String anyOf(Random random) {
    return PLENTY.get(random.nextInt(PLENTY.size()));
  }

  /** How many numbers rows of the kind can get together. */
  private static int stock(Kind kind) {
    return switch (kind) {
      case BULK_SHORT -> 25;
      case SEARCHED_SHORT -> 40;
      default -> Integer.MAX_VALUE;
    };
  }

  /** How many numbers are bought for rows in the end, whatever happens on the way. */
  static long numbersToBuy(List<Row> rows) {
    long numbers = 0;
    for (Kind kind : Kind.values()) {
      long wanted = rows.stream().filter(row -> row.kind == kind).mapToLong(row -> row.count).sum();
      numbers += kind.isForSale ? Math.min(wanted, stock(kind)) : 0;
    }
    return numbers;
  }

  /**
   * The row as it stands in the file.
   *
   * @param forSale numbers of {@link #NAMED_AREA}
   */
  String line(List<String> forSale) {
    return kind.namesNumber()
        ? kind.columns.formatted(phoneNumber(forSale))
        : kind.columns.formatted(count, areaCode);
  }

  /** The number that a row names. */
  String phoneNumber(List<String> forSale) {
    return kind == Kind.NAMED_UNKNOWN
        ? NOT_A_NUMBER_OF_ANYBODY.formatted(place)
        : forSale.get(place);
  }

  @Override
  public String toString() {
    return kind.namesNumber()
        ? "%s %d".formatted(kind, place)
        : "%s %d in %s".formatted(kind, count, areaCode);
  }
}
