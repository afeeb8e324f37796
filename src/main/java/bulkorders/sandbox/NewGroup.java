package bulkorders.sandbox;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** An ordering group as a client asked for it. {@code numberType} is kept as it was written. */
record NewGroup(
    String country,
    String numberType,
    int count,
    String strategy,
    @Nullable String nationalDestinationCode,
    @Nullable String administrativeArea,
    @Nullable String locality,
    List<String> features,
    NumberPattern pattern,
    @Nullable Boolean quickship,
    @Nullable Boolean excludeHeldNumbers) {

  boolean tollFree() {
    return !numberType.equals("local");
  }

  /** The type as it is called everywhere but in this request. */
  String plainType() {
    return tollFree() ? Shelf.TOLL_FREE : Shelf.LOCAL;
  }

  /** Where its numbers are taken from. */
  Shelf shelf() {
    return new Shelf(
        country, plainType(), nationalDestinationCode, administrativeArea, locality, features);
  }

  boolean allOrNothing() {
    return strategy.equals("never");
  }
}
