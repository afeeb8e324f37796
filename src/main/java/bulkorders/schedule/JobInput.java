package bulkorders.schedule;

import java.nio.file.Path;

/** Where a declared job has its input from. */
public sealed interface JobInput {

  /** It works on the ledger alone. */
  record None() implements JobInput {}

  /** Files that are delivered, each to be ordered once. */
  record Delivered(Inbox inbox, IfMissing ifMissing) implements JobInput {}

  /** The same demand on every date, ordered once for each. */
  record Standing(Path file, IfMissing ifMissing) implements JobInput {}

  /** What it means when there is no input. */
  enum IfMissing {
    /** A quiet night. */
    OK,
    /** A quiet night that somebody should hear of. */
    WARN,
    /** Something is wrong. */
    FAIL
  }
}
