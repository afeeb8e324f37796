package bulkorders.provider;

import bulkorders.provider.OrderedNumber.State;
import java.util.List;

/**
 * A number order that a list told as much of as there is to know: all its numbers are in service,
 * or all are still to come and nothing is asked for.
 *
 * @param id the provider's id
 * @param status the provider's word for the whole number order
 * @param numbers all its numbers
 */
public record ListedNumberOrder(String id, String status, List<OrderedNumber> numbers) {

  /** Whether the provider will tell nothing new of it. */
  public boolean isComplete() {
    return numbers.stream().allMatch(number -> number.state() == State.IN_SERVICE);
  }
}
