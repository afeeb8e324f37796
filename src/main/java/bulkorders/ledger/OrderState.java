package bulkorders.ledger;

/**
 * States of a provider order.
 *
 * <pre>
 * PLANNED → SUBMITTING → ACCEPTED → PROCESSING → COMPLETED | PARTIAL | FAILED | CANCELLED
 *           SUBMITTING → PLANNED (refused for now) | REJECTED (content refused) | UNCERTAIN
 *           UNCERTAIN  → ACCEPTED (found) | PLANNED (absent) | ABANDONED (a person's word)
 * </pre>
 */
public enum OrderState {
  /** Written down, not sent. */
  PLANNED(Phase.TO_PLACE),
  /** Being sent by its owner. */
  SUBMITTING(Phase.TO_PLACE),
  /** Nobody knows whether the provider took it. */
  UNCERTAIN(Phase.TO_PLACE),
  /** Taken by the provider. */
  ACCEPTED(Phase.TO_FOLLOW),
  /** The provider is working on it. */
  PROCESSING(Phase.TO_FOLLOW),
  /** All numbers obtained. */
  COMPLETED(Phase.FINAL),
  /** Some numbers obtained. */
  PARTIAL(Phase.FINAL),
  /** No number obtained. */
  FAILED(Phase.FINAL),
  /** All numbers cancelled. */
  CANCELLED(Phase.FINAL),
  /** Its content was refused; what could be saved of it stands in replacements. */
  REJECTED(Phase.FINAL),
  /** Given up by a person. */
  ABANDONED(Phase.FINAL);

  private enum Phase {
    TO_PLACE,
    TO_FOLLOW,
    FINAL
  }

  private final Phase phase;

  OrderState(Phase phase) {
    this.phase = phase;
  }

  /** Whether the order has yet to be placed, or it is not known that it was. */
  public boolean isToPlace() {
    return phase == Phase.TO_PLACE;
  }

  /** Whether the provider has the order and numbers are still to come. */
  public boolean isToFollow() {
    return phase == Phase.TO_FOLLOW;
  }

  /** Whether nothing will change any more. */
  public boolean isFinal() {
    return phase == Phase.FINAL;
  }
}
