package bulkorders.ledger;

/** How a run stands; computed from the ledger, never stored. */
public enum RunStatus {
  /** All numbers ordered. */
  COMPLETED,
  /** Finished, with rejects, repeats or numbers that could not be had. */
  SHORTFALL,
  /** All placed; what is not final waits for papers, a review or a registration. */
  WAITING,
  /** All placed, not final yet. */
  PLACED,
  /** Planned only; nothing is ordered. */
  PLANNED,
  /** Stopped or interrupted; goes on where it was when launched again. */
  STOPPED,
  /** Failed; goes on where it was when launched again. */
  FAILED,
  /** The input was refused; nothing was ordered. */
  REFUSED
}
