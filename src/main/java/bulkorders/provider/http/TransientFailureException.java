package bulkorders.provider.http;

import bulkorders.provider.HasRetryAfter;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A reading request failed in a way that may pass. */
public final class TransientFailureException extends RuntimeException implements HasRetryAfter {

  private static final long serialVersionUID = 1;

  private final String outcome;
  private final @Nullable Duration retryAfter;

  TransientFailureException(String outcome, String reason, @Nullable Duration retryAfter) {
    super(reason);
    this.outcome = outcome;
    this.retryAfter = retryAfter;
  }

  /** How the request ended, as the metrics call it. */
  String outcome() {
    return outcome;
  }

  /** Whether the provider itself refused for now; anything else is no usable answer. */
  boolean isRefusal() {
    return outcome.equals(Outcome.THROTTLED);
  }

  @Override
  public @Nullable Duration retryAfter() {
    return retryAfter;
  }
}
