package bulkorders.cli;

import bulkorders.job.StopSignal;
import java.util.concurrent.atomic.AtomicInteger;
import sun.misc.Signal;

/**
 * INT and TERM: the first asks the work to stop, a second ends the process at once. Handled here
 * and not by shutdown hooks, which run side by side and would close the database under an order in
 * hand.
 */
final class Signals {

  private static final int HALTED = 130;

  private Signals() {}

  static void stop(StopSignal stopSignal, Terminal terminal) {
    var count = new AtomicInteger();
    for (String name : new String[] {"INT", "TERM"}) {
      Signal.handle(
          new Signal(name),
          signal -> {
            if (count.incrementAndGet() > 1) {
              Runtime.getRuntime().halt(HALTED);
            }
            stopSignal.give();
            terminal
                .err()
                .println(
                    "\n"
                        + "bulk-orders: stopping; finishing the orders in hand (once more to end at"
                        + " once)");
          });
    }
  }
}
