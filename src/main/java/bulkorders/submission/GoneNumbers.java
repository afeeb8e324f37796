package bulkorders.submission;

import bulkorders.ledger.Orders.Parting;
import bulkorders.provider.Look;
import bulkorders.provider.NumberProvider;
import bulkorders.provider.OrderRequest;
import bulkorders.provider.RequestedGroup;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Finds out what becomes of an order that names its numbers when some of them are not to be had,
 * and it is certain that the order itself has bought none. A number that is gone costs that number
 * and not its order.
 */
final class GoneNumbers {

  static final String OWNED = "the account has this number already";

  private final NumberProvider provider;

  GoneNumbers(NumberProvider provider) {
    this.provider = provider;
  }

  /**
   * Judges a refusal. Which numbers are gone the provider says, or a fresh search; where neither
   * does, the order is halved until the culprit is alone.
   *
   * @param named numbers that the provider says are gone; empty when it names none
   * @return what becomes of the groups; empty when the account has numbers of the order under its
   *     reference after all, so that it was not refused before it was taken
   */
  Optional<Parting> judge(OrderRequest order, Set<String> named, String reason) {
    Set<String> gone = named.isEmpty() ? notOffered(order) : named;
    if (!gone.isEmpty()) {
      return parted(order, gone, reason);
    }
    List<Integer> all = IntStream.range(0, order.groups().size()).boxed().toList();
    if (all.size() == 1) {
      return parted(order, order.phoneNumbers(), reason);
    }
    int half = all.size() / 2;
    return Optional.of(
        new Parting(
            Map.of(), Map.of(), List.of(all.subList(0, half), all.subList(half, all.size()))));
  }

  /** The numbers of an order that a fresh search does not show. */
  Set<String> notOffered(OrderRequest order) {
    Set<String> missing = new HashSet<>(order.phoneNumbers());
    missing.removeAll(
        provider
            .numberSearch()
            .offered(order.groups().stream().map(RequestedGroup::criteria).toList()));
    return missing;
  }

  /** What becomes of the groups when these numbers are gone. */
  Optional<Parting> parted(OrderRequest order, Set<String> gone, String reason) {
    Set<String> owned = provider.numberSearch().owned(gone);
    if (!owned.isEmpty() && isThere(order)) {
      return Optional.empty();
    }
    Map<Integer, String> rejected = new LinkedHashMap<>();
    Map<Integer, String> missing = new LinkedHashMap<>();
    order
        .numbers()
        .forEach(
            number -> {
              if (owned.contains(number.phoneNumber())) {
                rejected.put(number.group(), OWNED);
              } else if (gone.contains(number.phoneNumber())) {
                missing.put(number.group(), reason);
              }
            });
    List<Integer> others =
        IntStream.range(0, order.groups().size())
            .filter(position -> !rejected.containsKey(position) && !missing.containsKey(position))
            .boxed()
            .toList();
    return Optional.of(
        new Parting(rejected, missing, others.isEmpty() ? List.of() : List.of(others)));
  }

  /** A look that does not add up may have missed it. */
  private boolean isThere(OrderRequest order) {
    Look look = provider.numberOrders().lookFor(Set.of(order.reference()));
    return look instanceof Look.Incomplete || !look.found().isEmpty();
  }
}
