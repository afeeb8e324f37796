package bulkorders.ledger;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What makes a run the same run: launched again with an equal identity it is resumed, never started
 * anew.
 *
 * @param inputHash lower-case hex SHA-256 of the input's decompressed bytes
 * @param job name of the Spring Batch job
 * @param runKey chosen by the operator to order the same input again on purpose; empty by default
 * @param businessDate day that a standing input is ordered for, null for all others
 */
public record RunIdentity(
    String inputHash, String job, String runKey, @Nullable LocalDate businessDate) {}
