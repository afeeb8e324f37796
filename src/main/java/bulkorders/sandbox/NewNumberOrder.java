package bulkorders.sandbox;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A number order as a client asked for it. */
record NewNumberOrder(List<Wanted> numbers, OrderSettings settings) {

  /** One number of it. */
  record Wanted(String number, @Nullable String requirementGroupId) {}
}
