package bulkorders.run;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.springframework.retry.backoff.Sleeper;

/** Sleeps in short pieces and returns early when a stop is asked for. */
public final class StoppableSleeper implements Sleeper {

  private static final long serialVersionUID = 1;
  private static final long PIECE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  private final transient RunControl control;

  /** Sleeps for work that this controls. */
  public StoppableSleeper(RunControl control) {
    this.control = control;
  }

  @Override
  public void sleep(long millis) throws InterruptedException {
    sleepNanos(TimeUnit.MILLISECONDS.toNanos(millis));
  }

  /**
   * Sleeps so long, or until a stop is asked for.
   *
   * @throws RunStoppedException when the thread is interrupted
   */
  public void pause(Duration time) {
    try {
      sleepNanos(time.toNanos());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RunStoppedException("interrupted; the same command goes on where it was");
    }
  }

  /** Sleeps so many nanoseconds, or until a stop is asked for. */
  public void sleepNanos(long nanos) throws InterruptedException {
    long end = System.nanoTime() + nanos;
    for (long left = nanos; left > 0 && !control.stopRequested(); left = end - System.nanoTime()) {
      TimeUnit.NANOSECONDS.sleep(Math.min(left, PIECE_NANOS));
    }
  }
}
