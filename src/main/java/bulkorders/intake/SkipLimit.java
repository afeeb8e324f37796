package bulkorders.intake;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * How many rows of an input may be rejected before nothing of it is ordered: so many rows, or so
 * many percent of those read, whichever is more.
 *
 * @param rows number of rows that is always allowed
 * @param percent percentage of the rows read that is allowed, 0 to 100
 */
public record SkipLimit(long rows, BigDecimal percent) {

  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
  private static final String OR = " or ";

  /** 10 percent, and at least 10 rows. */
  public static final SkipLimit DEFAULT = new SkipLimit(10, BigDecimal.TEN);

  public SkipLimit {
    if (rows < 0 || percent.signum() < 0 || percent.compareTo(HUNDRED) > 0) {
      throw new IllegalArgumentException("expected rows from 0 on and 0 to 100 percent");
    }
  }

  /**
   * Understands a number of rows ({@code 50}), a percentage ({@code 10%}), or both as {@link
   * #toString} writes them ({@code 10% or 10}).
   *
   * @throws IllegalArgumentException if the text is none of these; the message says what was
   *     expected
   */
  public static SkipLimit parse(String text) {
    String trimmed = text.strip();
    try {
      int or = trimmed.indexOf(OR);
      if (or >= 0) {
        return new SkipLimit(
            Long.parseLong(trimmed.substring(or + OR.length())), percent(trimmed.substring(0, or)));
      }
      return trimmed.endsWith("%")
          ? new SkipLimit(0, percent(trimmed))
          : new SkipLimit(Long.parseLong(trimmed), BigDecimal.ZERO);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "'" + text + "': expected a number of rows such as 50 or a percentage such as 10%", e);
    }
  }

  private static BigDecimal percent(String text) {
    if (!text.endsWith("%") || text.length() > 20) {
      throw new NumberFormatException(text);
    }
    return new BigDecimal(text.substring(0, text.length() - 1).strip());
  }

  /** How many of the rows read may be rejected. */
  public long allowed(long rowsRead) {
    long share =
        percent
            .multiply(BigDecimal.valueOf(rowsRead))
            .divide(HUNDRED, 0, RoundingMode.DOWN)
            .longValueExact();
    return Math.max(rows, share);
  }

  /** Whether too many were rejected. */
  public boolean exceeded(long rowsRead, long rejected) {
    return rejected > allowed(rowsRead);
  }

  /** A text that {@link #parse} understands. */
  @Override
  public String toString() {
    if (percent.signum() == 0) {
      return Long.toString(rows);
    }
    String share = percent.toPlainString() + "%";
    return rows == 0 ? share : share + OR + rows;
  }
}
