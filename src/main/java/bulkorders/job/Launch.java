package bulkorders.job;

import bulkorders.intake.InputReading;
import bulkorders.intake.SkipLimit;
import bulkorders.intake.StoredInput;
import bulkorders.ledger.CustomerReferences;
import bulkorders.ledger.RepeatMode;
import bulkorders.ledger.RunFigures;
import bulkorders.ledger.StockDemand;
import bulkorders.provider.NumberProvider;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an operator asks for when launching a job on an input.
 *
 * @param reading how the input is to be read, null to read it as the run does
 * @param provider provider to order from
 * @param account account to order with
 * @param runKey to order the same input again on purpose; empty by default
 * @param businessDate day that a standing input is ordered for, null for all others
 * @param repeatMode what becomes of rows that were ordered before
 * @param stock what the provider's stock means
 * @param adopt whether orders of this input that another ledger placed are taken over
 * @param skipLimit how many rows may be rejected
 * @param customerReferences what becomes of the user's own references
 * @param reportDir where the report goes, null for the default place
 * @param note why it is launched; kept with the run and the event
 * @param waitTimeout how long to wait for placed orders to become final
 * @param confirmation asked once before anything is ordered, with the planned run and its accounts;
 *     false ends the run there
 */
public record Launch(
    StoredInput input,
    @Nullable InputReading reading,
    String provider,
    String account,
    String runKey,
    @Nullable LocalDate businessDate,
    RepeatMode repeatMode,
    StockDemand stock,
    boolean adopt,
    SkipLimit skipLimit,
    CustomerReferences customerReferences,
    @Nullable Path reportDir,
    @Nullable String note,
    Duration waitTimeout,
    Question confirmation) {

  /** Asked before anything is ordered. */
  @FunctionalInterface
  public interface Question {

    /**
     * @param planned the run as it is planned
     * @param accounts the accounts that it would order with, by name
     */
    boolean isConfirmed(RunFigures planned, Map<String, NumberProvider> accounts);
  }
}
