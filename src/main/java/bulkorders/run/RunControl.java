package bulkorders.run;

/** Says whether work on a run may go on. */
public interface RunControl {

  /** For work that nobody stops. */
  RunControl UNSTOPPED =
      new RunControl() {
        @Override
        public boolean stopRequested() {
          return false;
        }

        @Override
        public void requireAlive() {
          // Nobody else could be at work.
        }
      };

  /**
   * Whether somebody asked for a stop: a signal, or another process. Work in hand is finished,
   * nothing new begun.
   */
  boolean stopRequested();

  /**
   * Returns when this process still is the only one that works on the run.
   *
   * @throws RunStoppedException when its alive-lock is lost
   */
  void requireAlive();

  /**
   * Throws when a stop was asked for.
   *
   * @throws RunStoppedException when a stop was asked for
   */
  default void requireGoingOn() {
    if (stopRequested()) {
      throw new RunStoppedException("stopped on request; the same command goes on where it was");
    }
  }
}
