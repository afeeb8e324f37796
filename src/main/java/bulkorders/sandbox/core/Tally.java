package bulkorders.sandbox.core;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Counts for the books. Inside of {@link Store#within} only. */
public final class Tally {

  private final Map<String, Integer> references = new TreeMap<>();
  private long orders;
  private long numbers;
  private long redirected;

  /** Counts from zero, and again at every reset of the store. */
  public Tally(Store store) {
    store.onReset(
        () -> {
          references.clear();
          orders = 0;
          numbers = 0;
          redirected = 0;
        });
  }

  /** A client created an order. */
  public void created(@Nullable String customerReference) {
    orders++;
    if (customerReference != null) {
      references.merge(customerReference, 1, Integer::sum);
    }
  }

  /** Numbers were sold, or given back if less than zero. */
  public void sold(int count) {
    numbers += count;
  }

  /** A request followed a redirect. */
  public void redirected() {
    redirected++;
  }

  /** The counts as they are now. */
  public Books books() {
    return new Books(orders, numbers, new LinkedHashMap<>(references), redirected);
  }
}
