package bulkorders.provider;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What an account has to spend.
 *
 * @param balance money on the account
 * @param pending money that is already spoken for
 * @param creditLimit what may be spent beyond the balance
 * @param available what can be spent now
 * @param currency ISO 4217 code
 */
public record Balance(
    BigDecimal balance,
    @Nullable BigDecimal pending,
    @Nullable BigDecimal creditLimit,
    @Nullable BigDecimal available,
    String currency) {}
