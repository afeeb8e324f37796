package bulkorders.ledger;

import java.util.List;

/** Takes the rows of an input into the ledger, in the caller's transaction. */
public interface Staging {

  /** Stores valid groups and rejects of a run. */
  void stage(int runId, List<StagedGroup> groups, List<Reject> rejects);
}
