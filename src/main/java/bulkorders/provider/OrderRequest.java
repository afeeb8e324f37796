package bulkorders.provider;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One order as it is sent to a provider.
 *
 * @param reference the tag by which the order is found again; unique for ever
 * @param settings what holds for all its numbers
 * @param method how its numbers are ordered
 * @param groups its groups by position
 * @param numbers the numbers that it names, none of them twice; empty when the provider chooses
 */
public record OrderRequest(
    String reference,
    OrderSettings settings,
    OrderMethod method,
    List<RequestedGroup> groups,
    List<RequestedNumber> numbers) {

  public OrderRequest {
    groups = List.copyOf(groups);
    numbers = List.copyOf(numbers);
  }

  /** A bulk order. */
  public OrderRequest(String reference, OrderSettings settings, List<RequestedGroup> groups) {
    this(reference, settings, OrderMethod.BULK, groups, List.of());
  }

  /** The numbers that it names, in E.164 form. */
  public Set<String> phoneNumbers() {
    return numbers.stream()
        .map(RequestedNumber::phoneNumber)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }
}
