package bulkorders.provider.http;

import java.net.URI;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * An account at a provider, as its client uses it.
 *
 * @param name name of the account in this program
 * @param baseUrl where the API is, such as {@code https://api.telnyx.com/v2}
 * @param key gives the key; asked for each request, so that a change of its file is noticed; what
 *     it throws says why there is none, in one line
 * @param requestsPerSecond how many requests may leave per second, above 0
 * @param requestTimeout how long a request may take to the last byte of its answer
 */
public record ProviderAccount(
    String name,
    URI baseUrl,
    Supplier<String> key,
    double requestsPerSecond,
    Duration requestTimeout) {

  /** The time limit of a request unless another one is set. */
  public static final Duration DEFAULT_REQUEST_TIMEOUT = Duration.ofSeconds(60);

  private static final String PRINTABLE_WORD = "[\\x21-\\x7e]+";

  public ProviderAccount {
    if (requestTimeout.isNegative() || requestTimeout.isZero()) {
      throw new IllegalArgumentException("the request timeout must be longer than 0");
    }
  }

  /**
   * Whether a text can be a key at all. The HTTP client complains about one that cannot by
   * repeating it.
   */
  public static boolean isPossibleKey(String key) {
    return key.matches(PRINTABLE_WORD);
  }

  @Override
  public String toString() {
    return "ProviderAccount[" + name + " at " + baseUrl + "]";
  }
}
