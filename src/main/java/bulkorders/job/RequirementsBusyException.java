package bulkorders.job;

/** Another process fills requirements. */
public final class RequirementsBusyException extends RuntimeException {

  private static final long serialVersionUID = 1;

  RequirementsBusyException() {
    super(
        "another process is filling requirements; the same command goes on when it has come to its"
            + " end");
  }
}
