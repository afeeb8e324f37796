package bulkorders.ledger;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A file of values that was fed back for the requirements of numbers.
 *
 * @param folder where its documents are looked for, null once it was forgotten
 * @param readAt when all its rows were taken in, null before
 * @param matchedAt when it was known what they are for, null before
 * @param endedAt when all was given that could be, null before
 * @param forgottenAt when a person had it forgotten, null when nobody did
 * @param error why its last execution ended early, null when it did not
 */
public record Filling(
    int id,
    String inputHash,
    String inputName,
    @Nullable String folder,
    Instant startedAt,
    @Nullable Instant readAt,
    @Nullable Instant matchedAt,
    @Nullable Instant endedAt,
    @Nullable Instant forgottenAt,
    long providerCalls,
    @Nullable String error) {}
