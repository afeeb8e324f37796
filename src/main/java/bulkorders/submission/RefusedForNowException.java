package bulkorders.submission;

import bulkorders.provider.HasRetryAfter;
import bulkorders.provider.Refusal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** An order was refused in a way that passes; the next attempt may follow. */
final class RefusedForNowException extends RuntimeException implements HasRetryAfter {

  private static final long serialVersionUID = 1;

  private final transient Refusal refusal;

  RefusedForNowException(Refusal refusal) {
    super(refusal.reason());
    this.refusal = refusal;
  }

  @Override
  public @Nullable Duration retryAfter() {
    return refusal.retryAfter();
  }

  String reason() {
    return refusal.reason();
  }
}
