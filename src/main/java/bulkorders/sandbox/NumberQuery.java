package bulkorders.sandbox;

import bulkorders.sandbox.core.NorthAmericanPlan;
import bulkorders.sandbox.core.NumberPlan;
import org.jspecify.annotations.Nullable;

/**
 * Which numbers of a pool are wanted.
 *
 * @param national whether the pattern is looked for in the destination code too, not only behind it
 * @param areaCode the only North American area code that will do; null for any of the pool
 */
record NumberQuery(NumberPattern pattern, boolean national, @Nullable String areaCode) {

  static NumberQuery behindCode(NumberPattern pattern) {
    return new NumberQuery(pattern, false, null);
  }

  boolean isEmpty() {
    return pattern.isEmpty() && areaCode == null;
  }

  boolean matches(NumberPlan plan, int position) {
    return pattern.isEmpty()
        || pattern.matches(national ? plan.national(position) : plan.subscriber(position));
  }

  /** Whether a number is among those wanted. */
  boolean accepts(Place place) {
    NumberPlan plan = place.pool().plan();
    return (areaCode == null || plan.national(place.position()).startsWith(areaCode))
        && matches(plan, place.position());
  }

  /** The positions among which the matches are. */
  PositionWalk walk(NumberPlan plan) {
    if (!(plan instanceof NorthAmericanPlan northAmerica)) {
      return PositionWalk.EVERYWHERE;
    }
    @Nullable String code = areaCode == null && national ? pattern.fixed(0, 3) : areaCode;
    @Nullable String exchange = national ? pattern.fixed(3, 6) : pattern.fixed(0, 3);
    int place = code == null ? -1 : northAmerica.place(code);
    int index = exchange == null ? -1 : NorthAmericanPlan.exchangeIndex(Integer.parseInt(exchange));
    if (code != null && place < 0 || exchange != null && index < 0) {
      return PositionWalk.NOWHERE;
    }
    return new PositionWalk(index, place, NorthAmericanPlan.exchangeCount(), northAmerica.width());
  }
}
