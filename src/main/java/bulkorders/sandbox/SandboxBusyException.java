package bulkorders.sandbox;

/**
 * The data directory or the port of a {@link Sandbox} is in use by another one. The message is one
 * line for people: what is in use and what to do.
 */
public final class SandboxBusyException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  SandboxBusyException(String message) {
    super(message);
  }
}
