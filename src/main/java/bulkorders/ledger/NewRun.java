package bulkorders.ledger;

import org.jspecify.annotations.Nullable;

/**
 * A run to be.
 *
 * @param inputName name of the input for people
 * @param inputFormat how the input is written, as intake encodes it
 * @param columns names of the input that stand for columns, as intake writes them down
 * @param keptColumns names of the input's own columns, likewise
 * @param tag the part of every reference that is the run's own
 * @param customerReferences what becomes of the user's own references
 * @param skipLimit limit of rejected rows as the operator gave it
 * @param reportDir where its report goes, null for the default place
 */
public record NewRun(
    RunIdentity identity,
    String inputName,
    String inputFormat,
    String columns,
    String keptColumns,
    String provider,
    String account,
    String tag,
    CustomerReferences customerReferences,
    String skipLimit,
    @Nullable String note,
    @Nullable String reportDir) {}
