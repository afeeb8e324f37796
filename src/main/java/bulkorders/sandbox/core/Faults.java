package bulkorders.sandbox.core;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** The active faults, rolled in turn: the first that fires wins. */
public final class Faults {

  private final Random random;
  private final List<Fault> active = new ArrayList<>();

  /** No faults yet; the dice decide which of them fire. */
  public Faults(Random random) {
    this.random = random;
  }

  /** Appends faults to the active ones. */
  public synchronized void add(List<Fault> faults) {
    active.addAll(faults);
  }

  /** Removes all faults. */
  public synchronized void clear() {
    active.clear();
  }

  /** The active faults with the times that are left. */
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
