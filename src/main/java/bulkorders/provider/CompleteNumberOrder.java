package bulkorders.provider;

import java.util.List;

/**
 * A number order of which the provider will tell nothing new: all its numbers are in service.
 *
 * @param id the provider's id
 * @param status the provider's word for the whole number order
 * @param numbers all its numbers
 */
public record CompleteNumberOrder(String id, String status, List<OrderedNumber> numbers) {}
