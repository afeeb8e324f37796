package bulkorders.provider.http;

/** How a request to a provider ended, as the metrics call it. */
final class Outcome {

  static final String SUCCESS = "success";
  static final String REFUSED = "refused";
  static final String NOT_FOUND = "not_found";
  static final String THROTTLED = "throttled";
  static final String POSTPONED = "postponed";
  static final String STOPPED = "stopped";
  static final String HELD_BACK = "held_back";
  static final String AMBIGUOUS = "ambiguous";
  static final String SERVER_ERROR = "server_error";
  static final String UNEXPECTED = "unexpected";
  static final String UNREADABLE = "unreadable";
  static final String TIMEOUT = "timeout";
  static final String NO_CONNECTION = "no_connection";
  static final String IO_ERROR = "io_error";
  static final String ABORTED = "aborted";

  private Outcome() {}
}
