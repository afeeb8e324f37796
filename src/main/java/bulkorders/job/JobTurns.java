package bulkorders.job;

import bulkorders.database.AliveLock;
import org.springframework.stereotype.Component;

/** Keeps two processes, on whatever machines, from the same declared job at the same time. */
@Component
public class JobTurns {

  private final RunLocks locks;

  JobTurns(RunLocks locks) {
    this.locks = locks;
  }

  /**
   * Takes the turn; it is given back at the close, or when the process dies.
   *
   * @param job name of the job
   * @throws JobBusyException when another process has it
   */
  public AliveLock take(String job) {
    return locks.job(job).orElseThrow(() -> new JobBusyException(job));
  }
}
