package bulkorders.sandbox.didww;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Whether the address for some numbers is good.
 *
 * @param status {@code pending}, {@code approved} or {@code rejected}
 * @param comment why it is rejected
 */
record Verification(
    UUID id,
    long number,
    String account,
    String status,
    @Nullable String comment,
    List<UUID> dids,
    Instant createdAt) {

  static final String PENDING = "pending";
  static final String APPROVED = "approved";
  static final String REJECTED = "rejected";
}
