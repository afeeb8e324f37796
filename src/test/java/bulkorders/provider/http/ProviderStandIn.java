package bulkorders.provider.http;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A server on a loopback port that speaks HTTP on bare sockets, so that it can also misbehave below
 * HTTP. It answers by a list of answers, then by a function, and keeps what it was sent.
 */
public final class ProviderStandIn implements AutoCloseable, AfterEachCallback {

  /** A request as it came; complete when its body is as long as announced. */
  public record Received(
      String method, String path, Map<String, String> headers, String body, boolean complete) {}

  /** Writes an answer; false closes the connection behind it. */
  @FunctionalInterface
  public interface Answer {
    boolean write(OutputStream out) throws IOException, InterruptedException;
  }

  private final ServerSocket server;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final Deque<Answer> script = new ArrayDeque<>();
  private final List<Received> received = Collections.synchronizedList(new ArrayList<>());
  private final List<Thread> threads = Collections.synchronizedList(new ArrayList<>());
  private volatile Function<Received, Answer> otherwise = request -> status(404, "{}");
  private volatile int connections;

  public ProviderStandIn() {
    try {
      server = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    start(this::accept);
  }

  public URI baseUrl() {
    return URI.create("http://127.0.0.1:" + server.getLocalPort() + "/v2");
  }

  public ProviderStandIn then(Answer answer) {
    synchronized (script) {
      script.add(answer);
    }
    return this;
  }

  public ProviderStandIn otherwise(Function<Received, Answer> answers) {
    otherwise = answers;
    return this;
  }

  public List<Received> received() {
    return List.copyOf(received);
  }

  public long posts() {
    return received().stream().filter(request -> request.method().equals("POST")).count();
  }

  public Received last() {
    return received.get(received.size() - 1);
  }

  public int connections() {
    return connections;
  }

  public static Answer ok(String body) {
    return status(200, body);
  }

  public static Answer status(int status, String body, String... headers) {
    return out -> {
      out.write(http(status, body, headers));
      out.flush();
      return true;
    };
  }

  public static Answer drop() {
    return out -> false;
  }

  public static Answer halfOf(int status, String body) {
    return out -> {
      byte[] whole = http(status, body);
      out.write(whole, 0, whole.length - body.length() / 2);
      out.flush();
      return false;
    };
  }

  /** Says nothing until the client goes away. */
  public static Answer silence() {
    return out -> {
      Thread.sleep(60_000);
      return false;
    };
  }

  /** Sends a head, and then a blank from time to time until the client goes away. */
  public static Answer trickle() {
    return out -> {
      out.write(
          "HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      while (true) {
        out.write(' ');
        out.flush();
        Thread.sleep(20);
      }
    };
  }

  private static byte[] http(int status, String body, String... headers) {
    StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " Whatever\r\n");
    head.append("Content-Type: application/json\r\n");
    for (String header : headers) {
      head.append(header).append("\r\n");
    }
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    head.append("Content-Length: ").append(bytes.length).append("\r\n\r\n");
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    whole.writeBytes(head.toString().getBytes(StandardCharsets.UTF_8));
    whole.writeBytes(bytes);
    return whole.toByteArray();
  }

  private void start(Runnable work) {
    Thread thread = new Thread(work, "provider-stand-in");
    thread.setDaemon(true);
    threads.add(thread);
    thread.start();
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = server.accept();
        connections++;
        sockets.add(socket);
        start(() -> serve(socket));
      }
    } catch (IOException e) {
      // closed
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      InputStream in = new BufferedInputStream(socket.getInputStream());
      while (true) {
        Received request = read(in);
        if (request == null) {
          return;
        }
        received.add(request);
        if (!request.complete() || !next(request).write(socket.getOutputStream())) {
          return;
        }
      }
    } catch (IOException e) {
      // the client went away
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Answer next(Received request) {
    synchronized (script) {
      Answer scripted = script.poll();
      return scripted != null ? scripted : otherwise.apply(request);
    }
  }

  private static @Nullable Received read(InputStream in) throws IOException {
    String first = line(in);
    if (first == null || first.isEmpty()) {
      return null;
    }
    Map<String, String> headers = new TreeMap<>();
    for (String line = line(in); line != null && !line.isEmpty(); line = line(in)) {
      int colon = line.indexOf(':');
      if (colon < 0) {
        return null;
      }
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
    byte[] body;
    try {
      body = in.readNBytes(length);
    } catch (IOException e) {
      body = new byte[0];
    }
    String[] words = first.split(" ", -1);
    return new Received(
        words[0],
        words[1],
        headers,
        new String(body, StandardCharsets.UTF_8),
        body.length == length && !headers.containsKey("transfer-encoding"));
  }

  private static @Nullable String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        return line.size() == 0 ? null : line.toString(StandardCharsets.UTF_8);
      }
      if (b != '\r') {
        line.write(b);
      }
    }
    return line.toString(StandardCharsets.UTF_8);
  }

  @Override
  public void afterEach(ExtensionContext context) throws IOException {
    close();
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket socket : sockets) {
      socket.close();
    }
    threads.forEach(Thread::interrupt);
  }
}
