package bulkorders.submission;

import bulkorders.ledger.ProviderOrder;
import java.time.Duration;
import java.time.Instant;

/**
 * How long an order has to be left alone after an attempt that ended unclear, before a look that
 * does not find it says anything. Two clocks have to agree that the time has passed: the
 * database's, since the attempt ended, and this process's own, since it first saw the order
 * uncertain. One of them may be set, the other may have stood still.
 *
 * @param settleTime the time itself
 * @param requestTimeout how long an attempt lasts at most, from its intent on
 */
record SettleTime(Duration settleTime, Duration requestTimeout) {

  static SettleTime of(SubmissionProperties properties) {
    return new SettleTime(properties.settleTime(), properties.requestTimeout());
  }

  /**
   * What is left of it, zero when it has passed.
   *
   * @param uncertain the order
   * @param sinceSeen how long this process has known the order to be uncertain, by a clock that
   *     nobody sets
   * @param now by the database's clock
   */
  Duration left(ProviderOrder uncertain, Duration sinceSeen, Instant now) {
    Duration byOwnClock = sinceSeen.minus(stillSent(uncertain));
    Instant ended = uncertain.attemptEndedAt();
    Duration byDatabaseClock = ended == null ? Duration.ZERO : Duration.between(ended, now);
    // No attempt ends further ahead than a request lasts: where one seems to, the database's clock
    // was set back since, and says nothing.
    boolean isSetBack = byDatabaseClock.compareTo(requestTimeout.negated()) < 0;
    Duration passed =
        isSetBack
            ? sinceSeen.minus(requestTimeout)
            : byOwnClock.compareTo(byDatabaseClock) < 0 ? byOwnClock : byDatabaseClock;
    Duration left = settleTime.minus(passed);
    return left.isNegative() ? Duration.ZERO : left;
  }

  /** How long an order may still have been sent when this process first saw it uncertain. */
  private Duration stillSent(ProviderOrder uncertain) {
    if (uncertain.sentAt() == null || uncertain.attemptEndedAt() == null) {
      return Duration.ZERO;
    }
    Duration lasted = Duration.between(uncertain.sentAt(), uncertain.attemptEndedAt());
    return lasted.compareTo(requestTimeout) < 0 ? Duration.ZERO : requestTimeout;
  }
}
