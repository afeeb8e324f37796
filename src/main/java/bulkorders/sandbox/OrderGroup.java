package bulkorders.sandbox;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A group of an accepted order with the numbers it got.
 *
 * @param shortReason why it got fewer numbers than wanted; null when it got all
 */
record OrderGroup(NewGroup wanted, List<Slice> numbers, @Nullable String shortReason) {

  int allocated() {
    int sum = 0;
    for (Slice slice : numbers) {
      sum += slice.count();
    }
    return sum;
  }

  String statusAt(Stage stage) {
    return switch (stage) {
      case PENDING -> "pending";
      case PROCESSING -> "processing";
      case ORDERED, DONE -> {
        int allocated = allocated();
        if (allocated == wanted.count()) {
          yield "success";
        }
        yield allocated > 0 ? "partial_success" : "failed";
      }
    };
  }
}
