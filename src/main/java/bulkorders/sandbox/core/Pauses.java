package bulkorders.sandbox.core;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Waits on purpose, cut short when the sandbox closes. */
public final class Pauses {

  private final CountDownLatch closing = new CountDownLatch(1);

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

  public void end() {
    closing.countDown();
  }
}
