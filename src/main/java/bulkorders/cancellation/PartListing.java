package bulkorders.cancellation;

import bulkorders.ledger.Cancellations;
import bulkorders.ledger.Cancellations.OpenNumberOrder;
import bulkorders.ledger.Cancellations.OpenSurplus;
import bulkorders.ledger.Cancellations.Target;
import bulkorders.ledger.Orders;
import bulkorders.ledger.ProviderOrder;
import bulkorders.provider.AccountProviders;
import bulkorders.provider.NumberProvider;
import bulkorders.provider.OrderReading;
import bulkorders.provider.OrderReading.NumberOrderRef;
import bulkorders.provider.SubNumberOrder;
import bulkorders.provider.SubNumberOrders;
import bulkorders.run.RunControl;
import bulkorders.run.RunStoppedException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Asks the provider which parts of number orders there are, of those that somebody wants cancelled.
 * Only what the ledger has for open is asked about. May be repeated.
 */
@Component
public class PartListing {

  private final Cancellations cancellations;
  private final Orders orders;

  PartListing(Cancellations cancellations, Orders orders) {
    this.cancellations = cancellations;
    this.orders = orders;
  }

  /**
   * Writes down the parts that a cancellation is about. The caller holds the run's alive-lock.
   *
   * @throws RunStoppedException when a stop was asked for, or the provider does not show all parts
   * @throws bulkorders.provider.ProviderUnavailableException when the provider does not answer
   */
  public void list(
      int cancellation, Target target, AccountProviders providers, RunControl control) {
    if (target.part() != null) {
      ProviderOrder order = orders.get(target.order() == null ? 0 : target.order());
      Optional<SubNumberOrder> part =
          providers.of(order.account()).subNumberOrders().read(target.part());
      cancellations.add(
          cancellation, order.id(), null, part.orElseGet(() -> unknown(target, target.part())));
      cancellations.listed(cancellation);
      return;
    }
    for (OpenNumberOrder open : cancellations.openNumberOrders(target)) {
      control.requireGoingOn();
      add(cancellation, open.order(), null, open.numberOrder(), providers.of(open.account()));
    }
    for (OpenSurplus surplus : cancellations.openSurplus(target)) {
      control.requireGoingOn();
      NumberProvider provider = providers.of(surplus.account());
      for (NumberOrderRef ref : numberOrders(surplus, provider)) {
        add(cancellation, surplus.order(), surplus.surplus(), ref.numberOrderId(), provider);
      }
    }
    cancellations.listed(cancellation);
  }

  private static SubNumberOrder unknown(Target target, @Nullable String part) {
    return new SubNumberOrder(
        String.valueOf(part),
        String.valueOf(target.numberOrder()),
        null,
        null,
        "not found",
        null,
        null);
  }

  private void add(
      int cancellation,
      long order,
      @Nullable String surplusOf,
      String numberOrder,
      NumberProvider provider) {
    SubNumberOrders.Listing listing = provider.subNumberOrders().of(numberOrder);
    if (listing.fault() != null) {
      throw new RunStoppedException(
          "the list of sub number orders of number order %s %s, so nothing was cancelled; the same command tries again"
              .formatted(numberOrder, listing.fault()));
    }
    listing.parts().forEach(part -> cancellations.add(cancellation, order, surplusOf, part));
  }

  private List<NumberOrderRef> numberOrders(OpenSurplus surplus, NumberProvider provider) {
    ProviderOrder ours = orders.get(surplus.order());
    OrderReading reading = provider.read(surplus.surplus(), orders.requestOf(ours));
    if (reading instanceof OrderReading.Understood understood) {
      return understood.groups().stream().flatMap(group -> group.numberOrders().stream()).toList();
    }
    throw new RunStoppedException(
        "surplus order %s cannot be read, so nothing was cancelled: %s"
            .formatted(
                surplus.surplus(),
                reading instanceof OrderReading.NotUnderstood not ? not.reason() : "no answer"));
  }
}
