package bulkorders.sandbox.didww;

import bulkorders.sandbox.core.NorthAmericanPlan;
import bulkorders.sandbox.core.NumberPlan;

/**
 * How the positions of a group's stock read as numbers, one to one; digits without a plus sign.
 *
 * <p>None of them is a number that the other provider's stand-in sells.
 */
sealed interface NumberRange {

  /** The number at a position. */
  String number(int position);

  /** The position of the first number of an exchange; -1 if the range has no exchanges. */
  int first(String exchange);

  /** How many positions further the next number of the same exchange is. */
  int step();

  /** One area code of North America: exchanges one after the other, then their next lines. */
  record NorthAmerican(NumberPlan plan) implements NumberRange {

    /** Lower lines are the other provider's. */
    private static final int FIRST_LINE = 6_000;

    static NorthAmerican of(String areaCode) {
      return new NorthAmerican(new NorthAmericanPlan(java.util.List.of(areaCode), FIRST_LINE));
    }

    @Override
    public String number(int position) {
      return plan.e164(position).substring(1);
    }

    @Override
    public int first(String exchange) {
      return NorthAmericanPlan.exchangeIndex(Integer.parseInt(exchange));
    }

    @Override
    public int step() {
      return NorthAmericanPlan.exchangeCount();
    }
  }

  /**
   * Numbers behind a prefix, scattered.
   *
   * @param prefix with the country's code
   * @param digits how many follow; the first of them is 2 to 8
   */
  record Scattered(String prefix, int digits) implements NumberRange {

    /** Has no divisor in common with any count of numbers, so that each comes up once. */
    private static final int STRIDE = 7_919;

    @Override
    public String number(int position) {
      long unit = Math.round(Math.pow(10, digits - 1));
      return prefix + (2 * unit + (long) position * STRIDE % (7 * unit));
    }

    @Override
    public int first(String exchange) {
      return -1;
    }

    @Override
    public int step() {
      return 1;
    }
  }
}
