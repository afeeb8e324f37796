package bulkorders.sandbox.didww;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Amounts as the API writes them. */
final class Money {

  private static final BigDecimal HUNDRED = new BigDecimal(100);

  private Money() {}

  /** As few decimals as needed but one: {@code 17.0}, {@code 5.98}. */
  static String text(BigDecimal amount) {
    BigDecimal plain = amount.stripTrailingZeros();
    return (plain.scale() < 1 ? plain.setScale(1) : plain).toPlainString();
  }

  /** With two decimals: {@code 50.00}. */
  static String cents(BigDecimal amount) {
    return amount.setScale(2, RoundingMode.HALF_UP).toPlainString();
  }

  /** A price with value added tax, to the cent. */
  static BigDecimal withTax(BigDecimal price, BigDecimal percent) {
    return price.add(price.multiply(percent).divide(HUNDRED, 2, RoundingMode.HALF_UP));
  }
}
