package bulkorders.provider;

import org.jspecify.annotations.Nullable;

/**
 * A number order as the provider tells of it now; its numbers went to the caller one by one.
 *
 * @param status the provider's word for the whole number order
 * @param count how many numbers it says it has
 * @param fault what cannot be understood of the answer, in words behind the name of the number
 *     order; nothing may be called final on it then. Null when all was understood
 */
public record NumberOrderReading(String status, int count, @Nullable String fault) {

  /** The provider does not know the number order, or not yet. */
  public static final NumberOrderReading NOT_FOUND =
      new NumberOrderReading("not_found", 0, "was not found");

  /** An answer that was understood. */
  public NumberOrderReading(String status, int count) {
    this(status, count, null);
  }
}
