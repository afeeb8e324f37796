package bulkorders.sandbox.core;

import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A provider's API: counts, rate limit and faults; the rest is up to the routes and the dialect.
 *
 * @param <R> a request as the provider's resources see it
 */
public final class ProviderApi<R> implements Handler {

  private static final Logger log = LoggerFactory.getLogger(ProviderApi.class);

  private static final byte[] BROKEN_JSON =
      "{\"data\":{\"id\":\"3c90c3cc-0d44".getBytes(StandardCharsets.UTF_8);
  private static final long DEFAULT_DELAY_MILLIS = 1_000;

  private final Dialect<R> dialect;
  private final Routes<R> routes;
  private final Faults faults;
  private final RequestCounts counts;
  private final RateWindow window;
  private final Pauses pauses;

  /** An API that speaks the dialect and answers what has a route. */
  public ProviderApi(
      Dialect<R> dialect,
      Routes<R> routes,
      Faults faults,
      RequestCounts counts,
      RateWindow window,
      Pauses pauses) {
    this.dialect = dialect;
    this.routes = routes;
    this.faults = faults;
    this.counts = counts;
    this.window = window;
    this.pauses = pauses;
  }

  @Override
  public Reply answer(Call call) {
    Routes.Match<R> match = routes.match(call.method(), call.below());
    counts.count(dialect.provider(), match.operation());
    int left = window.take();
    Reply reply;
    try {
      reply = left < 0 ? dialect.tooManyRequests(null) : admitted(match, call);
    } catch (Refusal e) {
      reply = e.reply();
    } catch (RuntimeException e) {
      log.error("{} {} failed", call.method(), call.path(), e);
      reply = dialect.unexpected().reply();
    }
    return reply.status() == Reply.NOTHING ? reply : dialect.complete(reply, window, left);
  }

  private Reply admitted(Routes.Match<R> match, Call call) {
    dialect.admit(call, match, null);
    Fault fault = faults.roll(dialect.provider(), match.operation());
    return fault == null ? perform(match, call, null) : performFaulty(match, call, fault);
  }

  private Reply performFaulty(Routes.Match<R> match, Call call, Fault fault) {
    long hold = fault.delayOr(0);
    return switch (fault.kind()) {
      case DROP_BEFORE_COMMIT -> Reply.drop().held(hold);
      case DROP_AFTER_COMMIT -> {
        commit(match, call);
        yield Reply.drop().held(hold);
      }
      case STATUS_503_AFTER_COMMIT -> {
        commit(match, call);
        yield dialect.unavailable().held(hold);
      }
      case STATUS_500 -> dialect.unexpected().reply().held(hold);
      case STATUS_429 -> dialect.tooManyRequests(fault).held(hold);
      case DELAY -> {
        pauses.pause(fault.delayOr(DEFAULT_DELAY_MILLIS));
        yield perform(match, call, null);
      }
      case MALFORMED_BODY -> {
        commit(match, call);
        yield Reply.raw(200, BROKEN_JSON).held(hold);
      }
      case UNAUTHORIZED -> dialect.unauthorized().reply().held(hold);
      case REDIRECT_307 ->
          Reply.json(307, json -> json.writeStartObject().writeEndObject())
              .with("Location", "/_sandbox/redirected/" + dialect.provider().code())
              .held(hold);
      case REFUSE_GROUP,
          INSUFFICIENT_BALANCE,
          OUT_OF_STOCK,
          PARTIAL,
          STUCK_PROCESSING,
          LIST_LAG,
          NUMBERS_GONE,
          DUPLICATE_WEBHOOK,
          WEBHOOK_OUT_OF_ORDER ->
          perform(match, call, fault);
    };
  }

  /** Does what was asked and forgets the answer. */
  private void commit(Routes.Match<R> match, Call call) {
    try {
      perform(match, call, null);
    } catch (Refusal e) {
      log.debug("The answer that the fault replaces was: {}", e.getMessage());
    }
  }

  private Reply perform(Routes.Match<R> match, Call call, @Nullable Fault fault) {
    @Nullable Function<R, Reply> action = match.action();
    if (action == null) {
      throw dialect.nowhere(call, match.pathExists());
    }
    return action.apply(dialect.admit(call, match, fault));
  }
}
