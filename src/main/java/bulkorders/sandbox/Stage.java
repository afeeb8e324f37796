package bulkorders.sandbox;

/** How far an order has come. A function of elapsed time, so that a restart changes nothing. */
enum Stage {
  /** Queued. */
  PENDING,
  /** Groups are being worked on; their number orders exist and are pending. */
  PROCESSING,
  /** Groups are final; their number orders are pending. */
  ORDERED,
  /** Number orders are final too. */
  DONE
}
