package bulkorders.job;

import org.springframework.stereotype.Component;

/** Whether this process was asked to stop. Orders in hand are finished, nothing new is begun. */
@Component
public class StopSignal {

  private volatile boolean given;

  /** Asks this process to stop. May be called from a signal handler. */
  public void give() {
    given = true;
  }

  /** Whether this process was asked to stop. */
  public boolean isGiven() {
    return given;
  }
}
