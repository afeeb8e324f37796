package bulkorders.ledger;

import org.jspecify.annotations.Nullable;

/**
 * A run to be.
 *
 * @param inputName name of the input for people
 * @param inputFormat how the input is written, as intake encodes it
 * @param tag the part of every reference that is the run's own
 * @param customerReferences what becomes of the user's own references
 * @param skipLimit limit of rejected rows as the operator gave it
 * @param reportDir where its report goes, null for the default place
 */
public record NewRun(
    RunIdentity identity,
    String inputName,
    String inputFormat,
    String provider,
    String account,
    String tag,
    CustomerReferences customerReferences,
    String skipLimit,
    @Nullable String note,
    @Nullable String reportDir) {}
