package bulkorders.sandbox.core;

import java.util.Map;

/**
 * What was bought, by the provider's own count.
 *
 * @param references number of orders created with each customer reference
 * @param redirected requests that followed a redirect
 */
public record Books(long orders, long numbers, Map<String, Integer> references, long redirected) {}
