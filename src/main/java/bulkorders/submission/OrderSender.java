package bulkorders.submission;

import bulkorders.ledger.ChosenNumbers;
import bulkorders.ledger.Orders;
import bulkorders.ledger.Orders.Parting;
import bulkorders.ledger.ProviderOrder;
import bulkorders.ledger.Run;
import bulkorders.planning.ReferenceFormat;
import bulkorders.planning.RunTags;
import bulkorders.provider.NumberProvider;
import bulkorders.provider.OrderMethod;
import bulkorders.provider.OrderRequest;
import bulkorders.provider.Placement;
import bulkorders.provider.Refusal;
import bulkorders.provider.RefusalBackOffPolicy;
import bulkorders.run.RunControl;
import bulkorders.run.RunStoppedException;
import bulkorders.run.StoppableSleeper;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.retry.RetryContext;
import org.springframework.retry.support.RetryTemplate;

/**
 * Sends the orders of one run at one account, each in three steps that share no transaction: the
 * intent is committed, the order is sent, the outcome is committed. Used by several workers at
 * once.
 */
final class OrderSender {

  /**
   * After so many orders in a row that were held back, or answered with the id of another order,
   * the run stops.
   */
  private static final int MAX_IN_A_ROW = 5;

  /** After so many attempts the numbers of an order are not chosen anew any more. */
  private static final int MOST_CHOICES = 20;

  private static final String NOT_SHOWN = "no search shows this number";

  private final Run run;
  private final String account;
  private final RunTags tags;
  private final String owner;
  private final Orders orders;
  private final NumberProvider provider;
  private final RunControl control;
  private final SubmissionProperties properties;
  private final Clock clock;
  private final LongSupplier nanoTime;
  private final StoppableSleeper sleeper;
  private final RetryTemplate retry;
  private final ChosenNumbers chosen;
  private final GoneNumbers goneNumbers;
  private final NumberChoice choice;
  private final SearchedFirst search;
  private final Funds funds;
  private final TakenUp beingChosen = new TakenUp();
  private final AtomicInteger heldBackInARow = new AtomicInteger();
  private final AtomicInteger otherIdsInARow = new AtomicInteger();

  OrderSender(
      Run run,
      String account,
      String owner,
      Orders orders,
      ChosenNumbers chosen,
      NumberProvider provider,
      RunControl control,
      SubmissionProperties properties,
      Clock clock,
      LongSupplier nanoTime) {
    this.run = run;
    this.account = account;
    this.tags = new RunTags(run);
    this.owner = owner;
    this.orders = orders;
    this.provider = provider;
    this.control = control;
    this.properties = properties;
    this.clock = clock;
    this.nanoTime = nanoTime;
    this.sleeper = new StoppableSleeper(control);
    this.chosen = chosen;
    this.goneNumbers = new GoneNumbers(provider);
    this.choice = new NumberChoice(orders, chosen, provider, control);
    this.search = new SearchedFirst(nanoTime);
    this.funds = new Funds(account, owner, orders, provider, nanoTime);
    this.retry =
        RetryTemplate.builder()
            .maxAttempts(properties.maxAttempts())
            .customBackoff(new RefusalBackOffPolicy(sleeper))
            .retryOn(RefusedForNowException.class)
            .build();
  }

  /**
   * Takes up the next planned order and sends it, more than once while it is refused for now; or
   * searches the numbers of one that needs it, or chooses them.
   *
   * @return false when no order can be taken up now
   * @throws RunStoppedException when nothing more can be sent until somebody acts
   */
  boolean sendNext() {
    awaitTurn();
    orders.sweep(run.id(), owner, properties.requestTimeout());
    choice.endingSoon(run.id(), account).ifPresent(choice::extend);
    var guard = guard();
    Optional<ProviderOrder> order = orders.claim(run.id(), account, owner, search.sendable());
    order.ifPresent(taken -> send(taken, guard));
    return order.isPresent() || searchNext() || chooseNext();
  }

  /** Chooses the numbers of the next planned order that needs it. */
  private boolean chooseNext() {
    Optional<ProviderOrder> next =
        beingChosen.takeUp(without -> orders.nextToChoose(run.id(), account, without));
    next.ifPresent(
        order -> {
          try {
            choice.choose(order, k -> reference(order, k));
          } finally {
            beingChosen.release(order);
          }
        });
    return next.isPresent();
  }

  /** Searches the numbers of the next planned order that needs it. */
  private boolean searchNext() {
    Optional<ProviderOrder> next = search.next(orders, run.id(), account);
    next.ifPresent(
        order -> {
          try {
            searchNumbers(order);
          } finally {
            search.ended(order);
          }
        });
    return next.isPresent();
  }

  private void searchNumbers(ProviderOrder order) {
    OrderRequest request = orders.requestOf(order);
    Set<String> missing = goneNumbers.notOffered(request);
    search.searched(order);
    // Where an earlier attempt may have bought them, only the answer to the next one tells.
    if (!missing.isEmpty() && order.attempt() == order.clearedAttempt()) {
      String reason = "no search shows %d of its numbers".formatted(missing.size());
      goneNumbers
          .parted(request, missing, NOT_SHOWN)
          .ifPresent(parting -> orders.parted(order, reason, parting, k -> reference(order, k)));
    }
  }

  private void send(ProviderOrder taken, FreshnessGuard guard) {
    try {
      retry.execute(
          context -> {
            if (context.getRetryCount() == 0) {
              attempt(taken, guard);
            } else {
              attemptAgain(taken, context);
            }
            return null;
          });
    } catch (RefusedForNowException e) {
      throw new RunStoppedException(
          "the provider refused order %s %d times: %s; launch the run again later"
              .formatted(taken.reference(), properties.maxAttempts(), e.reason()));
    }
  }

  private void attemptAgain(ProviderOrder refused, RetryContext context) {
    control.requireGoingOn();
    awaitTurn();
    var guard = guard();
    ProviderOrder asRefused = orders.get(refused.id());
    if (asRefused.attempt() == refused.attempt() + context.getRetryCount() - 1) {
      orders.claimAgain(asRefused, owner).ifPresent(taken -> attempt(taken, guard));
    }
  }

  private void awaitTurn() {
    for (Duration wait = provider.untilTurn(); !wait.isZero(); wait = provider.untilTurn()) {
      control.requireGoingOn();
      sleeper.pause(wait);
    }
  }

  private FreshnessGuard guard() {
    return new FreshnessGuard(clock, nanoTime, properties.requestTimeout());
  }

  private void attempt(ProviderOrder taken, FreshnessGuard guard) {
    OrderRequest request = orders.requestOf(taken);
    if (!aliveOrHandedBack(taken)) {
      return;
    }
    requireFunds(taken);
    Placement placement = provider.place(request, guard);
    if (!(placement instanceof Placement.HeldBack)) {
      heldBackInARow.set(0);
    }
    if (placement instanceof Placement.Accepted accepted) {
      accepted(taken, accepted);
    } else if (placement instanceof Placement.Refused refused) {
      refused(taken, refused.refusal(), request);
    } else if (placement instanceof Placement.HeldBack heldBack) {
      // Nothing has left, so if somebody else has the order by now, it is none of our business.
      orders.backToPlanned(taken, Duration.ZERO, heldBack.reason());
      if (heldBackInARow.incrementAndGet() >= MAX_IN_A_ROW) {
        throw new RunStoppedException(
            "orders were held back %d times in a row, the last one: %s; lower the number of workers, or launch the run again later"
                .formatted(MAX_IN_A_ROW, heldBack.reason()));
      }
    } else if (placement instanceof Placement.Ambiguous ambiguous) {
      unclear(taken, ambiguous.reason());
    }
  }

  private void requireFunds(ProviderOrder taken) {
    Optional<String> shortage;
    try {
      shortage = funds.shortFor(taken);
    } catch (RuntimeException e) {
      orders.backToPlanned(taken, Duration.ZERO, "the balance is not told");
      throw e;
    }
    shortage.ifPresent(
        reason -> {
          orders.backToPlanned(taken, Duration.ZERO, reason);
          throw Funds.stop(reason);
        });
  }

  private void accepted(ProviderOrder taken, Placement.Accepted accepted) {
    String providerOrderId = accepted.providerOrderId();
    try {
      keepUnlessLate(
          orders.accepted(taken, providerOrderId, accepted.charge()),
          taken,
          "accepted as " + providerOrderId,
          providerOrderId);
      otherIdsInARow.set(0);
    } catch (DuplicateKeyException e) {
      // The id of one order says nothing about another.
      String reason =
          "the provider answered with %s, the id of another order (%s)"
              .formatted(providerOrderId, orders.referenceOf(taken.account(), providerOrderId));
      unclear(taken, reason);
      if (otherIdsInARow.incrementAndGet() >= MAX_IN_A_ROW) {
        throw new RunStoppedException(
            "%s, %d times in a row; see to it that nothing in between answers for the provider, then launch the run again"
                .formatted(reason, MAX_IN_A_ROW));
      }
    }
  }

  private void unclear(ProviderOrder taken, String reason) {
    keepUnlessLate(orders.uncertain(taken, reason), taken, reason, null);
  }

  /**
   * A lost alive-lock means that another process may be at work on the run: nothing of ours may
   * leave any more.
   */
  private boolean aliveOrHandedBack(ProviderOrder taken) {
    try {
      control.requireAlive();
      return true;
    } catch (RunStoppedException e) {
      orders.backToPlanned(taken, Duration.ZERO, e.reason());
      throw e;
    }
  }

  private void refused(ProviderOrder taken, Refusal refusal, OrderRequest request) {
    switch (refusal.kind()) {
      case PASSING -> {
        Duration wait = refusal.retryAfter() == null ? Duration.ZERO : refusal.retryAfter();
        keepUnlessLate(
            orders.refusedForNow(taken, wait, refusal.reason()), taken, refusal.reason(), null);
        throw new RefusedForNowException(refusal);
      }
      case UNREACHED ->
          // The next worker whose turn it is takes it up.
          backToPlanned(taken, refusal);
      case STOP -> {
        backToPlanned(taken, refusal);
        throw new RunStoppedException(refusal.reason());
      }
      case GONE -> gone(taken, refusal, request);
      case NOT_SEARCHED -> notSearched(taken, refusal, request);
      case CONTENT -> contentRefused(taken, refusal, request.groups().size());
    }
  }

  private void contentRefused(ProviderOrder taken, Refusal refusal, int groups) {
    RefusedContent content = RefusedContent.of(refusal, groups);
    keepUnlessLate(
        orders.rejected(
            taken,
            refusal.reason(),
            content.rejected(),
            content.replacements(),
            k -> reference(taken, k)),
        taken,
        refusal.reason(),
        null);
    if (orders.countRejected(run.id()) > properties.maxRejected()) {
      throw new RunStoppedException(
          "more than %d orders were refused for their content, the last with: %s; check the input, then launch the run again"
              .formatted(properties.maxRejected(), refusal.reason()));
    }
  }

  /**
   * Right behind an attempt that is known to have bought nothing, numbers that are gone are gone to
   * others. Later it may be an earlier attempt that has them.
   */
  private void gone(ProviderOrder taken, Refusal refusal, OrderRequest request) {
    if (!taken.isFirstThatCounts()) {
      unclear(taken, refusal.reason() + "; an earlier attempt may have bought them");
      return;
    }
    if (taken.method() == OrderMethod.SEARCH) {
      chooseAnew(taken, refusal, request);
    } else {
      part(taken, refusal, () -> goneNumbers.judge(request, refusal.numbers(), refusal.reason()));
    }
  }

  /**
   * Others take the place of numbers that are gone, under the same reference: it is certain that
   * nothing of the order was bought.
   */
  private void chooseAnew(ProviderOrder taken, Refusal refusal, OrderRequest request) {
    if (taken.attempt() >= MOST_CHOICES) {
      contentRefused(taken, refusal, request.groups().size());
    } else {
      keepUnlessLate(
          chosen.chooseAnew(taken, refusal.numbers(), refusal.reason()),
          taken,
          refusal.reason(),
          null);
    }
  }

  /** Searches them; what no search shows, though it is said to be needed, is gone. */
  private void notSearched(ProviderOrder taken, Refusal refusal, OrderRequest request) {
    if (taken.method() == OrderMethod.SEARCH) {
      gone(taken, refusal, request);
      return;
    }
    search.isAsked();
    if (search.isSearched(taken)) {
      contentRefused(taken, refusal, request.groups().size());
      return;
    }
    part(
        taken,
        refusal,
        () -> {
          Set<String> missing = goneNumbers.notOffered(request);
          search.searched(taken);
          return missing.isEmpty() || !taken.isFirstThatCounts()
              ? Optional.of(Parting.NONE)
              : goneNumbers.parted(request, missing, NOT_SHOWN);
        });
  }

  /**
   * Takes an order apart that was refused for its numbers. What is asked for that takes requests of
   * its own; when these fail, the order was refused all the same.
   */
  private void part(ProviderOrder taken, Refusal refusal, Supplier<Optional<Parting>> judging) {
    Optional<Parting> parting;
    try {
      parting = judging.get();
    } catch (RuntimeException e) {
      backToPlanned(taken, refusal);
      throw e;
    }
    if (parting.isEmpty()) {
      unclear(taken, refusal.reason() + "; the account has them under its reference");
    } else if (parting.get().isNone()) {
      backToPlanned(taken, refusal);
    } else {
      keepUnlessLate(
          orders.parted(taken, refusal.reason(), parting.get(), k -> reference(taken, k)),
          taken,
          refusal.reason(),
          null);
    }
  }

  private void backToPlanned(ProviderOrder taken, Refusal refusal) {
    keepUnlessLate(
        orders.backToPlanned(taken, Duration.ZERO, refusal.reason()),
        taken,
        refusal.reason(),
        null);
  }

  private String reference(ProviderOrder order, int replacement) {
    return ReferenceFormat.reference(
        order.settings().customerReference(), tags.of(account), order.orderNo(), replacement);
  }

  private void keepUnlessLate(
      boolean written, ProviderOrder taken, String outcome, @Nullable String providerOrderId) {
    if (!written) {
      orders.lateOutcome(taken, outcome, providerOrderId, properties.requestTimeout());
    }
  }
}
