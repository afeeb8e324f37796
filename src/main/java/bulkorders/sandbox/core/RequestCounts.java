package bulkorders.sandbox.core;

import java.util.EnumMap;
import java.util.Map;

/** How many requests of each kind reached a provider's API, answered well or not. */
public final class RequestCounts {

  private final Map<Provider, Map<Operation, Long>> counts = new EnumMap<>(Provider.class);

  /** A request of that kind arrived. */
  public synchronized void count(Provider provider, Operation operation) {
    counts
        .computeIfAbsent(provider, p -> new EnumMap<>(Operation.class))
        .merge(operation, 1L, Long::sum);
  }

  /** How many of that kind arrived. */
  public synchronized long of(Provider provider, Operation operation) {
    return counts.getOrDefault(provider, Map.of()).getOrDefault(operation, 0L);
  }

  /** Begins again at zero. */
  public synchronized void clear() {
    counts.clear();
  }
}
