package bulkorders.provider;

import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;

/**
 * An account at a provider of phone numbers. Implementations are safe for use by several threads,
 * keep within the account's rate limit, and send every order at most once: what {@link #place}
 * sends is never sent again by anything below this port.
 *
 * <p>Reading methods try again by themselves while a refusal passes. When the provider does not
 * answer, or refuses the account, they throw {@link ProviderUnavailableException}.
 */
public interface NumberProvider {

  /**
   * Sends an order once.
   *
   * @param order what to order
   * @param guard asked right before the first byte leaves
   * @return what is known afterwards; never throws for anything the provider or the network does
   */
  Placement place(OrderRequest order, SendGuard guard);

  /**
   * Looks through all orders of the account, page by page until an empty one, for some references.
   *
   * @param references compared exactly
   */
  Look lookFor(Collection<String> references);

  /**
   * Reads a placed order.
   *
   * @param providerOrderId the provider's id
   * @param sent the groups as they were sent
   */
  OrderReading read(String providerOrderId, List<RequestedGroup> sent);

  /**
   * Reads a number order and hands over its numbers one by one, whatever their number.
   *
   * @param numberOrderId the provider's id
   * @param numbers receives each number; numbers already handed over may come again when the answer
   *     broke off and was asked for once more
   */
  NumberOrderReading readNumbers(String numberOrderId, Consumer<OrderedNumber> numbers);
}
