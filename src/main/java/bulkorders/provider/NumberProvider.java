package bulkorders.provider;

import bulkorders.run.RunControl;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

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
   * The same account, for work that this controls: once a stop is asked for, nothing waits for the
   * provider or the rate limit any longer. Reading methods then throw {@link
   * bulkorders.run.RunStoppedException}; an order that has not left is held back.
   */
  NumberProvider heeding(RunControl control);

  /**
   * How long the provider still wants to be left alone; zero when it does not. Waited for before an
   * order's intent is written down, so that the time between the intent and the first byte is not
   * spent on it.
   *
   * @throws ProviderUnavailableException when there is nothing to wait for until somebody acts
   */
  Duration untilTurn();

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
   * @param references says of a reference whether it is looked for
   */
  default Look lookFor(Predicate<String> references) {
    return lookFor(references, null);
  }

  /**
   * Looks through the orders of the account for some references; only through the newest ones where
   * the provider's list shows that it is in that order.
   *
   * @param references says of a reference whether it is looked for
   * @param since no order with such a reference was placed before this moment, by the ledger's
   *     clock; null when that is not known, so that all orders are looked through
   */
  Look lookFor(Predicate<String> references, @Nullable Instant since);

  /**
   * Looks through all orders of one method for some references.
   *
   * @param references says of a reference whether it is looked for
   */
  default Look lookFor(OrderMethod method, Predicate<String> references) {
    return method.namesNumbers() ? numberOrders().lookThrough(references) : lookFor(references);
  }

  /**
   * Looks for orders of one method by their references.
   *
   * @param references exactly these
   * @param since none of them was placed before this moment, by the ledger's clock; null when that
   *     is not known
   */
  default Look lookFor(OrderMethod method, Set<String> references, @Nullable Instant since) {
    return method.namesNumbers()
        ? numberOrders().lookFor(references)
        : lookFor(references::contains, since);
  }

  /**
   * Reads a placed order.
   *
   * @param providerOrderId the provider's id
   * @param reference our reference of the order; an order with another one is not understood
   * @param sent the groups as they were sent
   */
  OrderReading read(String providerOrderId, String reference, List<RequestedGroup> sent);

  /**
   * Reads a placed order of whatever method.
   *
   * @param providerOrderId the provider's id
   * @param sent the order as it was sent
   */
  default OrderReading read(String providerOrderId, OrderRequest sent) {
    return sent.method().namesNumbers()
        ? OrderReading.of(providerOrderId, sent, numberOrders())
        : read(providerOrderId, sent.reference(), sent.groups());
  }

  /**
   * Whether the account shows a placed order.
   *
   * @param providerOrderId the provider's id
   * @param reference our reference of the order; an order with another one is not it
   */
  boolean shows(String providerOrderId, String reference);

  /**
   * Whether the account shows a placed order of whatever method.
   *
   * @param providerOrderId the provider's id
   * @param reference our reference of the order; an order with another one is not it
   */
  default boolean shows(OrderMethod method, String providerOrderId, String reference) {
    return method.namesNumbers()
        ? numberOrders().shows(providerOrderId, reference)
        : shows(providerOrderId, reference);
  }

  /** Orders that name their numbers. */
  NumberOrders numberOrders();

  /** Numbers for sale, and those that were sold to the account. */
  NumberSearch numberSearch();

  /** Numbers that are held for the account. */
  Reservations reservations();

  /**
   * Reads number orders of one order many at a time, as far as the provider can: it saves requests
   * and promises nothing. What is not handed over is read with {@link #readNumbers}, which also
   * tells whether the provider answers at all.
   *
   * @param reference our reference of the order
   * @param wanted the provider's ids of the number orders to look for
   * @param found receives after each request the number orders of which it told all there is to
   *     know; none when the request brought none. What it throws ends the reading
   */
  void readListed(String reference, Set<String> wanted, Consumer<List<ListedNumberOrder>> found);

  /**
   * Reads a number order and hands over its numbers one by one, whatever their number.
   *
   * @param numberOrderId the provider's id
   * @param numbers receives each number; numbers already handed over may come again when the answer
   *     broke off and was asked for once more
   * @return what it says of the whole; {@link NumberOrderReading#NOT_FOUND} when the provider does
   *     not know the id (yet)
   */
  NumberOrderReading readNumbers(String numberOrderId, Consumer<OrderedNumber> numbers);

  /**
   * Gives a number order another reference. Does the same when it is repeated.
   *
   * @param numberOrderId the provider's id
   * @param customerReference the reference it is to have
   * @return why the provider would not, in one line; empty when it did
   */
  Optional<String> rename(String numberOrderId, String customerReference);

  /**
   * Reads a page of the list of all orders of the account, and hands them over one by one, however
   * large they are.
   *
   * @param page number of the page, from 1
   * @param orders receives each order; orders already handed over may come again when the answer
   *     broke off and was asked for once more
   */
  BookPage orderPage(int page, Consumer<BookedOrder> orders);

  /**
   * Reads a page of the list of all number orders of the account, and hands them over one by one,
   * however large they are.
   *
   * @param page number of the page, from 1
   * @param filter which ones are wanted; the provider compares, and may show others
   * @param numberOrders receives each number order; those already handed over may come again when
   *     the answer broke off and was asked for once more
   */
  BookPage numberOrderPage(
      int page, NumberOrderFilter filter, Consumer<BookedNumberOrder> numberOrders);

  /**
   * Reads a page of the list that shows people what the account has ordered: of number orders, or
   * of orders where the provider has no number orders.
   *
   * @param page number of the page, from 1
   * @param filter which ones are wanted; the provider compares, and may show others
   * @param receiver receives each of them
   */
  default BookPage overview(
      int page, NumberOrderFilter filter, Consumer<BookedNumberOrder> receiver) {
    return numberOrderPage(page, filter, receiver);
  }

  /** The parts of number orders, and cancelling them. */
  SubNumberOrders subNumberOrders();

  /** What the provider has to sell. */
  Stock stock();

  /** What the provider sells by stock keeping unit; empty when it sells otherwise. */
  default Optional<CatalogueReading> catalogue() {
    return Optional.empty();
  }

  /** What the account has to spend; empty when the provider does not let this key see it. */
  Optional<Balance> balance();

  /**
   * What becomes of orders beyond the balance, where the provider looks at each order alone. A
   * provider that counts what is pending itself allows them: it refuses in time.
   */
  default Overcommit overcommit() {
    return Overcommit.ALLOW;
  }

  /**
   * What its numbers are asked for by regulation, and giving it; empty where that is settled with
   * the provider itself.
   */
  Optional<Papers> papers();

  /** How many requests this object has sent to the provider so far. */
  long calls();
}
