package bulkorders.sandbox;

import java.util.List;
import java.util.function.BiConsumer;
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

  /** Calls back with the index within the group and the number, in the order of sale. */
  void forEachNumber(BiConsumer<Integer, String> action) {
    int index = 0;
    for (Slice slice : numbers) {
      for (int i = 0; i < slice.count(); i++) {
        action.accept(index++, slice.pool().e164(slice.from() + i));
      }
    }
  }
}
