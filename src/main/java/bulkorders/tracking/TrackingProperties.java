package bulkorders.tracking;

import static bulkorders.settings.UnusableSettingException.unlessPositive;

import java.time.Duration;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How placed orders are followed; {@code bulk-orders.tracking.*}.
 *
 * @param interval how long after its acceptance an order is read first; each further wait is half
 *     as long again
 * @param longestInterval no wait is longer
 * @param workers orders read at the same time
 * @param deadlineWarning papers that are due sooner are warned of
 * @param stuckAfter an order that waits for no papers and is not final so long after its acceptance
 *     is called stuck
 */
public record TrackingProperties(
    @DefaultValue("2s") Duration interval,
    @DefaultValue("5m") Duration longestInterval,
    @DefaultValue("4") int workers,
    @DefaultValue("72h") Duration deadlineWarning,
    @DefaultValue("1d") Duration stuckAfter) {

  public TrackingProperties {
    unlessPositive("bulk-orders.tracking.interval", interval);
    unlessPositive("bulk-orders.tracking.longest-interval", longestInterval);
    unlessPositive("bulk-orders.tracking.workers", workers);
    unlessPositive("bulk-orders.tracking.deadline-warning", deadlineWarning);
    unlessPositive("bulk-orders.tracking.stuck-after", stuckAfter);
  }

  /** The wait before the next reading of an order that was read this often. */
  Duration waitAfter(int polls) {
    double millis = interval.toMillis() * Math.pow(1.5, Math.min(polls, 40));
    return Duration.ofMillis((long) Math.min(millis, longestInterval.toMillis()));
  }
}
