package bulkorders.endtoend.points;

/**
 * An instruction of the program at which a process can be halted or paused. Names of the program's
 * methods stand here and nowhere else; a test expects that an ordinary run passes every point.
 */
public enum Point {
  /** A chunk of rows is in the ledger, together with its checkpoint. */
  CHUNK_COMMITTED("bulkorders.ledger.StagedRows", "store", Place.AFTER_COMMIT),

  /** The state of a job or of a step is in the JobRepository. */
  JOB_REPOSITORY_UPDATED(
      "org.springframework.batch.core.repository.support.SimpleJobRepository",
      "update",
      Place.AFTER_COMMIT),

  /** Numbers that a search showed are in the ledger as chosen; nobody holds them for us yet. */
  NUMBERS_CHOSEN("bulkorders.ledger.ChosenNumbers", "choose", Place.AFTER_COMMIT),

  /** The provider holds numbers for us; the ledger does not know it yet. */
  NUMBERS_RESERVED("bulkorders.ledger.ChosenNumbers", "held", Place.ENTRY),

  /** An order is in the ledger as being sent; nothing of it has left. */
  INTENT_COMMITTED("bulkorders.submission.OrderSender", "attempt", Place.ENTRY),

  /** The connection is there; the sender asks for the last time whether it may send. */
  BEFORE_POST("bulkorders.provider.GuardedBody", "writeTo", Place.ENTRY),

  /** Half of the bytes of an order's body have left. */
  POST_PARTLY_WRITTEN("bulkorders.provider.GuardedBody", "writeTo", Place.HALF_OF_THE_BYTES),

  /** The answer to an order is here to the last byte. */
  ANSWER_RECEIVED("bulkorders.provider.http.AnswerClassifier", "answer", Place.ENTRY),

  /** What became of an order is in the ledger. */
  OUTCOME_COMMITTED("bulkorders.submission.OrderSender", "keepUnlessLate", Place.ENTRY),

  /** The provider's list was looked through for an uncertain order; nothing is concluded yet. */
  LOOK_ENDED("bulkorders.submission.UncertainOrders", "conclude", Place.ENTRY),

  /** Some files of the report are in its working folder, the others are not. */
  REPORT_HALF_WRITTEN("bulkorders.report.ReportWriter", "writeNumbers", Place.ENTRY);

  /** Where in a method a point is. */
  enum Place {
    /** When it begins. */
    ENTRY,

    /** When the transaction is committed in which it was called; when it ends, outside of one. */
    AFTER_COMMIT,

    /** When half of what it writes to its first argument, a stream, has left. */
    HALF_OF_THE_BYTES
  }

  private final String type;
  private final String method;
  private final Place place;

  Point(String type, String method, Place place) {
    this.type = type;
    this.method = method;
    this.place = place;
  }

  String type() {
    return type;
  }

  String method() {
    return method;
  }

  Place place() {
    return place;
  }
}
