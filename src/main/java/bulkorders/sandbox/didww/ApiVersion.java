package bulkorders.sandbox.didww;

import java.util.Optional;
import java.util.stream.Stream;

/** The released versions of the API that are simulated, oldest first. */
enum ApiVersion {
  V2017_09_18,
  V2021_04_19,
  V2021_12_15,
  V2022_05_10,
  V2026_04_16;

  static final ApiVersion NEWEST = V2026_04_16;

  /** The date that names it. */
  String code() {
    return name().substring(1).replace('_', '-');
  }

  /** Whether orders have references of the client's, and codes are in lower case. */
  boolean hasReferences() {
    return compareTo(V2026_04_16) >= 0;
  }

  static Optional<ApiVersion> of(String code) {
    return Stream.of(values()).filter(version -> version.code().equals(code)).findFirst();
  }
}
