package bulkorders.submission.model;

/** What is taken for granted. Each can be given up in the model. */
enum Assumption {
  /** The provider lists what it took before the settle time is over. */
  LAG_IS_SHORT,
  /** A process is not suspended for long between the last look at the clocks and the first byte. */
  NO_LONG_SUSPENSION_BEFORE_THE_FIRST_BYTE,
  /** A ledger that is restored is restored after the provider lists all that it took. */
  RESTORED_LEDGER_IS_OLD
}
