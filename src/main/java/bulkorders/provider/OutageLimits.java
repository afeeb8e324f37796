package bulkorders.provider;

import static bulkorders.settings.UnusableSettingException.unlessPositive;

import java.time.Duration;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long an account may give no usable answer before work with it stops; {@code
 * bulk-orders.outage.*}.
 *
 * @param maxFailures after so many requests in a row without a usable answer it stops; after
 *     {@value #AT_FIRST} when the account has not answered at all since the command began
 * @param maxDuration when nothing was answered for so long it stops
 */
public record OutageLimits(
    @DefaultValue("10") int maxFailures, @DefaultValue("2m") Duration maxDuration) {

  /** Who was never reached is likely to be looked for in the wrong place. */
  static final int AT_FIRST = 6;

  /** So many failures are needed to call a stretch of time an outage. */
  static final int FEWEST = 3;

  public OutageLimits {
    unlessPositive("bulk-orders.outage.max-failures", maxFailures);
    unlessPositive("bulk-orders.outage.max-duration", maxDuration);
  }
}
