package bulkorders.provider;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A failure that may say how long to wait before the next attempt. */
public interface HasRetryAfter {

  /** How long the provider asks to wait, null when it does not say. */
  @Nullable Duration retryAfter();
}
