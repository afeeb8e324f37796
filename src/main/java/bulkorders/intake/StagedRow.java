package bulkorders.intake;

import bulkorders.ledger.Reject;
import bulkorders.ledger.StagedGroup;

/** What became of a row of the input. */
public sealed interface StagedRow {

  /** It is a valid ordering group. */
  record Group(StagedGroup group) implements StagedRow {}

  /** It has faults. */
  record Rejected(Reject reject) implements StagedRow {}
}
