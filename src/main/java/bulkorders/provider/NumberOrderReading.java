package bulkorders.provider;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A number order as the provider tells of it now; its numbers went to the caller one by one.
 *
 * @param status the provider's word for the whole number order
 * @param count how many numbers it says it has
 * @param fault what cannot be understood of the answer, in words behind the name of the number
 *     order; nothing may be called final on it then. Null when all was understood
 * @param reference what it has as reference, null for nothing
 * @param subNumberOrderIds the provider's ids of its parts, as far as it names them
 */
public record NumberOrderReading(
    String status,
    int count,
    @Nullable String fault,
    @Nullable String reference,
    List<String> subNumberOrderIds) {

  /** The provider does not know the number order, or not yet. */
  public static final NumberOrderReading NOT_FOUND =
      new NumberOrderReading("not_found", 0, "was not found");

  public NumberOrderReading {
    subNumberOrderIds = List.copyOf(subNumberOrderIds);
  }

  /** An answer that was understood. */
  public NumberOrderReading(String status, int count) {
    this(status, count, null);
  }

  /** An answer that says nothing of reference and parts. */
  public NumberOrderReading(String status, int count, @Nullable String fault) {
    this(status, count, fault, null, List.of());
  }

  /** The same, of which something cannot be understood. */
  public NumberOrderReading withFault(String what) {
    return new NumberOrderReading(status, count, what, reference, subNumberOrderIds);
  }
}
