package bulkorders.provider.didww;

import bulkorders.provider.OrderedNumber;
import bulkorders.provider.SubNumberOrder;
import bulkorders.provider.SubNumberOrders;
import bulkorders.provider.http.AnswerParser;
import bulkorders.provider.http.ProviderHttp;
import bulkorders.provider.http.RefusedReadException;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** An order is its own and only part: it is cancelled as a whole, and only while it is pending. */
final class OrderParts implements SubNumberOrders {

  private final ProviderHttp http;
  private final Function<String, AnsweredOrder> orders;

  /**
   * @param orders reads an order by its id
   */
  OrderParts(ProviderHttp http, Function<String, AnsweredOrder> orders) {
    this.http = http;
    this.orders = orders;
  }

  @Override
  public Listing of(String numberOrderId) {
    return new Listing(read(Numbers.orderOf(numberOrderId)).stream().toList(), null);
  }

  @Override
  public Optional<SubNumberOrder> read(String id) {
    if (!AnswerParser.isProviderId(id)) {
      return Optional.empty();
    }
    try {
      AnsweredOrder order = orders.apply(id);
      return Optional.of(
          new SubNumberOrder(
              order.id(), order.id(), null, null, order.status(), order.requested(), null));
    } catch (RefusedReadException e) {
      if (e.notFound()) {
        return Optional.empty();
      }
      throw e.unavailable(Operation.GET_ORDER);
    }
  }

  /** Address verifications have none. */
  @Override
  public Optional<Instant> deadlineOf(String orderedNumberId) {
    return Optional.empty();
  }

  @Override
  public void readNumbers(
      String numberOrderId, String countryIso, String whole, Consumer<OrderedNumber> numbers) {
    // The list of an order's numbers has shown all that there is.
  }

  @Override
  public Cancelling cancel(String id) {
    try {
      return http.deleteOnce(Operation.CANCEL, DidwwProvider.ORDERS + "/{id}", id)
          ? new Cancelling.Taken(AnsweredOrder.CANCELED)
          : new Cancelling.Unclear();
    } catch (RefusedReadException e) {
      return new Cancelling.Refused(e.reason());
    }
  }
}
