package bulkorders.sandbox;

import java.time.Duration;

/**
 * What the provider's documentation leaves open and tests want otherwise; set by the control API.
 *
 * @param hold how long a reservation holds, and by how much it can be extended
 * @param reservedAtOnce how many numbers an account can have on hold
 * @param extensions how often a reservation can be extended
 */
record Rules(Duration hold, int reservedAtOnce, int extensions) {

  static final Rules DEFAULT = new Rules(Duration.ofMinutes(30), 5_000, 3);
}
