package bulkorders.submission;

import bulkorders.provider.GroupCriteria;
import bulkorders.provider.NumberOrders.Fit;
import bulkorders.provider.OrderedNumber;
import bulkorders.provider.RequestedGroup;
import bulkorders.provider.RequestedNumber;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Finds out for which group of an order each of its numbers is, when only the provider remembers
 * the numbers and it was never told the groups. Groups that ask for the same are one kind: among
 * them it makes no difference who gets which number.
 */
final class NumberSharing {

  /** What came out. */
  sealed interface Shared {}

  /**
   * Each number has its group.
   *
   * @param doubt why another sharing is as good, in words that follow "it has"; null when there is
   *     no other
   */
  record Among(List<RequestedNumber> numbers, @Nullable String doubt) implements Shared {}

  /** The numbers cannot be those that the groups asked for. */
  record Impossible(String reason) implements Shared {}

  private record Kind(GroupCriteria criteria, List<RequestedGroup> groups) {
    int count() {
      return groups.stream().mapToInt(RequestedGroup::count).sum();
    }
  }

  private static final class Number {
    private final String phoneNumber;
    private final BitSet kinds;
    private int kind = NONE;
    private boolean isCertain;

    Number(String phoneNumber, BitSet kinds) {
      this.phoneNumber = phoneNumber;
      this.kinds = kinds;
    }
  }

  private static final int NONE = -1;

  private final List<Kind> kinds = new ArrayList<>();
  private final List<Number> numbers = new ArrayList<>();
  private final int[] room;

  private NumberSharing(
      List<RequestedGroup> groups,
      Collection<OrderedNumber> ordered,
      BiFunction<GroupCriteria, OrderedNumber, Fit> fit) {
    Map<GroupCriteria, List<RequestedGroup>> alike = new LinkedHashMap<>();
    groups.forEach(
        group -> alike.computeIfAbsent(group.criteria(), none -> new ArrayList<>()).add(group));
    alike.forEach((criteria, same) -> kinds.add(new Kind(criteria, same)));
    room = kinds.stream().mapToInt(Kind::count).toArray();
    ordered.stream()
        .sorted(Comparator.comparing(OrderedNumber::phoneNumber))
        .forEach(number -> numbers.add(new Number(number.phoneNumber(), kindsOf(number, fit))));
  }

  /**
   * Shares numbers out.
   *
   * @param numbers of the order, none of them twice
   * @param fit whether a number can be one that such a group asked for
   */
  static Shared share(
      List<RequestedGroup> groups,
      Collection<OrderedNumber> numbers,
      BiFunction<GroupCriteria, OrderedNumber, Fit> fit) {
    return new NumberSharing(groups, numbers, fit).share();
  }

  /** What fits only perhaps does not count where something else fits. */
  private BitSet kindsOf(OrderedNumber number, BiFunction<GroupCriteria, OrderedNumber, Fit> fit) {
    var fitting = new BitSet(kinds.size());
    var perhaps = new BitSet(kinds.size());
    for (int kind = 0; kind < kinds.size(); kind++) {
      switch (fit.apply(kinds.get(kind).criteria(), number)) {
        case YES -> fitting.set(kind);
        case PERHAPS -> perhaps.set(kind);
        case NO -> {}
      }
    }
    return fitting.isEmpty() ? perhaps : fitting;
  }

  private Shared share() {
    for (Number number : numbers) {
      if (number.kinds.isEmpty()) {
        return new Impossible(
            "has the number %s, which none of its groups asked for".formatted(number.phoneNumber));
      }
    }
    giveWhatIsCertain();
    String doubt = null;
    for (Number number : numbers) {
      if (number.kind == NONE) {
        if (doubt == null) {
          doubt =
              "numbers such as %s that more than one row asked for".formatted(number.phoneNumber);
        }
        if (!give(number, new BitSet(kinds.size()))) {
          return new Impossible(
              "has more numbers like %s than its groups asked for".formatted(number.phoneNumber));
        }
      }
    }
    List<RequestedNumber> shared = new ArrayList<>();
    for (int kind = 0; kind < kinds.size(); kind++) {
      String partly = shareAmongAlike(kinds.get(kind), numbersOf(kind), shared);
      doubt = doubt == null ? partly : doubt;
    }
    return new Among(shared, doubt);
  }

  /** A number goes to the only kind that has room for it, until no number has an only one. */
  private void giveWhatIsCertain() {
    boolean isAnyGiven = true;
    while (isAnyGiven) {
      isAnyGiven = false;
      for (Number number : numbers) {
        if (number.kind == NONE) {
          int only = onlyKind(number);
          if (only != NONE) {
            number.kind = only;
            number.isCertain = true;
            room[only]--;
            isAnyGiven = true;
          }
        }
      }
    }
  }

  private int onlyKind(Number number) {
    int only = NONE;
    for (int kind = number.kinds.nextSetBit(0);
        kind >= 0;
        kind = number.kinds.nextSetBit(kind + 1)) {
      if (room[kind] > 0) {
        if (only != NONE) {
          return NONE;
        }
        only = kind;
      }
    }
    return only;
  }

  /** Gives a number to a kind that it fits, if need be by moving numbers on to other kinds. */
  private boolean give(Number number, BitSet tried) {
    int free =
        number.kinds.stream()
            .filter(kind -> !tried.get(kind) && room[kind] > 0)
            .findFirst()
            .orElse(NONE);
    if (free != NONE) {
      return give(number, free);
    }
    for (int kind = number.kinds.nextSetBit(0);
        kind >= 0;
        kind = number.kinds.nextSetBit(kind + 1)) {
      if (!tried.get(kind)) {
        tried.set(kind);
        if (makeRoom(kind, tried)) {
          return give(number, kind);
        }
      }
    }
    return false;
  }

  private boolean give(Number number, int kind) {
    number.kind = kind;
    room[kind]--;
    return true;
  }

  private boolean makeRoom(int kind, BitSet tried) {
    for (Number number : numbers) {
      if (number.kind == kind && !number.isCertain && give(number, tried)) {
        room[kind]++;
        return true;
      }
    }
    return false;
  }

  private List<Number> numbersOf(int kind) {
    return numbers.stream().filter(number -> number.kind == kind).toList();
  }

  /** Says what is odd about it, null when nothing is. */
  private static @Nullable String shareAmongAlike(
      Kind kind, List<Number> given, List<RequestedNumber> shared) {
    String odd = null;
    int next = 0;
    for (RequestedGroup group : kind.groups()) {
      int count = Math.min(group.count(), given.size() - next);
      for (Number number : given.subList(next, next + count)) {
        shared.add(
            new RequestedNumber(
                group.position(), number.phoneNumber, group.criteria().requirementGroupId()));
      }
      if (count > 0 && count < group.count() && group.criteria().isAllOrNothing()) {
        odd =
            "%d numbers such as %s for a row that wanted all %d or none"
                .formatted(count, given.get(next).phoneNumber, group.count());
      }
      next += count;
    }
    return odd;
  }
}
