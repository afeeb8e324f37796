package bulkorders.provider.didww;

import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The version that the account is answered with, as every answer tells it. Versions are days, so
 * that a later one is greater. Thread-safe.
 */
final class ApiVersion {

  /** The one that this client asks for. */
  static final String WANTED = "2026-04-16";

  private static final Pattern DAY = Pattern.compile("20[0-9]{2}-[01][0-9]-[0-3][0-9]");

  private volatile @Nullable String told;

  /** Takes note of what an answer tells. */
  void note(JsonNode document) {
    String version = document.path("meta").path("api_version").stringValue("");
    if (DAY.matcher(version).matches()) {
      told = version;
    }
  }

  /** Whether an answer has told it. */
  boolean isKnown() {
    return told != null;
  }

  /**
   * Why orders cannot be placed with it: an older one forgets the reference of an order without a
   * word, so that nobody would find the order again. Empty when they can.
   */
  Optional<String> obstacle(String account) {
    String version = told;
    if (version == null) {
      return Optional.of(
          "DIDWW does not tell account %s its API version, which has to be %s or later"
              .formatted(account, WANTED));
    }
    return version.compareTo(WANTED) >= 0
        ? Optional.empty()
        : Optional.of(
            "DIDWW answers account %s with API version %s, which keeps no external_reference_id; have the account moved to %s or later at DIDWW"
                .formatted(account, version, WANTED));
  }
}
