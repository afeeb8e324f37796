package bulkorders.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;

/** Another host, to which the client is sent and where it must never arrive. */
final class Elsewhere implements AutoCloseable {

  private final ServerSocket socket;
  private final AtomicInteger arrivals = new AtomicInteger();

  Elsewhere() throws IOException {
    socket = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.2"));
    var thread = new Thread(this::count, "elsewhere");
    thread.setDaemon(true);
    thread.start();
  }

  private void count() {
    while (!socket.isClosed()) {
      try {
        socket.accept().close();
        arrivals.incrementAndGet();
      } catch (IOException e) {
        // Closed.
      }
    }
  }

  URI url() {
    return URI.create("http://127.0.0.2:" + socket.getLocalPort());
  }

  /** How many connections were made so far. */
  int arrivals() {
    return arrivals.get();
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
