package bulkorders.provider;

import java.util.List;

/**
 * One order as it is sent to a provider.
 *
 * @param reference the tag by which the order is found again; unique for ever
 * @param settings what holds for all its numbers
 * @param groups its groups by position
 */
public record OrderRequest(String reference, OrderSettings settings, List<RequestedGroup> groups) {

  public OrderRequest {
    groups = List.copyOf(groups);
  }
}
