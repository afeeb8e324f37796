package bulkorders.sandbox;

import bulkorders.sandbox.core.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds numbers for sale. Inside of {@link Store#within} only. */
final class NumberSearch {

  /** Numbers of this type cannot be kept for a client. */
  private static final String NOT_RESERVABLE = "shared_cost";

  private final Stock stock;

  NumberSearch(Stock stock) {
    this.stock = stock;
  }

  /**
   * What a search found.
   *
   * @param bestEffort numbers that have not everything that was asked for
   */
  record Found(List<Place> exact, List<Place> bestEffort) {

    static final Found NOTHING = new Found(List.of(), List.of());
  }

  /** Searches for an account, which may order from then on what it was shown. */
  Found search(String account, SearchCriteria criteria) {
    List<Place> exact = exact(account, criteria);
    int missing = criteria.limit() - exact.size();
    List<Place> bestEffort =
        criteria.bestEffort() && missing > 0 && criteria.shelf().northAmerican()
            ? others(criteria.loosened(), exact, missing)
            : List.of();
    stock.show(account, Stream.concat(exact.stream(), bestEffort.stream()).toList());
    return new Found(exact, bestEffort);
  }

  static boolean isReservable(Place place) {
    return !place.pool().numberType().equals(NOT_RESERVABLE);
  }

  private List<Place> exact(String account, SearchCriteria criteria) {
    boolean none =
        criteria.consecutive()
            || criteria.reservable() && criteria.shelf().numberType().equals(NOT_RESERVABLE);
    if (none) {
      return List.of();
    }
    List<String> keys = keys(criteria);
    List<Place> found = new ArrayList<>();
    if (!criteria.excludeHeld()) {
      stock.heldBy(account).stream()
          .filter(place -> keys.contains(place.pool().key()))
          .filter(place -> criteria.query(place.pool()).accepts(place))
          .limit(criteria.limit())
          .forEach(found::add);
    }
    if (!criteria.onlyReserved()) {
      free(criteria, keys, found);
    }
    return found;
  }

  /**
   * The pools to look in. Those of bulk orders; and because a number that somebody has in mind may
   * be in the pool of its area code or in that of its country, both when it is searched by digits.
   */
  private static List<String> keys(SearchCriteria criteria) {
    Shelf shelf = criteria.shelf();
    List<String> keys = shelf.pools();
    if (!shelf.northAmerican() || !shelf.numberType().equals(Shelf.LOCAL) || keys.isEmpty()) {
      return keys;
    }
    @Nullable String prefix = criteria.pattern().fixed(0, 3);
    @Nullable String code = shelf.destinationCode();
    if (code != null) {
      boolean exchange = prefix != null && !Inventory.SHORT.containsKey(code);
      return exchange || criteria.pattern().isWhole()
          ? Stream.concat(keys.stream(), Stream.of(shelf.country())).toList()
          : keys;
    }
    boolean nationwide = keys.equals(List.of(shelf.country()));
    return nationwide && prefix != null && AreaCodes.ofCountry(shelf.country()).contains(prefix)
        ? List.of(shelf.country() + "-" + prefix, shelf.country())
        : keys;
  }

  private void free(SearchCriteria criteria, List<String> keys, List<Place> found) {
    for (String key : keys) {
      StockPool pool = stock.inventory().pool(key);
      int missing = criteria.limit() - found.size();
      for (Slice slice :
          missing > 0 ? pool.find(missing, criteria.query(pool)) : List.<Slice>of()) {
        for (int i = 0; i < slice.count(); i++) {
          found.add(new Place(pool, slice.from() + i));
        }
      }
    }
  }

  private List<Place> others(SearchCriteria loosened, List<Place> exact, int most) {
    Set<Place> shown = Set.copyOf(exact);
    List<Place> found = new ArrayList<>();
    free(loosened, loosened.shelf().pools(), found);
    return found.stream().filter(place -> !shown.contains(place)).limit(most).toList();
  }
}
