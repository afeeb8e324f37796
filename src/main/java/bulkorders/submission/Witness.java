package bulkorders.submission;

import bulkorders.ledger.Orders;
import bulkorders.ledger.ProviderOrder;
import bulkorders.planning.ReferenceFormat;
import bulkorders.provider.Look;
import bulkorders.provider.NumberProvider;
import bulkorders.provider.OrderMethod;
import bulkorders.run.RunControl;
import bulkorders.run.RunStoppedException;
import bulkorders.run.StoppableSleeper;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.springframework.dao.DuplicateKeyException;

/**
 * What an account says of a run before the first order of an execution leaves. Its orders carry the
 * run's tag, so the account remembers what a ledger may have lost: after a restore from an older
 * dump, or when the same input was ordered from another machine.
 */
final class Witness {

  private static final int LOOKS = 3;

  private final int runId;
  private final String account;
  private final String tag;
  private final Orders orders;
  private final NumberProvider provider;
  private final Duration betweenLooks;
  private final RunControl control;

  /**
   * @param tag the run's own at this account
   * @param betweenLooks how long to wait after a look that did not add up
   */
  Witness(
      int runId,
      String account,
      String tag,
      Orders orders,
      NumberProvider provider,
      Duration betweenLooks,
      RunControl control) {
    this.runId = runId;
    this.account = account;
    this.tag = tag;
    this.orders = orders;
    this.provider = provider;
    this.betweenLooks = betweenLooks;
    this.control = control;
  }

  String account() {
    return account;
  }

  /**
   * Looks through all orders of the account for those of the run.
   *
   * @throws RunStoppedException when no look adds up: what was not seen may still be there
   */
  Look.Complete look() {
    for (int look = 1; ; look++) {
      control.requireGoingOn();
      Look seen = lookOnce();
      if (seen instanceof Look.Complete complete) {
        return complete;
      }
      if (look == LOOKS && seen instanceof Look.Incomplete incomplete) {
        throw new RunStoppedException(
            "the orders of account %s cannot be looked through for certain, so nothing was sent (%s); launch the run again later"
                .formatted(account, incomplete.reason()));
      }
      new StoppableSleeper(control).pause(betweenLooks);
    }
  }

  /**
   * The lists of the methods that the run orders by. A number order whose reference a bulk order
   * has is what that one led to.
   */
  private Look lookOnce() {
    Set<OrderMethod> methods = orders.methods(runId, account);
    Predicate<String> ours = reference -> ReferenceFormat.carriesTag(reference, tag);
    if (methods.stream().noneMatch(OrderMethod::namesNumbers)) {
      return provider.lookFor(ours);
    }
    if (!methods.contains(OrderMethod.BULK)) {
      return provider.numberOrders().lookThrough(ours);
    }
    Look bulk = provider.lookFor(ours);
    return bulk instanceof Look.Incomplete
        ? bulk
        : bulk.and(
            provider
                .numberOrders()
                .lookThrough(ours.and(reference -> !bulk.found().containsKey(reference))));
  }

  /**
   * Brings the ledger up to what the account has of the run. An order that was not sent by this
   * ledger is adopted when it fits, and left to a person when it does not.
   *
   * @param found provider ids by reference
   * @throws RunStoppedException when the account has an order that the plan of this ledger has no
   *     place for
   */
  void takeOver(Map<String, List<String>> found) {
    List<ProviderOrder> ours =
        orders.of(runId).stream().filter(order -> order.account().equals(account)).toList();
    Map<String, ProviderOrder> byReference =
        ours.stream().collect(Collectors.toMap(ProviderOrder::reference, Function.identity()));
    // Before anything is adopted: where the plans differ, not even what seems to fit is certain.
    for (String reference : found.keySet()) {
      if (!byReference.containsKey(reference)) {
        leaveToPerson(reference, ours);
      }
    }
    found.forEach(
        (reference, ids) -> {
          ProviderOrder order = byReference.get(reference);
          if (order != null) {
            control.requireGoingOn();
            // As it is now: it may have been left to a person a moment ago.
            compare(orders.get(order.id()), ids);
          }
        });
  }

  private void leaveToPerson(String unknown, List<ProviderOrder> ours) {
    long number = ReferenceFormat.orderNumber(unknown);
    List<ProviderOrder> related = ours.stream().filter(o -> o.orderNo() == number).toList();
    if (related.isEmpty()) {
      throw new RunStoppedException(
          "account %s has order %s of this run, which this ledger did not plan, so nothing was sent: was it ordered with other settings? To order on purpose, give --run-key KEY"
              .formatted(account, unknown));
    }
    // Whatever takes the place of this order would be bought a second time.
    related.stream()
        .filter(order -> order.state().isToPlace() && order.parkedReason() == null)
        .forEach(
            order ->
                orders.park(
                    order,
                    "account %s has %s in its place, which this ledger does not know"
                        .formatted(account, unknown)));
  }

  private void compare(ProviderOrder order, List<String> ids) {
    switch (order.state()) {
      case PLANNED -> {
        if (order.parkedReason() == null) {
          adopt(order, ids);
        }
      }
      // Looks of its own decide.
      case SUBMITTING, UNCERTAIN -> {}
      default -> {
        List<String> others =
            ids.stream().filter(id -> !id.equals(order.providerOrderId())).toList();
        SurplusOrders.record(orders, provider, order, others);
      }
    }
  }

  private void adopt(ProviderOrder order, List<String> ids) {
    if (ids.size() > 1) {
      orders.park(
          order, "the provider has its reference %d times: %s".formatted(ids.size(), ids), ids);
      return;
    }
    String id = ids.get(0);
    Takeover takeover = Takeover.read(orders, provider, order, id);
    if (takeover instanceof Takeover.Misfit misfit) {
      orders.park(
          order,
          "the provider has it as %s, but not as it is planned here: %s"
              .formatted(id, misfit.reason()),
          ids);
      return;
    }
    if (takeover instanceof Takeover.Doubtful doubtful) {
      orders.park(
          order,
          "the provider has it as %s, which %s; adopted, they are shared out among these rows in turn"
              .formatted(id, doubtful.reason()),
          ids);
      return;
    }
    try {
      orders.adopted(order, id, takeover.numbers());
    } catch (DuplicateKeyException e) {
      orders.park(
          order,
          "the provider has it as %s, which is the id of another order (%s)"
              .formatted(id, orders.referenceOf(account, id)),
          ids);
    }
  }
}
