package bulkorders.ledger;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/**
 * What a person approves when approving a plan: equal for equal inputs, settings and planned
 * orders, on every machine and in every ledger, whatever the run. Written as {@code
 * INPUT-SETTINGS-PLAN}; the last part covers everything, the first two are there to tell what
 * moved.
 */
public final class PlanHash {

  private static final int INPUT_LENGTH = 12;
  private static final int SETTINGS_LENGTH = 8;
  private static final int PLAN_LENGTH = 20;
  private static final int PART_BYTES = Long.BYTES + Integer.BYTES;

  private final String input;
  private final String settings;
  private final FieldHash plan = new FieldHash();

  /**
   * Begins the hash of a plan.
   *
   * @param settings whatever packing goes by, as text
   */
  PlanHash(Run run, String settings) {
    byte[] digest =
        new FieldHash()
            .add(run.inputFormat())
            .add(run.columns())
            .add(run.provider())
            .add(run.account())
            .add(run.customerReferences().name())
            .add(settings)
            .digest();
    this.input = run.inputHash();
    this.settings = hex(digest, SETTINGS_LENGTH);
    plan.add(run.inputHash()).add(ByteBuffer.wrap(digest));
  }

  /** Adds the next order with all its groups. */
  void add(OrderPlan.PlannedOrder order) {
    ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES + order.size() * PART_BYTES);
    bytes.putInt(order.size());
    for (int position = 0; position < order.size(); position++) {
      bytes.putLong(order.row(position)).putInt(order.count(position));
    }
    plan.add(bytes.flip());
  }

  /** The hash as people copy it. Once. */
  String text() {
    return String.join(
        "-",
        input.substring(0, Math.min(INPUT_LENGTH, input.length())),
        settings,
        hex(plan.digest(), PLAN_LENGTH));
  }

  /**
   * What has moved since a plan was approved; empty when nothing has.
   *
   * @param approved what a person gave
   * @param actual the hash of the plan at hand
   */
  public static Optional<String> moved(String approved, String actual) {
    String given = approved.strip().toLowerCase(Locale.ROOT);
    if (given.equals(actual)) {
      return Optional.empty();
    }
    String[] before = given.split("-", -1);
    String[] now = actual.split("-", -1);
    if (before.length != now.length) {
      return Optional.of("it is no hash that plan prints");
    }
    if (!before[0].equals(now[0])) {
      return Optional.of("the input is not the one that was approved");
    }
    if (!before[1].equals(now[1])) {
      return Optional.of(
          "the settings moved: how the input is read, its account, --customer-reference or"
              + " bulk-orders.planning");
    }
    return Optional.of("the plan moved: other rows or counts are ordered than were approved");
  }

  private static String hex(byte[] digest, int length) {
    return HexFormat.of().formatHex(digest).substring(0, length);
  }
}
