package bulkorders.submission;

import bulkorders.ledger.ChosenNumbers;
import bulkorders.ledger.ChosenNumbers.Choice;
import bulkorders.ledger.Orders;
import bulkorders.ledger.Orders.Parting;
import bulkorders.ledger.ProviderOrder;
import bulkorders.planning.ReferenceFormat;
import bulkorders.provider.NumberProvider;
import bulkorders.provider.NumberSearch.Offer;
import bulkorders.provider.NumberSearch.Offers;
import bulkorders.provider.RequestedGroup;
import bulkorders.provider.Reservations.Outcome;
import bulkorders.run.RunControl;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/**
 * Chooses the numbers of orders that are placed by searching: searches, writes the choice down,
 * reserves it. It goes on where a process that died has left it. Used by several workers, each with
 * another order.
 */
final class NumberChoice {

  /** So many numbers are searched for, and reserved, at once. */
  private static final int AT_ONCE = 250;

  /** The most that is searched for at once; there are no pages. */
  private static final int MOST_SEARCHED = 1_000;

  /** After so many searches in a row of which no number could be had there are none. */
  private static final int MOST_FRUITLESS = 10;

  /** Reservations that end sooner are extended before their order leaves. */
  static final int ENDS_SOON_SECONDS = 300;

  private final Orders orders;
  private final ChosenNumbers chosen;
  private final NumberProvider provider;
  private final RunControl control;

  NumberChoice(Orders orders, ChosenNumbers chosen, NumberProvider provider, RunControl control) {
    this.orders = orders;
    this.chosen = chosen;
    this.provider = provider;
    this.control = control;
  }

  /**
   * Chooses the numbers of an order, or ends it when there are none.
   *
   * @param reference the reference of a K-th replacement, of which there will be none
   */
  void choose(ProviderOrder order, IntFunction<String> reference) {
    Map<Integer, List<Choice>> before = chosen.of(order.id());
    Map<Integer, String> missing = new LinkedHashMap<>();
    int found = 0;
    for (RequestedGroup group : orders.groupsOf(order.id())) {
      int numbers = choose(order, group, before.getOrDefault(group.position(), List.of()));
      found += numbers;
      if (numbers == 0) {
        missing.put(group.position(), Objects.requireNonNull(group.shortOf(0)));
      }
    }
    control.requireAlive();
    if (found > 0) {
      chosen.complete(order);
    } else {
      orders.parted(
          order,
          "a search found no number of it",
          new Parting(Map.of(), missing, List.of()),
          reference);
    }
  }

  /** How many numbers are chosen for the group in the end. */
  private int choose(ProviderOrder order, RequestedGroup group, List<Choice> chosenBefore) {
    Set<String> ours =
        chosenBefore.stream()
            .map(Choice::phoneNumber)
            .collect(Collectors.toCollection(LinkedHashSet::new));
    Set<String> unheld =
        chosenBefore.stream()
            .filter(choice -> choice.reservation() == null)
            .map(Choice::phoneNumber)
            .collect(Collectors.toSet());
    Set<String> notToBeHad = new HashSet<>();
    boolean canReserve = reserve(order, unheld, ours, notToBeHad);
    int limit = 0;
    int fruitless = 0;
    while (ours.size() < group.count() && fruitless < MOST_FRUITLESS) {
      control.requireGoingOn();
      int before = ours.size();
      int left = Math.min(group.count() - ours.size(), AT_ONCE);
      int known = notToBeHad.size() + (canReserve ? 0 : ours.size());
      limit = Math.min(MOST_SEARCHED, Math.max(limit, left + known));
      Offers offers = provider.numberSearch().search(group.criteria(), limit);
      List<Offer> fresh =
          offers.fitting().stream()
              .filter(offer -> !ours.contains(offer.phoneNumber()))
              .filter(offer -> !notToBeHad.contains(offer.phoneNumber()))
              .limit(left)
              .toList();
      if (fresh.isEmpty()) {
        if (offers.shown() < limit || limit >= MOST_SEARCHED) {
          break;
        }
        limit *= 2;
        continue;
      }
      Set<String> taken = chosen.choose(order, group.position(), fresh);
      fresh.forEach(
          offer -> {
            if (!taken.contains(offer.phoneNumber())) {
              notToBeHad.add(offer.phoneNumber());
            }
          });
      ours.addAll(taken);
      if (canReserve) {
        canReserve = reserve(order, taken, ours, notToBeHad);
      }
      fruitless = ours.size() > before ? 0 : fruitless + 1;
    }
    if (ours.size() < group.count() && group.criteria().isAllOrNothing()) {
      // What is reserved of it is free again when the reservation ends.
      chosen.leave(order, ours);
      return 0;
    }
    return ours.size();
  }

  /**
   * Reserves numbers; those that cannot be had are left to others.
   *
   * @return false when the provider holds no more numbers for the account: it goes on without
   */
  private boolean reserve(
      ProviderOrder order, Set<String> numbers, Set<String> ours, Set<String> notToBeHad) {
    List<String> all = new ArrayList<>(numbers);
    for (int from = 0; from < all.size(); from += AT_ONCE) {
      if (!reserveSome(
          order,
          new LinkedHashSet<>(all.subList(from, Math.min(all.size(), from + AT_ONCE))),
          ours,
          notToBeHad)) {
        return false;
      }
    }
    return true;
  }

  private boolean reserveSome(
      ProviderOrder order, Set<String> numbers, Set<String> ours, Set<String> notToBeHad) {
    control.requireGoingOn();
    Outcome outcome =
        provider.reservations().reserve(numbers, ReferenceFormat.ofReservation(order.reference()));
    if (outcome instanceof Outcome.Held held) {
      chosen.held(order, held.holds());
      Set<String> others = new HashSet<>(numbers);
      others.removeAll(held.holds().keySet());
      leave(order, others, ours, notToBeHad);
    } else if (outcome instanceof Outcome.Taken) {
      if (numbers.size() == 1) {
        leave(order, numbers, ours, notToBeHad);
      } else {
        List<String> all = List.copyOf(numbers);
        int half = all.size() / 2;
        return reserveSome(order, new LinkedHashSet<>(all.subList(0, half)), ours, notToBeHad)
            && reserveSome(
                order, new LinkedHashSet<>(all.subList(half, all.size())), ours, notToBeHad);
      }
    }
    return !(outcome instanceof Outcome.LimitReached);
  }

  private void leave(
      ProviderOrder order, Set<String> numbers, Set<String> ours, Set<String> notToBeHad) {
    if (!numbers.isEmpty()) {
      chosen.leave(order, numbers);
      ours.removeAll(numbers);
      notToBeHad.addAll(numbers);
    }
  }

  /** Has the reservations of an order last longer that end soon. */
  void extend(ProviderOrder order) {
    chosen.of(order.id()).values().stream()
        .flatMap(List::stream)
        .map(Choice::reservation)
        .filter(Objects::nonNull)
        .distinct()
        .forEach(
            reservation ->
                chosen.extended(
                    order,
                    Objects.requireNonNull(reservation),
                    provider.reservations().extend(reservation).orElse(null)));
  }

  /** The next order whose reservations end soon. */
  Optional<ProviderOrder> endingSoon(int runId, String account) {
    return chosen.endingSoon(runId, account, ENDS_SOON_SECONDS);
  }
}
