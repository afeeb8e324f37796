package bulkorders.sandbox.core;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Waits on purpose, cut short when the sandbox closes. */
public final class Pauses {

  private final CountDownLatch closing = new CountDownLatch(1);

  /** Waits; not at all if zero or less. */
  public void pause(long millis) {
    if (millis <= 0) {
      return;
    }
    try {
      closing.await(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends all pauses, also those to come. */
  public void end() {
    closing.countDown();
  }
}
