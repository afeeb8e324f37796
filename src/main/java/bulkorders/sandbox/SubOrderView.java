package bulkorders.sandbox;

import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * How a sub number order stands at a moment.
 *
 * @param numberAt how its numbers stand, by their index within it
 */
record SubOrderView(
    SubOrder sub,
    @Nullable String customerReference,
    String status,
    boolean requirementsMet,
    IntFunction<NumberState> numberAt) {

  SubOrderView asPending() {
    return new SubOrderView(
        sub, customerReference, Status.PENDING, requirementsMet, index -> NumberState.PENDING);
  }
}
