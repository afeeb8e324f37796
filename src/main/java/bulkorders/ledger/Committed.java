package bulkorders.ledger;

import java.math.BigDecimal;
import java.util.Set;

/**
 * Money of an account that orders take and that may not be charged yet.
 *
 * @param amount what orders take that are not in the asking process's hands
 * @param beingSent the ids of the orders that are
 */
public record Committed(BigDecimal amount, Set<Long> beingSent) {

  public Committed {
    beingSent = Set.copyOf(beingSent);
  }
}
