package bulkorders.sandbox.didww;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A number that is kept for an account for a while.
 *
 * @param group that the number is of
 * @param position of the number in the group's stock
 */
record Reservation(
    String id,
    String account,
    String group,
    int position,
    @Nullable String description,
    Instant createdAt,
    Instant expiresAt) {}
