package bulkorders.requirements;

import bulkorders.ledger.FillingPapers;
import bulkorders.ledger.FillingRow;
import bulkorders.ledger.Fillings;
import bulkorders.ledger.Fillings.Part;
import bulkorders.ledger.Fillings.Wanted;
import bulkorders.provider.Papers;
import bulkorders.requirements.PaperMaking.Outcome;
import bulkorders.run.RunControl;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Gives a part of a number order what was filled in for its numbers, in the fewest requests: what
 * all of its numbers get alike goes to the part, the rest to single numbers. A paper is made right
 * before it is given, since one that nothing refers to does not last. Giving a value again changes
 * nothing.
 */
final class Giving {

  private final int filling;
  private final Fillings fillings;
  private final FillingPapers ledger;
  private final Papers provider;
  private final PaperMaking making;
  private final RunControl control;

  Giving(
      int filling,
      Fillings fillings,
      FillingPapers ledger,
      Papers provider,
      PaperMaking making,
      RunControl control) {
    this.filling = filling;
    this.fillings = fillings;
    this.ledger = ledger;
    this.provider = provider;
    this.making = making;
    this.control = control;
  }

  /** Sends to one receiver; answers why the provider would not. */
  @FunctionalInterface
  private interface Sender<T> {
    Optional<String> send(T what);
  }

  /** Gives all that is still to be given. */
  void give(Part part) {
    List<Wanted> all = fillings.wanted(filling, part);
    List<Wanted> open =
        all.stream().filter(wanted -> wanted.row() != null && !wanted.isDone()).toList();
    Map<Long, FillingRow> rows =
        fillings.rows(filling, open.stream().map(Wanted::row).collect(Collectors.toSet())).stream()
            .collect(Collectors.toMap(FillingRow::row, Function.identity()));
    attachGroups(part, all, open, rows);
    giveValues(part, all, open, rows);
  }

  private void attachGroups(
      Part part, List<Wanted> all, List<Wanted> open, Map<Long, FillingRow> rows) {
    Map<Long, List<Wanted>> byRow =
        open.stream()
            .filter(wanted -> row(wanted, rows).requirementGroupId() != null)
            .collect(Collectors.groupingBy(Giving::rowOf, TreeMap::new, Collectors.toList()));
    byRow.forEach(
        (number, wanted) -> {
          String group =
              Objects.requireNonNull(Objects.requireNonNull(rows.get(number)).requirementGroupId());
          Set<String> numbers = numbers(wanted);
          String subNumberOrder = part.subNumberOrderId();
          if (subNumberOrder != null && part.fault() == null && numbers.equals(numbers(all))) {
            requireGoingOn();
            answered(part, wanted, provider.attachToPart(subNumberOrder, group));
            return;
          }
          for (String id : numbers) {
            requireGoingOn();
            answered(part, of(id, wanted), provider.attachToNumber(id, group));
          }
        });
  }

  private void giveValues(
      Part part, List<Wanted> all, List<Wanted> open, Map<Long, FillingRow> rows) {
    List<Wanted> values =
        open.stream().filter(wanted -> row(wanted, rows).value() != null).toList();
    Map<Long, String> given = new HashMap<>();
    Map<Long, String> papers = new HashMap<>();
    for (Long number : values.stream().map(Giving::rowOf).distinct().toList()) {
      FillingRow row = Objects.requireNonNull(rows.get(number));
      String paper = row.paper();
      if (paper == null) {
        given.put(number, Objects.requireNonNull(row.value()));
        continue;
      }
      Outcome outcome = making.obtain(filling, part.account(), paper);
      if (outcome.id() == null) {
        fillings.reject(filling, number, Columns.VALUE, String.valueOf(outcome.refusal()));
      } else {
        given.put(number, outcome.id());
        papers.put(number, paper);
      }
    }
    List<Wanted> ready =
        values.stream().filter(wanted -> given.containsKey(rowOf(wanted))).toList();
    Set<String> ofPart = part.fault() == null ? sameForAll(all, ready) : Set.of();
    String subNumberOrder = part.subNumberOrderId();
    List<Wanted> alike =
        subNumberOrder == null
            ? List.of()
            : ready.stream().filter(wanted -> ofPart.contains(wanted.requirementId())).toList();
    if (subNumberOrder != null && !alike.isEmpty()) {
      send(part, alike, given, papers, body -> provider.giveToPart(subNumberOrder, body));
    }
    Map<String, List<Wanted>> byNumber = new LinkedHashMap<>();
    for (Wanted wanted : ready) {
      if (subNumberOrder == null || !ofPart.contains(wanted.requirementId())) {
        byNumber.computeIfAbsent(wanted.numberId(), first -> new ArrayList<>()).add(wanted);
      }
    }
    byNumber.forEach(
        (id, wanted) -> send(part, wanted, given, papers, body -> provider.giveToNumber(id, body)));
  }

  /** The requirements for which all numbers that have them are to get the same now. */
  private static Set<String> sameForAll(List<Wanted> all, List<Wanted> ready) {
    Map<String, Long> having =
        all.stream().collect(Collectors.groupingBy(Wanted::requirementId, Collectors.counting()));
    return ready.stream().collect(Collectors.groupingBy(Wanted::requirementId)).entrySet().stream()
        .filter(
            each ->
                each.getValue().size() == having.getOrDefault(each.getKey(), 0L)
                    && each.getValue().stream().map(Wanted::row).distinct().count() == 1)
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  /** What is refused together is sent one by one: only what is wrong is to be refused. */
  private void send(
      Part part,
      List<Wanted> wanted,
      Map<Long, String> given,
      Map<Long, String> papers,
      Sender<Map<String, String>> sender) {
    Map<String, String> body = new TreeMap<>();
    wanted.forEach(
        each -> body.put(each.requirementId(), Objects.requireNonNull(given.get(rowOf(each)))));
    requireGoingOn();
    Optional<String> refusal = sender.send(body);
    if (refusal.isEmpty() || body.size() == 1) {
      answered(part, wanted, refusal);
      if (refusal.isEmpty()) {
        wanted.stream()
            .map(each -> papers.get(rowOf(each)))
            .filter(Objects::nonNull)
            .distinct()
            .forEach(paper -> ledger.linked(filling, part.account(), paper));
      }
      return;
    }
    wanted.stream()
        .collect(Collectors.groupingBy(Wanted::requirementId, TreeMap::new, Collectors.toList()))
        .values()
        .forEach(one -> send(part, one, given, papers, sender));
  }

  private void answered(Part part, Collection<Wanted> wanted, Optional<String> refusal) {
    fillings.answered(filling, part, wanted, refusal.orElse(null));
  }

  private void requireGoingOn() {
    control.requireGoingOn();
    control.requireAlive();
  }

  private static FillingRow row(Wanted wanted, Map<Long, FillingRow> rows) {
    return Objects.requireNonNull(rows.get(rowOf(wanted)));
  }

  private static Long rowOf(Wanted wanted) {
    return Objects.requireNonNull(wanted.row());
  }

  private static Set<String> numbers(Collection<Wanted> wanted) {
    return wanted.stream().map(Wanted::numberId).collect(Collectors.toSet());
  }

  private static List<Wanted> of(String numberId, List<Wanted> wanted) {
    return wanted.stream().filter(each -> each.numberId().equals(numberId)).toList();
  }
}
