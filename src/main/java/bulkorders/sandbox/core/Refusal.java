package bulkorders.sandbox.core;

/** A request is answered with the provider's error document. */
public abstract class Refusal extends RuntimeException {

  private static final long serialVersionUID = 1L;

  protected Refusal(int status) {
    super("refused with " + status, null, false, false);
  }

  /** The error document. */
  public abstract Reply reply();
}
