package bulkorders.sandbox;

/** A number that an account has, or is about to have. */
record OwnedNumber(NumberView number) {

  private static final long ID_BASE = 1L << 60;
  private static final long ID_MASK = 0x2_5A3C_9F17_64E1L;

  /** Its own id, unlike that within an order: digits that look like any other such id. */
  String id() {
    return id(e164());
  }

  static String id(String e164) {
    return Long.toString(ID_BASE | Long.parseLong(e164.substring(1)) ^ ID_MASK);
  }

  String e164() {
    return number.place().e164();
  }

  String status() {
    return isActive() ? "active" : "purchase-pending";
  }

  boolean isActive() {
    return number.state().status().equals(Status.SUCCESS);
  }

  /** Until it is active, a number of North America has the type that an older API called it. */
  String numberType() {
    OrderPart part = number.parent().sub().part();
    boolean older = !isActive() && e164().startsWith("+1");
    if (!older) {
      return part.numberType();
    }
    return part.numberType().equals(Shelf.TOLL_FREE) ? "tollfree" : "longcode";
  }
}
