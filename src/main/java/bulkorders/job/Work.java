package bulkorders.job;

import bulkorders.run.RunControl;

/** A piece of work of a job other than that of a run, which this process does now. */
interface Work extends RunControl {

  /** Writes down why the execution ended early. */
  void endedEarly(String reason);

  /** Adds to the ledger how many calls were made to providers since it was last told. */
  void saveProviderCalls();
}
