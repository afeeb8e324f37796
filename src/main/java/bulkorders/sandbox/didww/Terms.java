package bulkorders.sandbox.didww;

import bulkorders.sandbox.core.BadControlRequest;
import bulkorders.sandbox.core.ControlBody;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * What the provider's documentation leaves open and tests want otherwise. Not kept over a restart.
 *
 * @param balance what every account has paid in
 * @param credit what it may owe beyond that
 * @param vatPercent tax on everything, contained in the prices of orders and not in those of SKUs
 * @param shuffleItems whether an order's items come back in another order than they were sent
 * @param reservation how long a reservation holds
 * @param reservations how many an account can hold
 * @param callbackSecret signs callbacks; without it there are none
 * @param callbackMinuteMillis how long a minute between two attempts of a callback takes
 */
record Terms(
    BigDecimal balance,
    BigDecimal credit,
    BigDecimal vatPercent,
    boolean shuffleItems,
    Duration reservation,
    int reservations,
    @Nullable String callbackSecret,
    long callbackMinuteMillis) {

  static final Terms DEFAULT =
      new Terms(
          new BigDecimal("1000000.00"),
          new BigDecimal("0.00"),
          BigDecimal.ZERO,
          false,
          Duration.ofMinutes(10),
          10,
          null,
          100);

  private static final String BALANCE = "balance";
  private static final String CREDIT = "credit";
  private static final String VAT = "vat_percent";
  private static final String SHUFFLE = "shuffle_items";
  private static final String SECONDS = "reservation_seconds";
  private static final String RESERVATIONS = "reservations";
  private static final String SECRET = "callback_secret";
  private static final String MINUTE = "callback_minute_ms";
  private static final Set<String> NAMES =
      Set.of("provider", BALANCE, CREDIT, VAT, SHUFFLE, SECONDS, RESERVATIONS, SECRET, MINUTE);

  /** These terms with those that the body names changed. */
  Terms changed(byte[] bytes) {
    ControlBody body = new ControlBody(ControlBody.parse(bytes), "The rules", NAMES);
    @Nullable Boolean shuffle = body.flag(SHUFFLE);
    @Nullable Long seconds = body.whole(SECONDS, 0, Integer.MAX_VALUE);
    @Nullable String secret = body.text(SECRET);
    @Nullable Long minute = body.whole(MINUTE, 0, 60_000);
    @Nullable Long most = body.whole(RESERVATIONS, 0, Integer.MAX_VALUE);
    return new Terms(
        amount(body, BALANCE, balance),
        amount(body, CREDIT, credit),
        amount(body, VAT, vatPercent),
        shuffle == null ? shuffleItems : shuffle,
        seconds == null ? reservation : Duration.ofSeconds(seconds),
        most == null ? reservations : most.intValue(),
        secret == null ? callbackSecret : secret,
        minute == null ? callbackMinuteMillis : minute);
  }

  /** The terms at the start of a sandbox that has this secret. */
  static Terms withSecret(@Nullable String secret) {
    return new Terms(
        DEFAULT.balance,
        DEFAULT.credit,
        DEFAULT.vatPercent,
        DEFAULT.shuffleItems,
        DEFAULT.reservation,
        DEFAULT.reservations,
        secret,
        DEFAULT.callbackMinuteMillis);
  }

  private static BigDecimal amount(ControlBody body, String name, BigDecimal old) {
    @Nullable String text = body.text(name);
    if (text == null) {
      return old;
    }
    if (!text.matches("-?[0-9]{1,12}(\\.[0-9]{1,4})?")) {
      throw new BadControlRequest(
          "The rules: " + name + " must be an amount in a string, as \"12.50\", not " + text);
    }
    return new BigDecimal(text);
  }

  void write(JsonGenerator json) {
    json.writeStartObject();
    json.writeStringProperty(BALANCE, balance.toPlainString());
    json.writeStringProperty(CREDIT, credit.toPlainString());
    json.writeStringProperty(VAT, vatPercent.toPlainString());
    json.writeBooleanProperty(SHUFFLE, shuffleItems);
    json.writeNumberProperty(SECONDS, reservation.toSeconds());
    json.writeNumberProperty(RESERVATIONS, reservations);
    json.writeStringProperty(SECRET, callbackSecret);
    json.writeNumberProperty(MINUTE, callbackMinuteMillis);
    json.writeEndObject();
  }
}
