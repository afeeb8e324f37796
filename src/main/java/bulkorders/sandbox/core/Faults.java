package bulkorders.sandbox.core;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** The active faults, rolled in turn: the first that fires wins. */
public final class Faults {

  private final Random random;
  private final List<Fault> active = new ArrayList<>();

  public Faults(Random random) {
    this.random = random;
  }

  public synchronized void add(List<Fault> faults) {
    active.addAll(faults);
  }

  public synchronized void clear() {
    active.clear();
  }

  public synchronized List<Fault> active() {
    return List.copyOf(active);
  }

  /** The fault that hits this request, or null. */
  public synchronized @Nullable Fault roll(Provider provider, Operation operation) {
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
