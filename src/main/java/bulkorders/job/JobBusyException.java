package bulkorders.job;

/** Another process, on this machine or another one, is at work on the same declared job. */
public final class JobBusyException extends RuntimeException {

  private static final long serialVersionUID = 1;

  JobBusyException(String job) {
    super("job %s is being run by another process; nothing was done".formatted(job));
  }
}
