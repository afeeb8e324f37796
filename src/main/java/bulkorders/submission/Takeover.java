package bulkorders.submission;

import bulkorders.ledger.Orders;
import bulkorders.ledger.ProviderOrder;
import bulkorders.provider.NumberOrderReading;
import bulkorders.provider.NumberProvider;
import bulkorders.provider.OrderMethod;
import bulkorders.provider.OrderReading;
import bulkorders.provider.OrderRequest;
import bulkorders.provider.OrderedNumber;
import bulkorders.provider.RequestedNumber;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the provider has of an order of ours that is to be taken over into the ledger: whether it is
 * that order, and which numbers it named when the ledger does not know. A ledger that was lost or
 * restored never saw the choice of an order that is placed by searching; the provider remembers it.
 */
public sealed interface Takeover {

  /**
   * It is the order.
   *
   * @param numbers the numbers that it named, for their groups; empty when the ledger knows them
   */
  record Fits(@Override List<RequestedNumber> numbers) implements Takeover {}

  /**
   * It is the order, but for which group each number is cannot be told for certain.
   *
   * @param numbers its numbers, shared out among groups that they fit
   * @param reason in words that follow its id
   */
  record Doubtful(@Override List<RequestedNumber> numbers, String reason) implements Takeover {}

  /**
   * It is not the order, or not yet.
   *
   * @param reason as the provider's answer says
   */
  record Misfit(String reason) implements Takeover {
    @Override
    public List<RequestedNumber> numbers() {
      return List.of();
    }
  }

  /** The numbers to write down with it, for their groups; empty where the ledger knows them. */
  List<RequestedNumber> numbers();

  /**
   * Reads an order.
   *
   * @param providerOrderId the provider's id
   */
  static Takeover read(
      Orders orders, NumberProvider provider, ProviderOrder order, String providerOrderId) {
    OrderRequest sent = orders.requestOf(order);
    boolean isSearched = order.method() == OrderMethod.SEARCH;
    if (!isSearched || !sent.numbers().isEmpty()) {
      OrderReading reading = provider.read(providerOrderId, sent);
      if (!(reading instanceof OrderReading.NotUnderstood notUnderstood)) {
        return new Fits(List.of());
      }
      // A choice that was not sent from this ledger was exchanged for another since, perhaps.
      if (!isSearched || order.attempt() > order.clearedAttempt()) {
        return new Misfit(notUnderstood.reason());
      }
    }
    return learn(provider, sent, providerOrderId);
  }

  private static Takeover learn(NumberProvider provider, OrderRequest sent, String id) {
    Map<String, OrderedNumber> numbers = new LinkedHashMap<>();
    NumberOrderReading reading =
        provider.readNumbers(id, number -> numbers.put(number.phoneNumber(), number));
    String fault = reading.fault();
    if (fault == null && !sent.reference().equals(reading.reference())) {
      fault = "has the reference %s, ours is %s".formatted(reading.reference(), sent.reference());
    }
    if (fault == null && (numbers.isEmpty() || numbers.size() != reading.count())) {
      fault = "says that it has %d numbers and shows %d".formatted(reading.count(), numbers.size());
    }
    if (fault != null) {
      return new Misfit("number order %s %s".formatted(id, fault));
    }
    NumberSharing.Shared shared =
        NumberSharing.share(sent.groups(), numbers.values(), provider.numberOrders()::fit);
    if (shared instanceof NumberSharing.Impossible impossible) {
      return new Misfit("number order %s %s".formatted(id, impossible.reason()));
    }
    var among = (NumberSharing.Among) shared;
    return among.doubt() == null
        ? new Fits(among.numbers())
        : new Doubtful(among.numbers(), "has " + among.doubt());
  }
}
