package bulkorders.run;

import org.springframework.retry.backoff.Sleeper;

/** Sleeps in short pieces and returns early when a stop is asked for. */
public final class StoppableSleeper implements Sleeper {

  private static final long serialVersionUID = 1;
  private static final long PIECE_MILLIS = 200;

  private final transient RunControl control;

  /** Sleeps for work that this controls. */
  public StoppableSleeper(RunControl control) {
    this.control = control;
  }

  @Override
  public void sleep(long millis) throws InterruptedException {
    long end = System.nanoTime() + millis * 1_000_000;
    long left = millis;
    while (left > 0 && !control.stopRequested()) {
      Thread.sleep(Math.min(left, PIECE_MILLIS));
      left = (end - System.nanoTime()) / 1_000_000;
    }
  }
}
