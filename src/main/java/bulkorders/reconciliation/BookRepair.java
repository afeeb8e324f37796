package bulkorders.reconciliation;

import bulkorders.ledger.DifferenceKind;
import bulkorders.ledger.OrderProgress;
import bulkorders.ledger.OrderState;
import bulkorders.ledger.Orders;
import bulkorders.ledger.ProviderOrder;
import bulkorders.ledger.Reconciliations;
import bulkorders.ledger.Reconciliations.Difference;
import bulkorders.ledger.Reconciliations.Reconciliation;
import bulkorders.ledger.Run;
import bulkorders.provider.AccountProviders;
import bulkorders.provider.AccountStops;
import bulkorders.provider.NumberProvider;
import bulkorders.run.Commands;
import bulkorders.run.RunControl;
import bulkorders.submission.SurplusOrders;
import bulkorders.submission.Takeover;
import bulkorders.tracking.Tracking;
import java.util.List;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;

/**
 * Takes over into the ledger what the provider has and what can be nothing else: orders of ours
 * that the ledger holds for unplaced, numbers and statuses that it lacks, and surplus. It only
 * reads at the provider; nothing is ordered, cancelled or changed there. May be repeated.
 */
@Component
public class BookRepair {

  private final Reconciliations reconciliations;
  private final Orders orders;
  private final OrderProgress progress;
  private final Tracking tracking;
  private final Commands commands;

  BookRepair(
      Reconciliations reconciliations,
      Orders orders,
      OrderProgress progress,
      Tracking tracking,
      Commands commands) {
    this.reconciliations = reconciliations;
    this.orders = orders;
    this.progress = progress;
    this.tracking = tracking;
    this.commands = commands;
  }

  /**
   * Mends what can be mended of one run. The caller holds the run's alive-lock.
   *
   * @throws bulkorders.provider.ProviderUnavailableException when the provider does not answer
   * @throws bulkorders.run.RunStoppedException when a stop was asked for, or the provider does not
   *     answer
   */
  public void mend(
      Reconciliation reconciliation, Run run, AccountProviders providers, AccountStops stops) {
    RunControl control = stops.ofRun();
    NumberProvider provider = providers.of(reconciliation.account());
    for (Difference difference : reconciliations.misplaced(reconciliation.id(), run.id())) {
      control.requireGoingOn();
      control.requireAlive();
      place(difference, provider);
    }
    for (long id : reconciliations.ordersToReadAgain(reconciliation.id(), run.id())) {
      progress.readAgain(orders.get(id), "read again for reconciliation " + reconciliation.id());
    }
    control.requireAlive();
    // Whatever is due is read once; nothing is waited for.
    tracking.follow(run, providers, stops, () -> true, () -> false);
    stops.requireNone();
  }

  private void place(Difference difference, NumberProvider provider) {
    Long orderId = difference.orderId();
    String id = difference.providerOrderId();
    if (orderId == null || id == null) {
      return;
    }
    ProviderOrder order = orders.get(orderId);
    if (id.equals(order.providerOrderId()) && !order.state().isToPlace()) {
      return;
    }
    boolean isAlone = difference.kind() == DifferenceKind.UNPLACED;
    if (isAlone && (order.state() == OrderState.PLANNED || order.state() == OrderState.UNCERTAIN)) {
      adopt(difference, order, id, provider);
    } else if (order.state().isFinal() || order.state().isToFollow()) {
      SurplusOrders.record(orders, provider, order, List.of(id));
      reconciliations.surplus(difference.id());
    } else {
      reconciliations.tell(
          difference.id(),
          isAlone
              ? "what became of it is found out by: " + commands.of("restart %d", order.runId())
              : "one of them has to be chosen: " + resolve(order));
    }
  }

  private void adopt(
      Difference difference, ProviderOrder order, String id, NumberProvider provider) {
    if (reconciliations.isReplaced(order.id())) {
      reconciliations.tell(difference.id(), "its groups were planned anew: " + resolve(order));
      return;
    }
    Takeover takeover = Takeover.read(orders, provider, order, id);
    if (takeover instanceof Takeover.Misfit misfit) {
      reconciliations.tell(difference.id(), "not taken over: " + misfit.reason());
      return;
    }
    if (takeover instanceof Takeover.Doubtful doubtful) {
      reconciliations.tell(
          difference.id(), "it %s: %s".formatted(doubtful.reason(), resolve(order)));
      return;
    }
    try {
      if (!orders.adopted(order, id, takeover.numbers())) {
        reconciliations.tell(difference.id(), "not taken over: it has changed meanwhile");
      }
    } catch (DuplicateKeyException e) {
      reconciliations.tell(
          difference.id(),
          "not taken over: the ledger has that order as "
              + orders.referenceOf(order.account(), id));
    }
  }

  private String resolve(ProviderOrder order) {
    return commands.of("resolve %d:%s", order.runId(), order.label());
  }
}
