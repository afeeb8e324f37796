package bulkorders.sandbox.didww;

import bulkorders.sandbox.core.Json;
import bulkorders.sandbox.core.Store;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers callbacks, again and again if need be, as the provider does in less time. What was not
 * delivered is tried anew after a restart.
 */
final class Callbacks implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Callbacks.class);

  /** Minutes between one attempt and the next: ten attempts in all. */
  private static final List<Integer> LADDER = List.of(1, 10, 30, 60, 180, 360, 720, 1_440, 2_880);

  private static final long TICK_MILLIS = 25;
  private static final int SENDERS = 4;

  private static final class Delivery {
    private final Callback callback;
    private final String secret;
    private final boolean twice;
    private int attempts;
    private long notBefore;
    private boolean inHand;

    Delivery(Callback callback, String secret, boolean twice, long notBefore) {
      this.callback = callback;
      this.secret = secret;
      this.twice = twice;
      this.notBefore = notBefore;
    }
  }

  private final Store store;
  private final Supplier<Terms> terms;
  private final ScheduledExecutorService ticker;
  private final ExecutorService senders;

  /** Orders that will have a callback; by them it is known whether there is anything to look at. */
  private final Set<UUID> expected = new HashSet<>();

  private final Map<UUID, Delivery> due = new LinkedHashMap<>();
  private volatile boolean idle = true;
  private volatile boolean closed;

  Callbacks(Store store, OrderBook book, Supplier<Terms> terms) {
    this.store = store;
    this.terms = terms;
    ThreadFactory daemons =
        task -> {
          Thread thread = new Thread(task, "sandbox-callbacks");
          thread.setDaemon(true);
          return thread;
        };
    this.ticker = Executors.newSingleThreadScheduledExecutor(daemons);
    this.senders = Executors.newFixedThreadPool(SENDERS, daemons);
    book.whenPublished(this::expect);
    book.whenLeavingPending(this::leave);
    store.on("didww_called", line -> forget(UUID.fromString(line.required("order").asString())));
    store.onReset(
        () -> {
          expected.clear();
          due.clear();
          idle = true;
        });
  }

  private void expect(Order order) {
    if (order.facts().callbackUrl() != null) {
      expected.add(order.id());
      idle = false;
    }
  }

  private void leave(Order order) {
    @Nullable String url = order.facts().callbackUrl();
    if (url == null || !expected.contains(order.id())) {
      return;
    }
    @Nullable URI target = target(url);
    @Nullable String secret = terms.get().callbackSecret();
    if (target == null || secret == null) {
      forget(order.id());
      return;
    }
    Callback callback =
        new Callback(
            target,
            "post".equals(order.facts().callbackMethod()),
            order.id().toString(),
            order.status().code());
    long notBefore =
        System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(order.facts().callbackDelayMillis());
    due.put(order.id(), new Delivery(callback, secret, order.facts().callsTwice(), notBefore));
  }

  /** Where a callback goes; null where none may go. */
  private static @Nullable URI target(String url) {
    try {
      URI target = URI.create(url);
      return Callback.staysHere(target) ? target : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private void forget(UUID order) {
    expected.remove(order);
    due.remove(order);
    idle = expected.isEmpty();
  }

  /** From now on callbacks are sent; once the store is open. */
  void start() {
    ticker.scheduleWithFixedDelay(this::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void tick() {
    if (idle || closed) {
      return;
    }
    try {
      for (Delivery delivery : store.within(this::ready)) {
        senders.execute(() -> deliver(delivery));
      }
    } catch (RuntimeException e) {
      log.debug("Callbacks have to wait: {}", e.getMessage());
    }
  }

  private List<Delivery> ready() {
    List<Delivery> ready = new ArrayList<>();
    for (Delivery delivery : due.values()) {
      if (!delivery.inHand && System.nanoTime() - delivery.notBefore >= 0) {
        delivery.inHand = true;
        ready.add(delivery);
      }
    }
    return ready;
  }

  private void deliver(Delivery delivery) {
    if (closed) {
      return;
    }
    try {
      boolean arrived = delivery.callback.send(delivery.secret);
      if (arrived && delivery.twice) {
        delivery.callback.send(delivery.secret);
      }
      store.within(() -> attempted(delivery, arrived));
    } catch (RuntimeException e) {
      log.debug("A callback was not noted: {}", e.getMessage());
    }
  }

  private void attempted(Delivery delivery, boolean arrived) {
    UUID order = UUID.fromString(delivery.callback.order());
    if (due.get(order) != delivery) {
      return;
    }
    if (arrived || delivery.attempts == LADDER.size()) {
      called(order);
      return;
    }
    long pause = LADDER.get(delivery.attempts) * terms.get().callbackMinuteMillis();
    delivery.attempts++;
    delivery.notBefore = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(pause);
    delivery.inHand = false;
  }

  private void called(UUID order) {
    store.record(Json.object().put("line", "didww_called").put("order", order.toString()));
  }

  @Override
  public void close() {
    closed = true;
    // Nobody is interrupted: that would close the journal under whoever writes to it.
    ticker.shutdown();
    senders.shutdown();
  }
}
