package bulkorders.sandbox;

import bulkorders.sandbox.core.Store;
import bulkorders.sandbox.core.Tally;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Sells the very numbers that clients name. Inside of {@link Store#within} only. */
final class ExplicitOrders {

  /** Where nothing is sold without a fulfilled requirement group. */
  private static final Set<String> GROUP_FIRST = Set.of("CH", "DK", "IT", "NO", "PT", "SE");

  private record Kind(String country, String numberType) {}

  private final Store store;
  private final Stock stock;
  private final NumberOrderBook book;
  private final Tally tally;
  private final OrderIds ids;
  private final PaperWork papers;
  private final RequirementGroups groups;
  private final RuleBook rules;
  private final long paceMillis;

  ExplicitOrders(
      Store store,
      Stock stock,
      NumberOrderBook book,
      Tally tally,
      OrderIds ids,
      PaperWork papers,
      RequirementGroups groups,
      RuleBook rules,
      long paceMillis) {
    this.store = store;
    this.stock = stock;
    this.book = book;
    this.tally = tally;
    this.ids = ids;
    this.papers = papers;
    this.groups = groups;
    this.rules = rules;
    this.paceMillis = paceMillis;
    store.on("number_order", this::accepted);
  }

  /** Accepts an order with all of its numbers, or throws a {@link TelnyxRefusal}. */
  NumberOrderView accept(String account, NewNumberOrder wanted, OrderEffects effects) {
    List<Place> places = places(account, wanted, effects);
    long number = ids.next();
    Instant accepted = store.now().truncatedTo(ChronoUnit.MICROS);
    ExplicitNumberOrder order =
        new ExplicitNumberOrder(
            ids.id(number),
            account,
            accepted,
            new Timetable(paceMillis, effects.stallMillis(), effects.lagMillis()),
            wanted.settings(),
            accepted.plus(rules.rules().deadline()),
            parts(places, effects));
    store.record(JournalLines.numberOrder(number, order));
    usePapers(order, wanted, places);
    return book.view(order);
  }

  private void accepted(JsonNode line) {
    ids.used(line.required("number").asLong());
    ExplicitNumberOrder order = JournalLines.readNumberOrder(line, stock.inventory());
    order.parts().forEach(part -> part.forEach((index, place) -> stock.sold(place)));
    tally.created(order.settings().customerReference());
    book.add(order);
    papers.open(order);
  }

  /** Fills in what the requirement groups have that the client named. */
  private void usePapers(ExplicitNumberOrder order, NewNumberOrder wanted, List<Place> places) {
    for (SubOrder sub : book.subOrders(order)) {
      Map<String, List<Integer>> byGroup = new LinkedHashMap<>();
      for (int i = 0; i < places.size() && papers.concerns(sub); i++) {
        int index = sub.part().indexOf(places.get(i));
        @Nullable String group = wanted.numbers().get(i).requirementGroupId();
        if (index >= 0 && group != null) {
          byGroup.computeIfAbsent(group, none -> new ArrayList<>()).add(index);
        }
      }
      byGroup.forEach(
          (id, numbers) -> {
            JsonNode group = groups.get(order.account(), id);
            papers.give(
                sub, numbers, RequirementGroups.values(group), RequirementGroups.isApproved(group));
          });
    }
  }

  private List<Place> places(String account, NewNumberOrder wanted, OrderEffects effects) {
    List<Place> places = new ArrayList<>(wanted.numbers().size());
    List<NumberRefusals.Culprit> unsearched = new ArrayList<>();
    List<NumberRefusals.Culprit> gone = new ArrayList<>();
    List<NumberRefusals.Culprit> unpapered = new ArrayList<>();
    for (int i = 0; i < wanted.numbers().size(); i++) {
      String number = wanted.numbers().get(i).number();
      var culprit = new NumberRefusals.Culprit(i, number);
      @Nullable Place place = stock.inventory().locate(number);
      if (place == null || !mayOrder(account, place)) {
        unsearched.add(culprit);
        continue;
      }
      places.add(place);
      if (!stock.isFor(account, place) || effects.scarcity() == OrderEffects.Scarcity.ALL) {
        gone.add(culprit);
      } else {
        checkGroup(account, wanted.numbers().get(i), culprit, place.pool(), unpapered);
      }
    }
    if (!unsearched.isEmpty()) {
      throw NumberRefusals.notSearched(unsearched);
    }
    if (!gone.isEmpty()) {
      throw NumberRefusals.gone(gone);
    }
    if (!unpapered.isEmpty()) {
      throw NumberRefusals.requirementsMissing(unpapered);
    }
    return places;
  }

  private void checkGroup(
      String account,
      NewNumberOrder.Wanted wanted,
      NumberRefusals.Culprit culprit,
      StockPool pool,
      List<NumberRefusals.Culprit> unpapered) {
    @Nullable String id = wanted.requirementGroupId();
    if (id == null) {
      if (GROUP_FIRST.contains(pool.country())) {
        unpapered.add(culprit);
      }
      return;
    }
    @Nullable JsonNode group = groups.find(account, id);
    if (group == null
        || RequirementGroups.objection(group, pool.country(), pool.numberType()) != null) {
      unpapered.add(culprit);
    }
  }

  private boolean mayOrder(String account, Place place) {
    @Nullable Hold hold = stock.hold(place);
    return stock.wasShown(account, place) || hold != null && hold.account().equals(account);
  }

  private static List<OrderPart> parts(List<Place> places, OrderEffects effects) {
    Map<Kind, List<Slice>> kinds = new LinkedHashMap<>();
    for (Place place : places) {
      StockPool pool = place.pool();
      kinds
          .computeIfAbsent(new Kind(pool.country(), pool.numberType()), none -> new ArrayList<>())
          .add(new Slice(pool, place.position(), 1));
    }
    List<OrderPart> parts = new ArrayList<>();
    int first = 0;
    for (Map.Entry<Kind, List<Slice>> entry : kinds.entrySet()) {
      int count = entry.getValue().size();
      int obtained = effects.scarcity() == OrderEffects.Scarcity.HALF ? count / 2 : count;
      parts.add(
          new OrderPart(
              first,
              entry.getKey().country(),
              entry.getKey().numberType(),
              List.copyOf(entry.getValue()),
              count - obtained));
      first += count;
    }
    return List.copyOf(parts);
  }
}
