package bulkorders.sandbox.didww;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An order as it was sent.
 *
 * @param backOrdering whether it may wait for stock
 * @param reservations those whose numbers it is about
 */
record NewOrder(
    boolean backOrdering,
    @Nullable String reference,
    @Nullable String callbackUrl,
    @Nullable String callbackMethod,
    List<OrderItem> items,
    List<String> reservations) {}
