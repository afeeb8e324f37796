package bulkorders.sandbox;

/** Words for how orders stand. */
final class Status {

  static final String PENDING = "pending";
  static final String SUCCESS = "success";
  static final String FAILURE = "failure";
  static final String CANCELLED = "cancelled";

  private Status() {}
}
