package bulkorders.database;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A wire to a database that can be cut without either side being told: what is sent is accepted,
 * and does not arrive.
 */
public final class SwallowingWire implements AutoCloseable {

  private final Database database;
  private final ServerSocket server;
  private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();
  private volatile boolean swallowing;

  private SwallowingWire(Database database, ServerSocket server) {
    this.database = database;
    this.server = server;
  }

  /** A wire that lets everything through, until it is told otherwise. */
  public static SwallowingWire to(Database database) throws IOException {
    var wire =
        new SwallowingWire(database, new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1")));
    start(wire::accept);
    return wire;
  }

  /** The database at the other end. */
  public String url() {
    return database.url().replaceFirst("//[^/]+/", "//127.0.0.1:" + server.getLocalPort() + "/");
  }

  /** From now on nothing arrives. */
  public void swallow() {
    swallowing = true;
  }

  /** From now on everything that is sent arrives. */
  public void letThrough() {
    swallowing = false;
  }

  private void accept() {
    String[] address = database.url().replaceFirst(".*//([^/]+)/.*", "$1").split(":", -1);
    try {
      while (true) {
        Socket near = server.accept();
        Socket far = new Socket(address[0], Integer.parseInt(address[1]));
        sockets.add(near);
        sockets.add(far);
        start(() -> pass(near, far));
        start(() -> pass(far, near));
      }
    } catch (IOException e) {
      // closed
    }
  }

  private void pass(Socket from, Socket to) {
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] some = new byte[8192];
      for (int count = in.read(some); count >= 0; count = in.read(some)) {
        if (!swallowing) {
          out.write(some, 0, count);
          out.flush();
        }
      }
      if (!swallowing) {
        to.close();
      }
    } catch (IOException e) {
      // One side is gone.
    }
  }

  private static void start(Runnable work) {
    Thread thread = new Thread(work, "wire");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket socket : sockets) {
      socket.close();
    }
  }
}
