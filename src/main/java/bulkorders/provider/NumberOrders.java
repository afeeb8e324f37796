package bulkorders.provider;

import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Number orders of an account that were placed as such: orders that name their numbers. What a bulk
 * order led to is on the same list of the provider, and may carry the reference of the bulk order.
 *
 * <p>All methods throw {@link ProviderUnavailableException} when the provider does not answer.
 */
public interface NumberOrders {

  /**
   * Looks for number orders by their references, one reference after the other.
   *
   * @param references exactly these
   */
  Look lookFor(Set<String> references);

  /**
   * Looks through all number orders of the account, page by page until an empty one.
   *
   * @param references says of a reference whether it is looked for
   */
  Look lookThrough(Predicate<String> references);

  /**
   * Reads a placed order and hands over its numbers, whatever their number.
   *
   * @param id the provider's id
   * @param sent the order as it was sent
   * @param numbers receives each number; numbers already handed over may come again when the answer
   *     broke off and was asked for once more
   * @return what it says of the whole; with a fault when it does not fit what was sent, and nothing
   *     that was handed over counts then
   */
  NumberOrderReading read(String id, OrderRequest sent, Consumer<OrderedNumber> numbers);

  /** Whether a number can be one that was chosen for a group. */
  enum Fit {
    /** It cannot. */
    NO,
    /** It can, where nothing is likelier. */
    PERHAPS,
    /** It can. */
    YES
  }

  /**
   * Whether a number can be one that was chosen for a group, as far as its digits, its country and
   * its type tell; of features and places they tell nothing.
   */
  Fit fit(GroupCriteria group, OrderedNumber number);

  /**
   * Whether the account shows a placed order.
   *
   * @param id the provider's id
   * @param reference our reference of the order; an order with another one is not it
   */
  boolean shows(String id, String reference);
}
