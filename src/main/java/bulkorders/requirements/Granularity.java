package bulkorders.requirements;

/** For which numbers a line of the list is; the first is the most general. */
public enum Granularity {
  /** All numbers of a country and type. */
  COUNTRY,
  /** Those of a place, as it was asked for. */
  LOCALITY,
  /** Those of an order. */
  ORDER,
  /** A single number. */
  NUMBER
}
