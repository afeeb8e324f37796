package bulkorders.fuzz;

/**
 * How much is tried, and how to try it again: {@code -Dfuzz.inputs=N} and, for what a failure
 * names, {@code -Dfuzz.seed=S -Dfuzz.only=I}.
 */
public final class Fuzz {

  private static final int INPUTS = Integer.getInteger("fuzz.inputs", 2_000);
  private static final long SEED = Long.getLong("fuzz.seed", System.nanoTime());
  private static final int ONLY = Integer.getInteger("fuzz.only", -1);

  private Fuzz() {}

  /** Tries something with every seed. */
  public static void each(String what, Trial trial) {
    each(what, INPUTS, trial);
  }

  /** The same with a tenth of the seeds, where trying takes long. */
  public static void some(String what, Trial trial) {
    each(what, Math.max(1, INPUTS / 10), trial);
  }

  private static void each(String what, int inputs, Trial trial) {
    System.out.printf("%s: %,d inputs, -Dfuzz.seed=%d%n", what, inputs, SEED);
    int first = ONLY < 0 ? 0 : ONLY;
    int last = ONLY < 0 ? inputs - 1 : ONLY;
    for (int i = first; i <= last; i++) {
      try {
        trial.run(i, SEED * 1_000_003 + i);
      } catch (Exception | AssertionError | StackOverflowError e) {
        throw new AssertionError(
            "%s, repeat with -Dfuzz.seed=%d -Dfuzz.only=%d: %s".formatted(what, SEED, i, e), e);
      }
    }
  }

  /** One input. */
  @FunctionalInterface
  public interface Trial {

    /**
     * @param number its number, from 0
     * @param seed what all of it is made from
     */
    void run(int number, long seed) throws Exception;
  }
}
