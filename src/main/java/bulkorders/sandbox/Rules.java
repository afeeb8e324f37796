package bulkorders.sandbox;

import java.time.Duration;
import java.util.Locale;

/**
 * What the provider's documentation leaves open and tests want otherwise; set by the control API.
 *
 * @param hold how long a reservation holds, and by how much it can be extended
 * @param reservedAtOnce how many numbers an account can have on hold
 * @param extensions how often a reservation can be extended
 * @param deadline until when papers have to be in, from the order or from a rejection on
 * @param review how long a review takes
 * @param reviewer what comes out of it
 * @param unlinkedDocument how long a document is kept that nothing refers to
 * @param largestDocument its size in bytes
 */
record Rules(
    Duration hold,
    int reservedAtOnce,
    int extensions,
    Duration deadline,
    Duration review,
    Reviewer reviewer,
    Duration unlinkedDocument,
    int largestDocument) {

  static final Rules DEFAULT =
      new Rules(
          Duration.ofMinutes(30),
          5_000,
          3,
          Duration.ofDays(14),
          Duration.ofSeconds(1),
          Reviewer.APPROVE,
          Duration.ofMinutes(30),
          10 * 1024 * 1024);

  /** Who looks at papers that are in. */
  enum Reviewer {
    APPROVE,
    REJECT,
    /** Rejects the papers of a number once, then approves them. */
    REJECT_FIRST,
    /** Waits for the control API. */
    MANUAL;

    String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
