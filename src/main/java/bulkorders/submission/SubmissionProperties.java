package bulkorders.submission;

import static bulkorders.settings.UnusableSettingException.unless;
import static bulkorders.settings.UnusableSettingException.unlessPositive;

import java.time.Duration;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How orders are placed; {@code bulk-orders.submission.*}.
 *
 * @param workers orders sent at the same time
 * @param settleTime how long after an unclear attempt a provider's list is not believed when an
 *     order is not on it
 * @param requestTimeout how long one request may last
 * @param onAbsent what to do with an order that the provider does not have after an unclear attempt
 * @param maxAttempts after so many attempts at one order the run stops
 * @param maxRejected after so many orders with refused content the run stops
 */
public record SubmissionProperties(
    @DefaultValue("4") int workers,
    @DefaultValue("5m") Duration settleTime,
    @DefaultValue("60s") Duration requestTimeout,
    @DefaultValue("resend") OnAbsent onAbsent,
    @DefaultValue("8") int maxAttempts,
    @DefaultValue("1000") int maxRejected) {

  private static final Duration LONGEST_WAIT_FOR_LOOK = Duration.ofMinutes(1);

  public SubmissionProperties {
    unlessPositive("bulk-orders.submission.workers", workers);
    unlessPositive("bulk-orders.submission.settle-time", settleTime);
    unlessPositive("bulk-orders.submission.request-timeout", requestTimeout);
    unlessPositive("bulk-orders.submission.max-attempts", maxAttempts);
    unless(maxRejected >= 0, "bulk-orders.submission.max-rejected", maxRejected, "0 or more");
  }

  /**
   * Whether a late order could be missed: the settle time should be at least twice the request
   * timeout.
   */
  public boolean settlesTooSoon() {
    return settleTime.compareTo(requestTimeout.multipliedBy(2)) < 0;
  }

  /** How long a list that did not add up, as when others order meanwhile, gets to calm down. */
  Duration waitForLook() {
    Duration quarter = settleTime.dividedBy(4);
    return quarter.compareTo(LONGEST_WAIT_FOR_LOOK) < 0 ? quarter : LONGEST_WAIT_FOR_LOOK;
  }

  /** What to do with an order that the provider does not have after an unclear attempt. */
  public enum OnAbsent {
    /** Send it again. */
    RESEND,
    /** Leave it to a person. */
    PARK
  }
}
