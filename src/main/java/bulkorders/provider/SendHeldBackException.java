package bulkorders.provider;

import java.io.IOException;

/** Says that an order was held back before its first byte left. */
public final class SendHeldBackException extends IOException {

  private static final long serialVersionUID = 1;

  public SendHeldBackException(String reason) {
    super(reason);
  }
}
