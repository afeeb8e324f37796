package bulkorders.sandbox;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a number order stands at a moment. */
record NumberOrderView(
    NumberOrder order,
    @Nullable String customerReference,
    String status,
    List<SubOrderView> subOrders) {

  boolean requirementsMet() {
    return subOrders.stream().allMatch(SubOrderView::requirementsMet);
  }

  /** The same order as if the provider were not done with it. */
  NumberOrderView asPending() {
    return new NumberOrderView(
        order,
        customerReference,
        Status.PENDING,
        subOrders.stream().map(SubOrderView::asPending).toList());
  }
}
