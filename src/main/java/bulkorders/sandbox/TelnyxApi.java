package bulkorders.sandbox;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Telnyx's API below {@code /v2}: keys, rate limit, faults; the rest is up to the routes. */
final class TelnyxApi implements Handler {

  private static final Logger log = LoggerFactory.getLogger(TelnyxApi.class);

  private static final String BEARER = "bearer ";
  private static final String REFUSED_KEY = "invalid";
  private static final String RESET_HEADER = "x-ratelimit-reset";
  private static final byte[] BROKEN_JSON =
      "{\"data\":{\"id\":\"3c90c3cc-0d44".getBytes(StandardCharsets.UTF_8);
  private static final long DEFAULT_DELAY_MILLIS = 1_000;

  private final Routes routes;
  private final Faults faults;
  private final RequestCounts counts;
  private final RateWindow window;
  private final Pauses pauses;

  TelnyxApi(Routes routes, Faults faults, RequestCounts counts, RateWindow window, Pauses pauses) {
    this.routes = routes;
    this.faults = faults;
    this.counts = counts;
    this.window = window;
    this.pauses = pauses;
  }

  @Override
  public Reply answer(Call call) {
    Routes.Match match = routes.match(call.method(), call.below());
    Operation operation = match.operation();
    counts.count(Provider.TELNYX, operation);
    int left = window.take();
    Reply reply;
    try {
      if (left < 0) {
        throw TelnyxRefusal.tooManyRequests();
      }
      String account = authenticate(call);
      Fault fault = faults.roll(Provider.TELNYX, operation);
      reply =
          fault == null
              ? perform(match, account, call, null)
              : performFaulty(match, account, call, fault);
    } catch (TelnyxRefusal e) {
      reply = e.reply();
    } catch (RuntimeException e) {
      log.error("{} {} failed", call.method(), call.path(), e);
      reply = TelnyxRefusal.unexpected().reply();
    }
    if (reply.status() == Reply.NOTHING) {
      return reply;
    }
    Reply limited =
        reply
            .with("x-ratelimit-limit", Integer.toString(window.limit()))
            .with("x-ratelimit-remaining", Integer.toString(Math.max(0, left)));
    return limited.headers().containsKey(RESET_HEADER) ? limited : limited.with(RESET_HEADER, "1");
  }

  /**
   * The account of a key: what stands before its first colon. All keys without one belong to one
   * account.
   */
  private static String authenticate(Call call) {
    @Nullable String header = call.authorization();
    if (header == null || !header.toLowerCase(Locale.ROOT).startsWith(BEARER)) {
      throw TelnyxRefusal.unauthorized();
    }
    String key = header.substring(BEARER.length()).strip();
    if (key.isEmpty() || key.equals(REFUSED_KEY)) {
      throw TelnyxRefusal.unauthorized();
    }
    return key.substring(0, Math.max(0, key.indexOf(':')));
  }

  private Reply performFaulty(Routes.Match match, String account, Call call, Fault fault) {
    long hold = fault.delayOr(0);
    return switch (fault.kind()) {
      case DROP_BEFORE_COMMIT -> Reply.drop().held(hold);
      case DROP_AFTER_COMMIT -> {
        commit(match, account, call);
        yield Reply.drop().held(hold);
      }
      case STATUS_503_AFTER_COMMIT -> {
        commit(match, account, call);
        yield TelnyxRefusal.unavailable().reply().held(hold);
      }
      case STATUS_500 -> TelnyxRefusal.unexpected().reply().held(hold);
      case STATUS_429 -> tooManyRequests(fault).held(hold);
      case DELAY -> {
        pauses.pause(fault.delayOr(DEFAULT_DELAY_MILLIS));
        yield perform(match, account, call, null);
      }
      case MALFORMED_BODY -> {
        commit(match, account, call);
        yield Reply.raw(200, BROKEN_JSON).held(hold);
      }
      case UNAUTHORIZED -> TelnyxRefusal.unauthorized().reply().held(hold);
      case REDIRECT_307 ->
          Reply.json(307, json -> json.writeStartObject().writeEndObject())
              .with("Location", "/_sandbox/redirected/" + Provider.TELNYX.code())
              .held(hold);
      case REFUSE_GROUP,
          INSUFFICIENT_BALANCE,
          OUT_OF_STOCK,
          PARTIAL,
          STUCK_PROCESSING,
          LIST_LAG,
          NUMBERS_GONE ->
          perform(match, account, call, fault);
      case DUPLICATE_WEBHOOK, WEBHOOK_OUT_OF_ORDER -> perform(match, account, call, null);
    };
  }

  private static Reply tooManyRequests(Fault fault) {
    Reply reply = TelnyxRefusal.tooManyRequests().reply();
    if (fault.retryAfter() != null) {
      reply = reply.with("Retry-After", fault.retryAfter().toString());
    }
    return fault.reset() == null ? reply : reply.with(RESET_HEADER, fault.reset().toString());
  }

  /** Does what was asked and forgets the answer. */
  private void commit(Routes.Match match, String account, Call call) {
    try {
      perform(match, account, call, null);
    } catch (TelnyxRefusal e) {
      log.debug("The answer that the fault replaces was: {}", e.getMessage());
    }
  }

  private static Reply perform(
      Routes.Match match, String account, Call call, @Nullable Fault fault) {
    return match.action().apply(new TelnyxRequest(account, call, match.ids(), fault));
  }
}
