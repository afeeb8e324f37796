package bulkorders.sandbox;

import bulkorders.sandbox.core.Call;
import bulkorders.sandbox.core.Dialect;
import bulkorders.sandbox.core.Fault;
import bulkorders.sandbox.core.Provider;
import bulkorders.sandbox.core.RateWindow;
import bulkorders.sandbox.core.Refusal;
import bulkorders.sandbox.core.Reply;
import bulkorders.sandbox.core.Routes;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Telnyx's API below {@code /v2}: keys, refusals, rate limit headers. */
final class TelnyxDialect implements Dialect<TelnyxRequest> {

  private static final String BEARER = "bearer ";
  private static final String REFUSED_KEY = "invalid";
  private static final String RESET_HEADER = "x-ratelimit-reset";

  @Override
  public Provider provider() {
    return Provider.TELNYX;
  }

  @Override
  public TelnyxRequest admit(Call call, Routes.Match<TelnyxRequest> match, @Nullable Fault fault) {
    return new TelnyxRequest(account(call), call, match.ids(), fault);
  }

  /**
   * The account of a key: what stands before its first colon. All keys without one belong to one
   * account.
   */
  private static String account(Call call) {
    @Nullable String header = call.header("Authorization");
    if (header == null || !header.toLowerCase(Locale.ROOT).startsWith(BEARER)) {
      throw TelnyxRefusal.unauthorized();
    }
    String key = header.substring(BEARER.length()).strip();
    if (key.isEmpty() || key.equals(REFUSED_KEY)) {
      throw TelnyxRefusal.unauthorized();
    }
    return key.substring(0, Math.max(0, key.indexOf(':')));
  }

  @Override
  public Refusal nowhere(Call call, boolean pathExists) {
    return pathExists ? TelnyxRefusal.methodNotAllowed(call.method()) : TelnyxRefusal.notFound();
  }

  @Override
  public Refusal unauthorized() {
    return TelnyxRefusal.unauthorized();
  }

  @Override
  public Refusal unexpected() {
    return TelnyxRefusal.unexpected();
  }

  @Override
  public Reply unavailable() {
    return TelnyxRefusal.unavailable().reply();
  }

  @Override
  public Reply tooManyRequests(@Nullable Fault fault) {
    Reply reply = TelnyxRefusal.tooManyRequests().reply();
    if (fault == null) {
      return reply;
    }
    if (fault.retryAfter() != null) {
      reply = reply.with("Retry-After", fault.retryAfter().toString());
    }
    return fault.reset() == null ? reply : reply.with(RESET_HEADER, fault.reset().toString());
  }

  @Override
  public Reply complete(Reply reply, RateWindow window, int left) {
    Reply limited =
        reply
            .with("x-ratelimit-limit", Integer.toString(window.limit()))
            .with("x-ratelimit-remaining", Integer.toString(Math.max(0, left)));
    return limited.headers().containsKey(RESET_HEADER) ? limited : limited.with(RESET_HEADER, "1");
  }
}
