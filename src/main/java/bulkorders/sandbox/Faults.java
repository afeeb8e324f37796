package bulkorders.sandbox;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** The active faults, rolled in turn: the first that fires wins. */
final class Faults {

  private final Random random;
  private final List<Fault> active = new ArrayList<>();

  Faults(Random random) {
    this.random = random;
  }

  synchronized void add(List<Fault> faults) {
    active.addAll(faults);
  }

  synchronized void clear() {
    active.clear();
  }

  synchronized List<Fault> active() {
    return List.copyOf(active);
  }

  /** The fault that hits this request, or null. */
  synchronized @Nullable Fault roll(Provider provider, Operation operation) {
    for (int i = 0; i < active.size(); i++) {
      Fault fault = active.get(i);
      if (fault.concerns(provider, operation) && random.nextDouble() < fault.probability()) {
        Fault left = fault.fired();
        if (left == null) {
          active.remove(i);
        } else {
          active.set(i, left);
        }
        return fault;
      }
    }
    return null;
  }
}
