package bulkorders.job;

import bulkorders.provider.NumberProvider;
import java.net.URI;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * An account as it is configured.
 *
 * @param name its name
 * @param provider whose account it is
 * @param baseUrl where the API is
 * @param hasKey whether a key, or a file for it, is set
 * @param keyInFile whether the key is in a file
 * @param key gives the key; throws {@link AccountUnusableException} when it cannot
 * @param client makes the account's client, which gets the key from what it is given
 */
public record ConfiguredAccount(
    String name,
    String provider,
    URI baseUrl,
    boolean hasKey,
    boolean keyInFile,
    Supplier<String> key,
    Function<Supplier<String>, NumberProvider> client) {

  /**
   * Looks whether the key can be had, when it is in a file.
   *
   * @throws AccountUnusableException when it cannot
   */
  void requireKeyFile() {
    if (keyInFile) {
      Objects.requireNonNull(key.get());
    }
  }

  /** Leaves the key out. */
  @Override
  public String toString() {
    return "ConfiguredAccount[" + name + " at " + baseUrl + "]";
  }
}
