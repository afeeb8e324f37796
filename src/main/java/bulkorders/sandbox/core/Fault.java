package bulkorders.sandbox.core;

import org.jspecify.annotations.Nullable;

/**
 * A fault that may fire.
 *
 * @param provider null for every provider
 * @param times how often it still fires; null for ever
 * @param delayMillis null when not given; what it means depends on the kind
 * @param retryAfter seconds for the Retry-After header of a 429; null for no header
 * @param reset value of the x-ratelimit-reset header of a 429; null for 1
 * @param group index of the ordering group or number concerned; null for the kind's default
 * @param gone which numbers are lost, and how that is told
 */
public record Fault(
    @Nullable Provider provider,
    Operation operation,
    FaultKind kind,
    double probability,
    @Nullable Integer times,
    @Nullable Long delayMillis,
    @Nullable Integer retryAfter,
    @Nullable Long reset,
    @Nullable Integer group,
    GoneNumbers gone) {

  /** Whether it may hit that operation of that provider. */
  public boolean concerns(Provider which, Operation what) {
    return (provider == null || provider == which)
        && (operation == Operation.ANY || operation == what)
        && kind.concerns(which, what);
  }

  /** This fault after it fired once; null when it is used up. */
  public @Nullable Fault fired() {
    if (times == null) {
      return this;
    }
    return times == 1
        ? null
        : new Fault(
            provider,
            operation,
            kind,
            probability,
            times - 1,
            delayMillis,
            retryAfter,
            reset,
            group,
            gone);
  }

  /** Its delay in milliseconds, or the fallback when none is given. */
  public long delayOr(long fallback) {
    return delayMillis == null ? fallback : delayMillis;
  }
}
