package bulkorders.submission;

import bulkorders.ledger.Decisions;
import bulkorders.ledger.OrderState;
import bulkorders.ledger.Orders;
import bulkorders.ledger.ProviderOrder;
import bulkorders.ledger.Undecided;
import bulkorders.planning.ReferenceFormat;
import bulkorders.provider.Look;
import bulkorders.provider.NumberProvider;
import bulkorders.provider.OrderMethod;
import bulkorders.provider.ProviderUnavailableException;
import bulkorders.run.Commands;
import bulkorders.run.RunControl;
import bulkorders.run.StoppableSleeper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;

/**
 * Carries out what a person decided about an order of which nobody knows whether the provider took
 * it. The provider is asked first, whatever was decided: what it shows is never sent again, and
 * what it has twice is never forgotten. The caller holds the alive-lock of the order's run.
 */
@Component
public class Resolution {

  private static final int LOOKS = 3;

  private final Decisions decisions;
  private final Orders orders;
  private final SubmissionProperties properties;
  private final Commands commands;

  Resolution(
      Decisions decisions, Orders orders, SubmissionProperties properties, Commands commands) {
    this.decisions = decisions;
    this.orders = orders;
    this.properties = properties;
    this.commands = commands;
  }

  /** How long it takes at least until the account is looked through before one is sent again. */
  public Duration waitBeforeLook(Undecided undecided) {
    return untilSettled(undecided.order(), Duration.ZERO);
  }

  /**
   * The order is the one that the provider has under this id.
   *
   * @param note why, null when nothing was said
   * @return the provider's ids of orders that are surplus from now on
   * @throws UndecidableException when it is not, or cannot be
   * @throws ProviderUnavailableException when the provider does not answer
   */
  public List<String> adopt(
      Undecided undecided,
      String wanted,
      NumberProvider provider,
      RunControl control,
      @Nullable String note) {
    ProviderOrder order = undecided.order();
    String id = spelledAs(wanted, undecided.providerOrderIds());
    decisions
        .holderOf(order.account(), id)
        .filter(holder -> !holder.equals(order.reference()))
        .ifPresent(
            holder -> {
              throw idOfAnother(id, holder);
            });
    String delivered = order.providerOrderId();
    if (undecided.isDelivered() && delivered != null && !delivered.equals(id)) {
      throw new UndecidableException(
          "the ledger has number orders of %s already, of the provider's order %s; adopt that one, and %s becomes surplus"
              .formatted(undecided.name(), delivered, id));
    }
    Takeover takeover = Takeover.read(orders, provider, order, id);
    if (takeover instanceof Takeover.Misfit misfit) {
      throw new UndecidableException(
          "the provider's order %s is not %s as it was sent: %s"
              .formatted(id, undecided.name(), misfit.reason()));
    }
    Set<String> seen = seen(undecided, provider);
    String listed = spelledAs(id, seen);
    seen.remove(listed);
    if (undecided.isReplaced()) {
      seen.add(listed);
    }
    Map<String, Integer> surplus = SurplusOrders.numbers(orders, provider, order, seen);
    control.requireAlive();
    String words = Decisions.words(note);
    try {
      requireChanged(
          undecided.isReplaced()
              ? decisions.leaveReplaced(undecided, surplus, words)
              : decisions.adopt(undecided, listed, takeover.numbers(), surplus, words),
          undecided);
    } catch (DuplicateKeyException e) {
      throw idOfAnother(listed, orders.referenceOf(order.account(), listed));
    }
    return List.copyOf(seen);
  }

  /** People type ids in whatever case; what is kept is the provider's own spelling. */
  private static String spelledAs(String id, Iterable<String> known) {
    for (String other : known) {
      if (other.equalsIgnoreCase(id)) {
        return other;
      }
    }
    return id;
  }

  private UndecidableException idOfAnother(String id, String reference) {
    return new UndecidableException(
        "the provider's order %s is that of order %s; see it with: %s"
            .formatted(id, reference, commands.of("trace %s", reference)));
  }

  /**
   * The order may be sent again, provided that the account is looked through once more, after the
   * settle time, and does not show it. Takes at least the settle time when it was sent before.
   *
   * @param note why, null when nothing was said
   * @throws UndecidableException when the provider has it, or it must not be sent again
   * @throws ProviderUnavailableException when the provider does not answer for certain
   */
  public void sendAgain(
      Undecided undecided, NumberProvider provider, RunControl control, @Nullable String note) {
    requireSendable(undecided);
    ProviderOrder order = undecided.order();
    settle(order, control);
    long number = order.orderNo();
    String tag = ReferenceFormat.tagOf(order.reference()).orElseThrow();
    Map<String, List<String>> found =
        complete(
            provider,
            order.method(),
            control,
            reference ->
                ReferenceFormat.carriesTag(reference, tag)
                    && ReferenceFormat.orderNumber(reference) == number);
    Set<String> ids = new TreeSet<>(found.getOrDefault(order.reference(), List.of()));
    ids.addAll(shownById(undecided, provider));
    if (!ids.isEmpty()) {
      throw new UndecidableException(
          "the provider has %s as %s, so it is not sent again; take it over with: %s"
              .formatted(
                  undecided.name(),
                  String.join(", ", ids),
                  adopt(undecided, ids.iterator().next())));
    }
    List<String> inItsPlace =
        found.keySet().stream().filter(this::isUnknown).sorted(Comparator.naturalOrder()).toList();
    if (!inItsPlace.isEmpty()) {
      throw new UndecidableException(
          "account %s has %s in place of %s, which this ledger does not know; sent again, its numbers could be bought twice. To leave them to that order: bulk-orders resolve %s --abandon"
              .formatted(
                  order.account(),
                  String.join(", ", inItsPlace),
                  undecided.name(),
                  undecided.name()));
    }
    control.requireAlive();
    requireChanged(decisions.sendAgain(undecided, Decisions.words(note)), undecided);
  }

  private boolean isUnknown(String reference) {
    return decisions.find(reference).isEmpty();
  }

  /**
   * Says whether an order could be sent again at all.
   *
   * @throws UndecidableException when it must not
   */
  public void requireSendable(Undecided undecided) {
    if (undecided.isReplaced() || undecided.isRefused()) {
      throw new UndecidableException(
          "%s was refused for its content before%s, so it is not sent again; take over what the provider has with --adopt, or leave it with --abandon"
              .formatted(
                  undecided.name(),
                  undecided.isReplaced() ? ", and its groups were planned anew" : ""));
    }
    if (undecided.isDelivered()) {
      throw new UndecidableException(
          "the ledger has number orders of %s, so it is not sent again; take it over with: %s"
              .formatted(undecided.name(), adopt(undecided, undecided.order().providerOrderId())));
    }
  }

  /**
   * Which orders the provider shows under the order's reference, for a person who wants to give it
   * up, and how many numbers each has got, or may still get.
   *
   * @throws ProviderUnavailableException when the provider does not answer
   */
  public Map<String, Integer> atProvider(Undecided undecided, NumberProvider provider) {
    return SurplusOrders.numbers(orders, provider, undecided.order(), seen(undecided, provider));
  }

  private static Set<String> seen(Undecided undecided, NumberProvider provider) {
    Set<String> seen = new LinkedHashSet<>(shownById(undecided, provider));
    String reference = undecided.order().reference();
    Look look = provider.lookFor(undecided.order().method(), reference::equals);
    seen.addAll(look.found().getOrDefault(reference, List.of()));
    return seen;
  }

  /** What is known by its id need not be on a list. */
  private static List<String> shownById(Undecided undecided, NumberProvider provider) {
    List<String> shown = new ArrayList<>();
    for (String id : undecided.providerOrderIds()) {
      if (provider.shows(undecided.order().method(), id, undecided.order().reference())) {
        shown.add(id);
      }
    }
    return shown;
  }

  /**
   * The order is given up.
   *
   * @param atProvider the provider's ids under which it is there all the same, with how many
   *     numbers; they are surplus from now on
   * @param note why, null when nothing was said
   * @throws UndecidableException when the ledger has numbers of it
   */
  public void abandon(
      Undecided undecided,
      Map<String, Integer> atProvider,
      RunControl control,
      @Nullable String note) {
    requireAbandonable(undecided);
    control.requireAlive();
    requireChanged(decisions.abandon(undecided, atProvider, Decisions.words(note)), undecided);
  }

  /**
   * Says whether an order could be given up at all.
   *
   * @throws UndecidableException when it must not
   */
  public void requireAbandonable(Undecided undecided) {
    if (undecided.isDelivered()) {
      throw new UndecidableException(
          "the ledger has number orders of %s, so it is not given up; take it over with: %s"
              .formatted(undecided.name(), adopt(undecided, undecided.order().providerOrderId())));
    }
  }

  /**
   * Lets the settle time pass by both clocks, as for every order that is sent again: since the
   * attempt ended by the database's, since this process saw the order by its own.
   */
  private void settle(ProviderOrder order, RunControl control) {
    var sleeper = new StoppableSleeper(control);
    long seen = System.nanoTime();
    Duration left = untilSettled(order, Duration.ZERO);
    while (!left.isZero()) {
      control.requireGoingOn();
      sleeper.pause(left);
      left = untilSettled(order, Duration.ofNanos(System.nanoTime() - seen));
    }
  }

  private Duration untilSettled(ProviderOrder order, Duration sinceSeen) {
    return order.state() == OrderState.UNCERTAIN
        ? SettleTime.of(properties).left(order, sinceSeen, orders.now())
        : Duration.ZERO;
  }

  private Map<String, List<String>> complete(
      NumberProvider provider,
      OrderMethod method,
      RunControl control,
      Predicate<String> references) {
    for (int look = 1; ; look++) {
      Look seen = provider.lookFor(method, references);
      if (seen instanceof Look.Incomplete incomplete) {
        if (look == LOOKS) {
          throw new ProviderUnavailableException(
              "the orders of the account cannot be looked through for certain, so nothing was decided (%s); the same command tries again"
                  .formatted(incomplete.reason()));
        }
        new StoppableSleeper(control).pause(properties.waitForLook());
      } else {
        return seen.found();
      }
    }
  }

  private void requireChanged(boolean changed, Undecided undecided) {
    if (!changed) {
      throw new UndecidableException(
          "%s has changed meanwhile; look at it again with: %s"
              .formatted(undecided.name(), commands.of("resolve %s", undecided.name())));
    }
  }

  private String adopt(Undecided undecided, @Nullable String providerOrderId) {
    return commands.of("resolve %s --adopt %s", undecided.name(), providerOrderId);
  }
}
