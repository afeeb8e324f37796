package bulkorders.sandbox;

import org.jspecify.annotations.Nullable;

/**
 * How one requirement of a number, or of a requirement group, stands.
 *
 * @param value text, or id of an address or document; null until given
 */
record Paper(@Nullable String value, Standing standing) {

  static final Paper AWAITED = new Paper(null, Standing.AWAITED);

  enum Standing {
    AWAITED("awaiting-value", "unapproved"),
    IN_REVIEW("pending-approval", "pending-approval"),
    APPROVED("approved", "approved"),
    DECLINED("declined", "declined");

    private final String ofNumber;
    private final String ofGroup;

    Standing(String ofNumber, String ofGroup) {
      this.ofNumber = ofNumber;
      this.ofGroup = ofGroup;
    }

    /** As numbers of orders call it. */
    String ofNumber() {
      return ofNumber;
    }

    /** As requirement groups call it. */
    String ofGroup() {
      return ofGroup;
    }
  }

  boolean isOpen() {
    return standing == Standing.AWAITED || standing == Standing.DECLINED;
  }

  boolean isApproved() {
    return standing == Standing.APPROVED;
  }

  Paper now(Standing next) {
    return new Paper(value, next);
  }
}
