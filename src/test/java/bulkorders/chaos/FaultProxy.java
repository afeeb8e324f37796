package bulkorders.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Stands between the program and the provider. It knows just enough of HTTP/1.1 to do harm at a
 * certain point of a certain request.
 */
final class FaultProxy implements AutoCloseable {

  /** What a request begins and another one meets. */
  private static final Set<Trouble> STRIKE_LATER =
      EnumSet.of(Trouble.CLOSED_WHEN_REUSED, Trouble.LIST_LAGS);

  private static final long SHORTEST_DELAY_MILLIS = 10;

  private final URI provider;
  private final URI elsewhere;
  private final long clientPatienceMillis;
  private final Duration lag;
  private final Runnable foreigner;
  private final int port;
  private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
  private final List<Armed> armed = new ArrayList<>();
  private final Set<Enum<?>> struck = ConcurrentHashMap.newKeySet();
  private volatile ServerSocket socket;
  private Thread acceptor;
  private volatile long lagsUntil = System.nanoTime();

  /**
   * @param provider scheme, host and port of the provider
   * @param elsewhere of a host to redirect to
   * @param clientPatienceMillis how long the client waits for an answer
   * @param lag how long orders are missing on the list when it lags
   * @param foreigner orders something from the same account
   */
  FaultProxy(
      URI provider, URI elsewhere, long clientPatienceMillis, Duration lag, Runnable foreigner)
      throws IOException {
    this.provider = provider;
    this.elsewhere = elsewhere;
    this.clientPatienceMillis = clientPatienceMillis;
    this.lag = lag;
    this.foreigner = foreigner;
    this.socket = listening(0);
    this.port = socket.getLocalPort();
    this.acceptor = accept(socket);
  }

  private static ServerSocket listening(int port) throws IOException {
    var listening = new ServerSocket();
    listening.setReuseAddress(true);
    listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    return listening;
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** From now on; several rules for an operation are used up one after the other. */
  void arm(List<Rule> rules) {
    synchronized (armed) {
      armed.clear();
      rules.forEach(rule -> armed.add(new Armed(rule)));
    }
  }

  /** The troubles that requests met since this was asked last, and which requests these were. */
  Set<Enum<?>> takeStruck() {
    Set<Enum<?>> taken = Set.copyOf(struck);
    struck.removeAll(taken);
    return taken;
  }

  void struck(Trouble trouble) {
    struck.add(trouble);
  }

  /** An order was taken that will be missing on the list for a while. */
  void orderLags() {
    lagsUntil = System.nanoTime() + lag.toNanos();
  }

  /** Ends all connections and refuses new ones, until {@link #admit}. */
  void refuse() {
    close();
    try {
      // The port is taken until the thread that accepts has noticed.
      acceptor.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    connections.forEach(FaultProxy::reset);
  }

  void admit() {
    try {
      socket = listening(port);
      acceptor = accept(socket);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Thread accept(ServerSocket listening) {
    return daemon(
        () -> {
          while (!listening.isClosed()) {
            try {
              Socket client = listening.accept();
              client.setTcpNoDelay(true);
              daemon(() -> serve(client), "proxy-connection");
            } catch (IOException e) {
              // Closed.
            }
          }
        },
        "proxy");
  }

  private static Thread daemon(Runnable work, String name) {
    var thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private void serve(Socket client) {
    connections.add(client);
    try (client) {
      var exchange = new Exchange(client, this);
      while (exchange.next()) {
        // Until one of both does not want to go on.
      }
    } catch (IOException | RuntimeException e) {
      reset(client);
    } finally {
      connections.remove(client);
    }
  }

  /** The rule that a request meets, null when none. */
  Rule met(Operation operation) {
    synchronized (armed) {
      Rule met = null;
      for (Armed one : armed) {
        if (one.concerns(operation) && one.counts() && met == null) {
          met = one.rule;
        }
      }
      if (met != null && !STRIKE_LATER.contains(met.trouble())) {
        struck(met.trouble());
        struck.add(operation);
      }
      if ((operation == Operation.LIST || operation == Operation.LIST_NAMED)
          && System.nanoTime() < lagsUntil) {
        struck(Trouble.LIST_LAGS);
      }
      return met;
    }
  }

  /** What the provider answers to a request. */
  Message forward(byte[] request) throws IOException {
    try (Socket upstream = new Socket(provider.getHost(), provider.getPort())) {
      upstream.getOutputStream().write(request);
      upstream.getOutputStream().flush();
      return Message.answer(upstream.getInputStream().readAllBytes()).without("Connection");
    }
  }

  /** Lets the provider have the beginning of a request and no more. */
  void forwardHalf(byte[] request) throws IOException {
    try (Socket upstream = new Socket(provider.getHost(), provider.getPort())) {
      upstream.getOutputStream().write(request);
      upstream.getOutputStream().flush();
    }
  }

  void orderMeanwhile() {
    foreigner.run();
  }

  URI elsewhere() {
    return elsewhere;
  }

  /** Longer than the client waits. */
  void outwait() {
    sleep(clientPatienceMillis + clientPatienceMillis / 4);
  }

  /** The longer, the higher the variant; so short that the client waits. */
  void delay(int variant) {
    sleep(SHORTEST_DELAY_MILLIS * (1 + variant));
  }

  private static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends a connection so that the other side gets an error and not an end. */
  static void reset(Socket connection) {
    try {
      connection.setSoLinger(true, 0);
      connection.close();
    } catch (IOException e) {
      // It is gone already.
    }
  }

  /** Takes no more connections. */
  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class Armed {
    private final Rule rule;
    private int seen;

    Armed(Rule rule) {
      this.rule = rule;
    }

    boolean concerns(Operation operation) {
      return rule.operation() == operation
          || (rule.operation() == Operation.LIST && operation == Operation.LIST_PAGE_3);
    }

    /** Counts a request; whether it is one that meets the trouble. */
    boolean counts() {
      seen++;
      return seen > rule.skip() && seen <= rule.skip() + rule.times();
    }
  }
}
