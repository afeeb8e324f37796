package bulkorders.sandbox;

import bulkorders.sandbox.core.Ids;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Numbers that a client asked to have kept.
 *
 * @param expiresAt when the numbers that are kept are for sale again
 */
record Reservation(
    UUID id,
    String account,
    @Nullable String customerReference,
    Instant createdAt,
    Instant expiresAt,
    int extensions,
    List<Item> items) {

  /**
   * A number of it.
   *
   * @param error why it could not be kept; null when it was
   */
  record Item(String number, @Nullable String error) {

    boolean kept() {
      return error == null;
    }
  }

  String status() {
    long kept = items.stream().filter(Item::kept).count();
    return kept == items.size() ? "success" : kept > 0 ? "partial_success" : "failure";
  }

  Reservation extendedTo(Instant until) {
    return new Reservation(id, account, customerReference, createdAt, until, extensions + 1, items);
  }

  /** The id of the number at an index. */
  UUID itemId(int index) {
    return Ids.derive(id, index);
  }
}
