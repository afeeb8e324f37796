package bulkorders.sandbox;

import org.jspecify.annotations.Nullable;

/**
 * How a number of an order stands at a moment.
 *
 * @param status {@code pending}, {@code success} or {@code failure}
 * @param requirementsStatus {@code approved} where nothing is asked for
 * @param papers null where nothing is asked for
 */
record NumberState(
    String status,
    boolean requirementsMet,
    String requirementsStatus,
    @Nullable NumberPapers papers) {

  static final NumberState PENDING = of(Status.PENDING, "approved");
  static final NumberState SUCCESS = of(Status.SUCCESS, "approved");
  static final NumberState FAILURE = of(Status.FAILURE, "approved");

  /** The documented values of {@code status} have no word for it; that of the requirements has. */
  static final NumberState CANCELLED = of(Status.FAILURE, Status.CANCELLED);

  private static NumberState of(String status, String requirementsStatus) {
    return new NumberState(status, requirementsStatus.equals("approved"), requirementsStatus, null);
  }

  /**
   * How a number stands that needs papers.
   *
   * @param done whether the provider would be done with it if it needed none
   */
  static NumberState of(NumberPapers papers, boolean done) {
    String status =
        papers.cancelled()
            ? Status.FAILURE
            : papers.isApproved() && done ? Status.SUCCESS : Status.PENDING;
    return new NumberState(status, papers.isApproved(), papers.requirementsStatus(), papers);
  }

  /** The same number as if the provider were not done with it. */
  NumberState asPending() {
    return new NumberState(Status.PENDING, requirementsMet, requirementsStatus, papers);
  }
}
