package bulkorders.job;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.stereotype.Component;

/**
 * The runs that this process works on, by their number. Steps find theirs by the job parameter
 * {@value #RUN}.
 */
@Component
class ActiveRuns {

  static final String RUN = "run";

  private final Map<Integer, ActiveRun> active = new ConcurrentHashMap<>();

  void put(int runId, ActiveRun run) {
    active.put(runId, run);
  }

  void remove(int runId) {
    active.remove(runId);
  }

  /**
   * @param step a step, for a decision the one before it
   */
  ActiveRun of(@Nullable StepExecution step) {
    int runId = runId(step);
    ActiveRun run = active.get(runId);
    if (run == null) {
      throw new IllegalStateException("Run " + runId + " is not active in this process");
    }
    return run;
  }

  static int runId(@Nullable StepExecution step) {
    if (step == null) {
      throw new IllegalStateException("No step was executed before the decision");
    }
    Long runId = step.getJobExecution().getJobParameters().getLong(RUN);
    if (runId == null) {
      throw new IllegalStateException("The job was started without its run");
    }
    return Math.toIntExact(runId);
  }
}
