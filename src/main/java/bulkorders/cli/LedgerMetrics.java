package bulkorders.cli;

import bulkorders.ledger.LedgerFacts;
import bulkorders.metrics.LedgerState;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/** Leaves what stands in the ledger to those who watch over it, when a command ends. */
final class LedgerMetrics {

  private static final Logger LOG = LoggerFactory.getLogger(LedgerMetrics.class);

  private LedgerMetrics() {}

  /** What cannot be written is missed by the watchers only, who see how old it is. */
  static void write(LedgerFacts facts, Clock clock, Path folder) {
    try {
      new LedgerState(
              clock.instant(),
              facts.open().stream().map(LedgerMetrics::account).toList(),
              facts.surplus(),
              facts.lastFinished())
          .writeTo(folder);
    } catch (IOException | DataAccessException e) {
      LOG.warn("The metrics of the ledger could not be written to {}: {}", folder, e.getMessage());
    }
  }

  private static LedgerState.Account account(LedgerFacts.Open open) {
    return new LedgerState.Account(
        open.account(),
        Map.of(
            "submitting", open.submitting(),
            "uncertain", open.uncertain(),
            "accepted", open.accepted(),
            "processing", open.processing()),
        open.uncertain(),
        open.oldest());
  }
}
