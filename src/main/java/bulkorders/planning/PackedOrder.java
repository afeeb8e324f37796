package bulkorders.planning;

import java.util.List;

/**
 * One order to be placed.
 *
 * @param parts what the order takes of which group, in ascending row order, never two parts of the
 *     same group, never empty, unmodifiable
 * @param numbers how many numbers the order asks for: the sum over its parts
 */
public record PackedOrder(List<Part> parts, int numbers) {

  /** Takes an unmodifiable copy of the parts. */
  public PackedOrder {
    parts = List.copyOf(parts);
  }
}
