package bulkorders.tracking;

import bulkorders.provider.OrderedNumber;
import bulkorders.provider.OrderedNumber.State;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How the numbers of a number order stand, as far as one reading shows them. */
final class Standing {

  /** An answer that broke off and was asked for again gives its numbers more than once. */
  private final Set<String> seen = new HashSet<>();

  private final Map<String, Long> counts = new TreeMap<>();
  private final Map<String, OrderedNumber> firstWaiting = new TreeMap<>();
  private final Set<String> countries = new HashSet<>();
  private boolean allFinal = true;
  private boolean ofInterest;

  void count(OrderedNumber number) {
    if (!seen.add(number.phoneNumber())) {
      return;
    }
    State state = number.state();
    allFinal &=
        switch (state) {
          case PENDING, WAITING -> false;
          case IN_SERVICE, FAILED, CANCELLED -> true;
        };
    ofInterest |= state == State.WAITING || state == State.CANCELLED;
    String stands =
        Stream.of(
                number.countryIso(),
                number.phoneNumberType(),
                number.status(),
                number.requirementsStatus())
            .map(word -> Objects.requireNonNullElse(word, "-"))
            .collect(Collectors.joining(" "));
    counts.merge(stands, 1L, Long::sum);
    if (state == State.WAITING) {
      firstWaiting.merge(stands, number, Standing::first);
    }
    String country = number.countryIso();
    if (country != null) {
      countries.add(country);
    }
  }

  /** Always the same one of those that wait for the same, in whatever order they are shown. */
  private static OrderedNumber first(OrderedNumber one, OrderedNumber other) {
    return one.phoneNumber().compareTo(other.phoneNumber()) <= 0 ? one : other;
  }

  /** How many numbers were shown. */
  int shown() {
    return seen.size();
  }

  /** Whether all that were shown are final. */
  boolean allFinal() {
    return allFinal;
  }

  /** Whether some wait or were given back, so that their parts have something to tell. */
  boolean isOfInterest() {
    return ofInterest;
  }

  /** One number for all that wait for the same. */
  Collection<OrderedNumber> waiting() {
    return firstWaiting.values();
  }

  /** Where the numbers are. */
  Set<String> countries() {
    return countries;
  }

  /** Equal when nothing has changed. */
  @Override
  public String toString() {
    return counts.entrySet().stream()
        .map(entry -> entry.getValue() + " " + entry.getKey())
        .collect(Collectors.joining(", "));
  }
}
