package bulkorders.sandbox;

import java.util.Map;

/**
 * What was bought, by the provider's own count.
 *
 * @param references number of orders created with each customer reference
 * @param redirected requests that followed a redirect
 */
record Books(long orders, long numbers, Map<String, Integer> references, long redirected) {

  static final Books EMPTY = new Books(0, 0, Map.of(), 0);
}
