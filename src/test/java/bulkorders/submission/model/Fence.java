package bulkorders.submission.model;

/** What keeps an order from being bought twice, or lost. Each can be taken out of the model. */
enum Fence {
  /** I1: the intent is committed before the first byte leaves. */
  WRITE_AHEAD,
  /** An outcome is written only to the attempt that it belongs to. */
  ATTEMPT_CHECK,
  /** The run's alive-lock is validated before an order is sent. */
  ALIVE_CHECK,
  /** What is not sent promptly after it was taken up is held back. */
  FRESHNESS_GUARD,
  /** An outcome that matches no row is kept, and makes the order uncertain. */
  LATE_OUTCOME,
  /** What a dead process was sending is made uncertain before each claim. */
  SWEEP_BEFORE_CLAIM,
  /** The attempt of a dead process ends as late as its request may have ended. */
  SWEPT_ATTEMPT_LASTS_ITS_TIMEOUT,
  /** The same for an attempt that is under way when an older one's outcome comes late. */
  INTERRUPTED_ATTEMPT_LASTS_ITS_TIMEOUT,
  /**
   * An order is called absent only by a look that began after the settle time: database's clock.
   */
  SETTLE_TIME_BY_DATABASE,
  /** The same by the process's monotonic clock. */
  SETTLE_TIME_BY_MONOTONIC_CLOCK,
  /** Where an attempt's end is assumed, the monotonic clock counts its timeout as well. */
  ASSUMED_END_BY_MONOTONIC_CLOCK,
  /** What a person has sent again is looked for after the settle time too: database's clock. */
  PERSONS_WAIT_BY_DATABASE,
  /** The same by the monotonic clock of the process that waits for the person. */
  PERSONS_WAIT_BY_MONOTONIC_CLOCK,
  /** An order is called absent only by a look that saw the whole list. */
  COMPLETE_LOOK,
  /** A look that began before the attempt turned out to have ended later says nothing. */
  ATTEMPT_END_COMPARED,
  /** An order that was accepted under two ids waits for a person. */
  SECOND_ID_PARKS,
  /** The account is asked for the run's orders before the first one of an execution leaves. */
  WITNESS
}
