package bulkorders.sandbox.didww;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What never changes about an order.
 *
 * @param number of its creation
 * @param reference the client's when it was created
 * @param reservation that it used up, null for none
 * @param paceMillis how long it takes once its numbers are there; {@link #FOR_EVER} for ever
 * @param lagMillis how long lists do not show it
 * @param callbackDelayMillis how much later than it should be its callback is sent
 * @param callsTwice whether its callback comes once more after it was delivered
 */
record OrderFacts(
    long number,
    UUID id,
    String account,
    Instant createdAt,
    @Nullable String reference,
    @Nullable String callbackUrl,
    @Nullable String callbackMethod,
    List<OrderItem> items,
    List<String> reservations,
    long paceMillis,
    long lagMillis,
    long callbackDelayMillis,
    boolean callsTwice) {

  static final long FOR_EVER = Long.MAX_VALUE;

  /** Coprime to the count of references, so that each comes up once. */
  private static final long STRIDE = 7_368_787;

  private static final long FIRST = 4_711_000_123L;
  private static final long LETTERS = 26L * 26 * 26;
  private static final long DIGITS = 1_000_000;

  /** DIDWW's own reference, as {@code KRV-684222}. */
  String ownReference() {
    return reference(number);
  }

  /** The reference of what was created as that number. */
  static String reference(long number) {
    long place = (FIRST + number * STRIDE) % (LETTERS * DIGITS);
    long letters = place / DIGITS;
    return ""
        + letter(letters / (26 * 26))
        + letter(letters / 26)
        + letter(letters)
        + "-"
        + String.format(java.util.Locale.ROOT, "%06d", place % DIGITS);
  }

  private static char letter(long index) {
    return (char) ('A' + index % 26);
  }

  boolean ofNumbers() {
    return items.get(0).group() != null;
  }

  BigDecimal amount() {
    return items.stream().map(OrderItem::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
  }
}
