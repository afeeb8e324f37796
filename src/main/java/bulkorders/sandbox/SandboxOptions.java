package bulkorders.sandbox;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a {@link Sandbox} is started. Begin with {@link #defaults()} and change what matters.
 *
 * @param port TCP port on 127.0.0.1, 0 for any free one (default)
 * @param data directory of the journal, created if absent; null (default) keeps everything in
 *     memory and forgets it at close
 * @param pace time from the acceptance of a bulk order until the number orders it made are final;
 *     zero makes everything final at the first read. Default one second
 * @param seed seed of ids and of the dice of faults; null (default) for a new one at every start
 * @param clock source of timestamps and of elapsed time
 * @param requestsPerSecond limit on requests to a provider's API, beyond which 429 is answered;
 *     null (default) for no limit
 * @param didwwCallbackSecret signs DIDWW's callbacks, which go to this machine only; null (default)
 *     for no callbacks
 */
public record SandboxOptions(
    int port,
    @Nullable Path data,
    Duration pace,
    @Nullable Long seed,
    Clock clock,
    @Nullable Integer requestsPerSecond,
    @Nullable String didwwCallbackSecret) {

  /** Checks the values; throws IllegalArgumentException with one clear line. */
  public SandboxOptions {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("port must be between 0 and 65535, not " + port);
    }
    if (pace.isNegative()) {
      throw new IllegalArgumentException("pace must not be negative, not " + pace);
    }
    if (requestsPerSecond != null && requestsPerSecond < 1) {
      throw new IllegalArgumentException(
          "requestsPerSecond must be at least 1, not " + requestsPerSecond);
    }
  }

  /** Any free port, in memory, one second of pace, no limit. */
  public static SandboxOptions defaults() {
    return new SandboxOptions(0, null, Duration.ofSeconds(1), null, Clock.systemUTC(), null, null);
  }

  /** These options with another port; 0 for any free one. */
  public SandboxOptions withPort(int value) {
    return new SandboxOptions(
        value, data, pace, seed, clock, requestsPerSecond, didwwCallbackSecret);
  }

  /** These options with a journal in the given directory. */
  public SandboxOptions withData(Path value) {
    return new SandboxOptions(
        port, value, pace, seed, clock, requestsPerSecond, didwwCallbackSecret);
  }

  /** These options with another pace. */
  public SandboxOptions withPace(Duration value) {
    return new SandboxOptions(
        port, data, value, seed, clock, requestsPerSecond, didwwCallbackSecret);
  }

  /** These options with fixed ids and dice. */
  public SandboxOptions withSeed(long value) {
    return new SandboxOptions(
        port, data, pace, value, clock, requestsPerSecond, didwwCallbackSecret);
  }

  /** These options with another clock. */
  public SandboxOptions withClock(Clock value) {
    return new SandboxOptions(
        port, data, pace, seed, value, requestsPerSecond, didwwCallbackSecret);
  }

  /** These options with a limit on requests per second. */
  public SandboxOptions withRequestsPerSecond(int value) {
    return new SandboxOptions(port, data, pace, seed, clock, value, didwwCallbackSecret);
  }

  /** These options with callbacks for DIDWW's orders, signed with the secret. */
  public SandboxOptions withDidwwCallbackSecret(String value) {
    return new SandboxOptions(port, data, pace, seed, clock, requestsPerSecond, value);
  }
}
