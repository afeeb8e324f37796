package bulkorders.sandbox;

import bulkorders.sandbox.core.Faults;
import bulkorders.sandbox.core.Handler;
import bulkorders.sandbox.core.Pauses;
import bulkorders.sandbox.core.ProviderApi;
import bulkorders.sandbox.core.RateWindow;
import bulkorders.sandbox.core.RequestCounts;
import bulkorders.sandbox.core.Store;
import bulkorders.sandbox.core.Tally;
import bulkorders.sandbox.didww.Didww;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A local stand-in for the providers' APIs on 127.0.0.1: orders are kept, worked on over time, and
 * can be made to fail in every way a network and a provider fail. It sells numbers that do not
 * exist, for money that does not exist.
 *
 * <p>Telnyx's API is below {@code /v2}, DIDWW's below {@code /v3}, the control API below {@code
 * /_sandbox}; {@code docs/sandbox.md} describes them. Any key but {@code invalid} is accepted.
 */
public final class Sandbox implements AutoCloseable {

  private static final String JOURNAL = "journal.ndjson";

  private final HttpFront front;
  private final Didww didww;
  private final Store store;
  private final @Nullable DirectoryLock lock;
  private final AtomicBoolean closed = new AtomicBoolean();

  private Sandbox(HttpFront front, Didww didww, Store store, @Nullable DirectoryLock lock) {
    this.front = front;
    this.didww = didww;
    this.store = store;
    this.lock = lock;
  }

  /**
   * Starts a sandbox, with the orders of its data directory if it has one. It answers when this
   * method returns.
   *
   * @throws SandboxBusyException if the data directory or the port is in use
   * @throws java.io.UncheckedIOException if the data directory or its journal cannot be used; the
   *     message says which and the cause why
   */
  public static Sandbox start(SandboxOptions options) {
    @Nullable Path data = options.data();
    @Nullable DirectoryLock lock = data == null ? null : DirectoryLock.acquire(data);
    Store store = new Store(options.clock());
    @Nullable Didww didww = null;
    boolean started = false;
    try {
      Long seed = options.seed();
      long base = seed == null ? new SecureRandom().nextLong() : seed;
      Faults faults = new Faults(new Random(base));
      RequestCounts counts = new RequestCounts();
      RateWindow window = new RateWindow(options.requestsPerSecond(), System::nanoTime);
      Pauses pauses = new Pauses();
      RuleBook rules = new RuleBook();
      Tally tally = new Tally(store);
      Stock stock = new Stock(store, new Inventory());
      TelnyxRoutes routes = new TelnyxRoutes(store, tally, stock, rules, options, base);
      didww = new Didww(store, options.pace(), base, options.didwwCallbackSecret());
      store.open(data == null ? null : data.resolve(JOURNAL));
      Handler telnyx =
          new ProviderApi<>(new TelnyxDialect(), routes.routes(), faults, counts, window, pauses);
      Handler control =
          new ControlApi(store, tally, stock, rules, routes.reviews(), faults, counts, didww);
      RateWindow didwwWindow = new RateWindow(options.requestsPerSecond(), System::nanoTime);
      HttpFront front =
          HttpFront.start(
              options.port(),
              Map.of(
                  "v2",
                  telnyx,
                  "v3",
                  didww.handler(faults, counts, didwwWindow, pauses),
                  "_sandbox",
                  control),
              call -> TelnyxRefusal.notFound().reply(),
              pauses);
      didww.start();
      started = true;
      return new Sandbox(front, didww, store, lock);
    } finally {
      if (!started) {
        if (didww != null) {
          didww.close();
        }
        store.close();
        if (lock != null) {
          lock.close();
        }
      }
    }
  }

  /** Base URL for a Telnyx client: {@code http://127.0.0.1:PORT/v2}. */
  public URI telnyxBaseUrl() {
    return URI.create("http://127.0.0.1:" + port() + "/v2");
  }

  /** Base URL for a DIDWW client: {@code http://127.0.0.1:PORT/v3}. */
  public URI didwwBaseUrl() {
    return URI.create("http://127.0.0.1:" + port() + "/v3");
  }

  /** Base URL of the control API: {@code http://127.0.0.1:PORT/_sandbox}. */
  public URI controlUrl() {
    return URI.create("http://127.0.0.1:" + port() + "/_sandbox");
  }

  /** The TCP port it listens on. */
  public int port() {
    return front.port();
  }

  /** Answers the requests in hand, at most 10 s, then closes the port, the journal and the lock. */
  @Override
  public void close() {
    if (closed.getAndSet(true)) {
      return;
    }
    try {
      didww.close();
      front.close();
    } finally {
      try {
        store.close();
      } finally {
        if (lock != null) {
          lock.close();
        }
      }
    }
  }
}
