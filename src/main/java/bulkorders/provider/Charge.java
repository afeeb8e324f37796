package bulkorders.provider;

import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What a provider charges for an order, as it says itself. Amounts are in the account's currency.
 *
 * @param amount all that is charged at once, taxes included
 * @param setup once for all its numbers, null when that is not told
 * @param monthly each month for all its numbers, null when that is not told
 * @param currency ISO 4217 code
 * @param reference the provider's own name of the order, as its invoices have it
 * @param billedFrom first day that is paid for; null until the order is filled
 * @param billedTo last day that is paid for; null until the order is filled
 */
public record Charge(
    BigDecimal amount,
    @Nullable BigDecimal setup,
    @Nullable BigDecimal monthly,
    String currency,
    @Nullable String reference,
    @Nullable LocalDate billedFrom,
    @Nullable LocalDate billedTo) {}
