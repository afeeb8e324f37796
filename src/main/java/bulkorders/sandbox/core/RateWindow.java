package bulkorders.sandbox.core;

import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Counts requests in windows of one second and tells what the rate limit headers say. */
public final class RateWindow {

  private static final int ADVERTISED_WITHOUT_LIMIT = 1_000;
  private static final long SECOND = 1_000_000_000L;

  private final @Nullable Integer perSecond;
  private final LongSupplier nanoTime;
  private long windowStart;
  private int used;

  /** A limit of requests per second; null for none. */
  public RateWindow(@Nullable Integer perSecond, LongSupplier nanoTime) {
    this.perSecond = perSecond;
    this.nanoTime = nanoTime;
    this.windowStart = nanoTime.getAsLong();
  }

  /** What is left after this request, -1 when it is one too many. */
  public synchronized int take() {
    long now = nanoTime.getAsLong();
    if (now - windowStart >= SECOND) {
      windowStart = now;
      used = 0;
    }
    if (used >= limit()) {
      return perSecond == null ? 0 : -1;
    }
    used++;
    return limit() - used;
  }

  /** The limit to advertise. */
  public int limit() {
    return perSecond == null ? ADVERTISED_WITHOUT_LIMIT : perSecond;
  }
}
