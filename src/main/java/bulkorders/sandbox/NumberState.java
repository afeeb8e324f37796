package bulkorders.sandbox;

/**
 * How a number of an order stands at a moment.
 *
 * @param status {@code pending}, {@code success} or {@code failure}
 * @param requirementsStatus {@code approved} where nothing is asked for
 */
record NumberState(String status, boolean requirementsMet, String requirementsStatus) {

  static final NumberState PENDING = new NumberState(Status.PENDING, true, "approved");
  static final NumberState SUCCESS = new NumberState(Status.SUCCESS, true, "approved");
  static final NumberState FAILURE = new NumberState(Status.FAILURE, true, "approved");

  /** The documented values of {@code status} have no word for it; that of the requirements has. */
  static final NumberState CANCELLED = new NumberState(Status.FAILURE, false, Status.CANCELLED);
}
