package bulkorders.cli;

import bulkorders.job.StopSignal;
import java.util.concurrent.atomic.AtomicInteger;
import sun.misc.Signal;

/**
 * INT and TERM. Before any work began, they end the process. During work the first asks the work to
 * stop, a second ends the process at once. Handled here and not by shutdown hooks, which run side
 * by side and would close the database under an order in hand.
 */
final class Signals {

  private static final int HALTED = 130;

  private Signals() {}

  /** Ends the process at a signal, until something else is asked for. */
  static void end(Terminal terminal) {
    handle(
        () -> {
          terminal.err().println("bulk-orders: stopped on request before any work began");
          System.exit(ExitCode.STOPPED.code());
        });
  }

  /** Does something else than before at a signal. */
  static void handle(Runnable action) {
    for (String name : new String[] {"INT", "TERM"}) {
      Signal.handle(new Signal(name), signal -> action.run());
    }
  }

  static void stop(StopSignal stopSignal, Terminal terminal) {
    var count = new AtomicInteger();
    handle(
        () -> {
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
