package bulkorders.provider;

import org.jspecify.annotations.Nullable;

/** How the numbers of a group are ordered; an order has groups of one method only. */
public enum OrderMethod {
  /** The provider chooses numbers that meet the criteria. */
  BULK,
  /** The input names the numbers. */
  NUMBERS,
  /** We search numbers that meet the criteria, reserve them and order them by name. */
  SEARCH,
  /** The provider chooses numbers of a stock keeping unit; see {@link OrderItem}. */
  ITEMS,
  /** Channels are bought, and no numbers. */
  CAPACITY;

  private static final OrderMethod[] ALL = values();

  /** As the ledger keeps it: nothing for bulk orders, which are by far the most. */
  public @Nullable String label() {
    return switch (this) {
      case BULK -> null;
      case NUMBERS -> "numbers";
      case SEARCH -> "search";
      case ITEMS -> "items";
      case CAPACITY -> "capacity";
    };
  }

  /** The method of that label. */
  public static OrderMethod labelled(@Nullable String label) {
    for (OrderMethod method : ALL) {
      if (label == null ? method == BULK : label.equals(method.label())) {
        return method;
      }
    }
    throw new IllegalArgumentException("no method of ordering: " + label);
  }

  /** Whether its orders tell the provider which numbers they want. */
  public boolean namesNumbers() {
    return this == NUMBERS || this == SEARCH;
  }

  /** Whether its orders are of items, and are cancelled as a whole or not at all. */
  public boolean isByItem() {
    return this == ITEMS || this == CAPACITY;
  }

  /** Whether its orders lead to numbers; of others the provider's count is all there is to know. */
  public boolean leadsToNumbers() {
    return this != CAPACITY;
  }
}
