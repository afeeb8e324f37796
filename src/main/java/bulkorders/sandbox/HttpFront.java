package bulkorders.sandbox;

import bulkorders.sandbox.core.Call;
import bulkorders.sandbox.core.Handler;
import bulkorders.sandbox.core.Json;
import bulkorders.sandbox.core.Pauses;
import bulkorders.sandbox.core.QueryParameters;
import bulkorders.sandbox.core.Reply;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/** The HTTP server: 127.0.0.1 only, keep-alive, handlers by the first segment of the path. */
final class HttpFront implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(HttpFront.class);

  private static final int BACKLOG = 1_024;
  private static final int LARGEST_BODY = 32 * 1024 * 1024;
  private static final int CLOSING_SECONDS = 10;

  static {
    // Read once, when the server's classes load. Without nodelay an answer in two packets waits for
    // the client's delayed acknowledgement (40 ms). An idle connection must not be closed under a
    // client that is about to reuse it: that would look like a lost answer which nobody ordered.
    setDefault("sun.net.httpserver.nodelay", "true");
    setDefault("sun.net.httpserver.maxIdleConnections", "1000");
    setDefault("sun.net.httpserver.idleInterval", "3600");
  }

  private static void setDefault(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }

  private final HttpServer server;
  private final ExecutorService threads;
  private final Map<String, Handler> handlers;
  private final Handler otherwise;
  private final Pauses pauses;

  /** One party for the front itself, one for every request in hand. */
  private final Phaser inHand = new Phaser(1);

  private volatile boolean closing;

  private HttpFront(
      HttpServer server, Map<String, Handler> handlers, Handler otherwise, Pauses pauses) {
    this.server = server;
    this.handlers = handlers;
    this.otherwise = otherwise;
    this.pauses = pauses;
    AtomicInteger count = new AtomicInteger();
    this.threads =
        Executors.newCachedThreadPool(
            task -> {
              Thread thread = new Thread(task, "sandbox-" + count.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
  }

  static HttpFront start(
      int port, Map<String, Handler> handlers, Handler otherwise, Pauses pauses) {
    HttpServer server;
    try {
      InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
      server = HttpServer.create(new InetSocketAddress(loopback, port), BACKLOG);
    } catch (BindException e) {
      throw new SandboxBusyException(
          "Port " + port + " of 127.0.0.1 is in use; choose another port (--port N, 0 for any)");
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot listen on port " + port + " of 127.0.0.1", e);
    }
    HttpFront front = new HttpFront(server, handlers, otherwise, pauses);
    server.createContext("/", front::handle);
    server.setExecutor(front.threads);
    server.start();
    return front;
  }

  int port() {
    return server.getAddress().getPort();
  }

  private void handle(HttpExchange exchange) {
    if (closing || inHand.register() < 0) {
      exchange.close();
      return;
    }
    try (exchange) {
      Reply reply = answer(exchange);
      pauses.pause(reply.holdMillis());
      send(exchange, reply);
    } catch (IOException | JacksonException e) {
      log.debug("Client went away: {}", e.getMessage());
    } finally {
      inHand.arriveAndDeregister();
    }
  }

  private Reply answer(HttpExchange exchange) throws IOException {
    byte[] body;
    try (InputStream in = exchange.getRequestBody()) {
      body = in.readNBytes(LARGEST_BODY + 1);
    }
    if (body.length > LARGEST_BODY) {
      return Reply.line(413, "The body is larger than " + LARGEST_BODY + " bytes")
          .with("Connection", "close");
    }
    URI uri = exchange.getRequestURI();
    Call call;
    try {
      call =
          new Call(
              exchange.getRequestMethod(),
              segments(uri.getPath()),
              new QueryParameters(uri.getRawQuery()),
              headers(exchange),
              body);
    } catch (IllegalArgumentException e) {
      return Reply.line(400, "The query cannot be decoded: " + e.getMessage());
    }
    String first = call.path().isEmpty() ? "" : call.path().get(0);
    return handlers.getOrDefault(first, otherwise).answer(call);
  }

  private static Map<String, String> headers(HttpExchange exchange) {
    Map<String, String> headers = new HashMap<>();
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.get(0)));
    return headers;
  }

  private static List<String> segments(@Nullable String path) {
    List<String> segments = new ArrayList<>();
    for (String segment : (path == null ? "" : path).split("/", -1)) {
      if (!segment.isEmpty()) {
        segments.add(segment);
      }
    }
    return segments;
  }

  private static void send(HttpExchange exchange, Reply reply) throws IOException {
    if (reply.status() == Reply.NOTHING) {
      // Closing before any header closes the socket.
      return;
    }
    reply.headers().forEach(exchange.getResponseHeaders()::set);
    byte[] body = reply.body();
    if (body != null) {
      exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
      if (body.length > 0) {
        exchange.getResponseBody().write(body);
      }
    } else if (reply.stream() != null) {
      exchange.sendResponseHeaders(reply.status(), 0);
      try (OutputStream out = exchange.getResponseBody()) {
        Json.write(out, reply.stream());
      }
    }
  }

  /** Takes no more requests and returns when those in hand are answered, at most 10 s later. */
  @Override
  public void close() {
    closing = true;
    pauses.end();
    int phase = inHand.arriveAndDeregister();
    try {
      if (phase >= 0) {
        inHand.awaitAdvanceInterruptibly(phase, CLOSING_SECONDS, TimeUnit.SECONDS);
      }
    } catch (TimeoutException e) {
      log.warn("Some requests were not answered within {} s", CLOSING_SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    inHand.forceTermination();
    server.stop(0);
    threads.shutdown();
  }
}
