package bulkorders.ledger;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An order that a person may decide on, and what is known of it.
 *
 * @param since when it became uncertain or was parked last; null when it never did
 * @param providerOrderIds the provider's ids under which it was seen
 * @param numbersReplaced numbers of its groups that were planned anew in other orders
 * @param isDelivered whether the ledger has number orders of it
 */
public record Undecided(
    ProviderOrder order,
    @Nullable Instant since,
    List<String> providerOrderIds,
    int numbersReplaced,
    boolean isDelivered) {

  public Undecided {
    providerOrderIds = List.copyOf(providerOrderIds);
  }

  /** Its name for people: 7:3, and 7:3.r1 for its first replacement. */
  public String name() {
    return order.runId() + ":" + order.label();
  }

  /** Whether a person may decide: it is uncertain, or parked before it was sent. */
  public boolean isOpen() {
    return order.state() == OrderState.UNCERTAIN
        || (order.state() == OrderState.PLANNED && order.parkedReason() != null);
  }

  /** Whether its groups were planned anew in other orders, so that it may never count again. */
  public boolean isReplaced() {
    return numbersReplaced > 0;
  }

  /** Whether its content was refused before it turned out to be uncertain. */
  public boolean isRefused() {
    return order.numbersRejected() > 0;
  }
}
