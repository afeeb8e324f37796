package bulkorders.run;

/** Lets work go on until a test says otherwise. */
public final class TestControl implements RunControl {

  private volatile boolean stopRequested;
  private volatile boolean alive = true;

  /** Somebody asks for a stop. */
  public void stop() {
    stopRequested = true;
  }

  /** The alive-lock is lost. */
  public void loseLock() {
    alive = false;
  }

  @Override
  public boolean stopRequested() {
    return stopRequested;
  }

  @Override
  public void requireAlive() {
    if (!alive) {
      throw new RunStoppedException("the alive-lock was lost");
    }
  }
}
