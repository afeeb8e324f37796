package bulkorders.provider;

/**
 * A number order as the provider tells of it now; its numbers went to the caller one by one.
 *
 * @param status the provider's word for the whole number order
 * @param count how many numbers it says it has
 */
public record NumberOrderReading(String status, int count) {

  /** The provider does not know the number order, or not yet. */
  public static final NumberOrderReading NOT_FOUND = new NumberOrderReading("not_found", 0);
}
