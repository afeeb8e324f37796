package bulkorders.endtoend;

import static bulkorders.endtoend.Rehearsal.areas;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import bulkorders.endtoend.points.Point;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The named instructions are where they are said to be. A method that is renamed would otherwise
 * disarm, without a word, all tests that halt the program there.
 */
class MomentTests {

  @RegisterExtension private final Rehearsal rehearsal = new Rehearsal();

  @Test
  void an_ordinary_run_passes_every_point_and_goes_by_the_clock() {
    rehearsal.fault("{'operation':'create_order','fault':'drop_after_commit','times':1}");
    Moments moments = rehearsal.moments().moveClock(Duration.ofDays(3));
    Path file =
        rehearsal.file(
            "numbers.csv",
            Stream.concat(areas(2, 5).stream(), Stream.of("NL,local,2,20")).toList());
    rehearsal.startOrder(moments, file).await().hasStatus(0);
    assertThat(Point.values()).allMatch(moments::isPassed);
    assertThat(moments.hasClock()).isTrue();
  }

  @Test
  void the_process_is_gone_where_it_is_halted() {
    Moments moments = rehearsal.moments().haltAt(Point.INTENT_COMMITTED, 2);
    rehearsal
        .startOrder(
            moments,
            rehearsal.file("numbers.csv", areas(4, 5)),
            "--bulk-orders.planning.max-numbers-per-order=5",
            "--bulk-orders.submission.workers=1")
        .await()
        .hasStatus(137);
    assertThat(moments.isHaltedAt(Point.INTENT_COMMITTED)).isTrue();
    assertThat(rehearsal.books().orders()).isOne();
    assertThat(rehearsal.ledger().count("select count(*) from provider_order where attempt > 0"))
        .isEqualTo(2);
  }

  @Test
  void the_process_waits_where_it_is_paused() {
    Moments moments = rehearsal.moments().pauseAt(Point.BEFORE_POST, 1);
    Program.Child child = rehearsal.startOrder(moments, rehearsal.file("numbers.csv", areas(2, 5)));
    moments.awaitPausedAt(Point.BEFORE_POST, child);
    assertThat(rehearsal.requests("create_order")).isZero();
    moments.letGo(Point.BEFORE_POST);
    child.await().hasStatus(0);
  }

  /** On the wire, not in a buffer of the client where nobody would ever see it. */
  @Test
  void half_of_an_order_has_left() throws Exception {
    var received = new CompletableFuture<Double>();
    HttpServer provider =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    provider.createContext("/", exchange -> takeIn(exchange, received));
    provider.start();
    try {
      Moments moments = rehearsal.moments().haltAt(Point.POST_PARTLY_WRITTEN, 1);
      rehearsal
          .startOrder(
              moments,
              rehearsal.file("numbers.csv", areas(2, 5)),
              "--bulk-orders.telnyx.base-url=http://127.0.0.1:" + provider.getAddress().getPort())
          .await()
          .hasStatus(137);
      assertThat(received.get(10, TimeUnit.SECONDS)).isBetween(0.4, 0.6);
    } finally {
      provider.stop(0);
    }
  }

  /** Has no orders; of a new one it tells how much of it came in, from 0 to 1. */
  private static void takeIn(HttpExchange exchange, CompletableFuture<Double> received)
      throws IOException {
    try (exchange) {
      if (exchange.getRequestMethod().equals("GET")) {
        byte[] none = "{\"data\":[],\"meta\":{\"total_results\":0}}".getBytes(UTF_8);
        exchange.sendResponseHeaders(200, none.length);
        exchange.getResponseBody().write(none);
        return;
      }
      int length = Integer.parseInt(exchange.getRequestHeaders().getFirst("Content-Length"));
      int count = 0;
      try {
        while (exchange.getRequestBody().read() >= 0) {
          count++;
        }
      } catch (IOException e) {
        // Its sender is gone.
      }
      received.complete((double) count / length);
    }
  }
}
