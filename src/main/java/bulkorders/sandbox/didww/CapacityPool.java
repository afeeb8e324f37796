package bulkorders.sandbox.didww;

import java.math.BigDecimal;
import java.util.List;

/**
 * Where channels are bought.
 *
 * @param minimumOrder how many at once at least
 * @param channels how many an account has at the start
 */
record CapacityPool(
    String id,
    String name,
    List<Country> countries,
    int minimumOrder,
    int channels,
    BigDecimal setup,
    BigDecimal monthly) {}
