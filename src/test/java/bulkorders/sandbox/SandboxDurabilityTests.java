package bulkorders.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class SandboxDurabilityTests {

  private static final String PATTERNED =
      """
      {"ordering_groups":[
      {"country_iso":"US","count_requested":"40","phone_number_type":"local",
       "national_destination_code":"312","phone_number":{"ends_with":"77"}},
      {"country_iso":"US","count_requested":"60","phone_number_type":"local",
       "national_destination_code":"212","strategy":"always"},
      {"country_iso":"US","count_requested":"3","phone_number_type":"local"}],
      "customer_reference":"second"}
      """;

  private final Path data;

  private final SettableClock clock = new SettableClock();

  SandboxDurabilityTests(@TempDir Path data) {
    this.data = data;
  }

  private SandboxOptions options() {
    return SandboxOptions.defaults().withData(data).withPace(Duration.ZERO).withClock(clock);
  }

  @Test
  void afterARestartEverythingIsAsItWas() {
    String firstList;
    JsonNode books;
    List<String> numbers;
    JsonNode order;
    try (Sandbox sandbox = Sandbox.start(options())) {
      Client client = new Client(sandbox);
      client.created(Client.local(10_000, "312", "first"));
      order = client.order(client.created(PATTERNED));
      numbers = client.numbers(order.get("ordering_groups").get(0));
      client.patch("/number_orders/" + numberOrder(order), "{\"customer_reference\":\"PO 4711\"}");
      client.control("POST", "/inventory", "{\"national_destination_code\":\"415\",\"stock\":7}");
      firstList = client.listed().toString();
      books = client.books();
    }
    try (Sandbox sandbox = Sandbox.start(options())) {
      Client client = new Client(sandbox);
      assertThat(client.listed().toString()).isEqualTo(firstList);
      assertThat(client.books()).isEqualTo(books);
      assertThat(client.numbers(order.get("ordering_groups").get(0))).isEqualTo(numbers);
      assertThat(
              client
                  .get("/number_orders/" + numberOrder(order))
                  .data()
                  .get("customer_reference")
                  .asString())
          .isEqualTo("PO 4711");

      Set<String> all = new HashSet<>(numbers);
      JsonNode again = client.order(client.created(PATTERNED)).get("ordering_groups");
      List<String> more = client.numbers(again.get(0));
      assertThat(more).hasSize(40);
      all.addAll(more);
      assertThat(all).hasSize(80);
      assertThat(again.get(1).get("status").asString()).isEqualTo("failed");
      JsonNode restocked =
          client.order(client.created(Client.local(8, "415", "x"))).get("ordering_groups").get(0);
      assertThat(restocked.get("count_allocated").asInt()).isEqualTo(7);
    }
  }

  @Test
  void namedNumbersReservationsAndCancellationsAreKept() {
    String bristol = "filter[country_code]=GB&filter[national_destination_code]=117";
    String paths = "/number_orders /sub_number_orders /number_order_phone_numbers /phone_numbers";
    List<String> numbers;
    List<String> before;
    JsonNode books;
    String reservation;
    try (Sandbox sandbox = Sandbox.start(options().withPace(Duration.ofSeconds(60)))) {
      Client client = new Client(sandbox);
      numbers = client.search(bristol);
      client.ordered(numbers.subList(0, 3), "kept");
      JsonNode cancelled = client.ordered(numbers.subList(3, 6), "cancelled");
      client.patch(
          "/sub_number_orders/"
              + cancelled.get("sub_number_orders_ids").get(0).asString()
              + "/cancel",
          "");
      client.reserve(numbers.subList(6, 8));
      reservation =
          "/number_reservations/"
              + client.reserve(numbers.subList(8, 10)).data().get("id").asString();
      client.post(reservation + "/actions/extend", "");
      client.control("POST", "/gone", "{\"phone_numbers\":[\"" + numbers.get(10) + "\"]}");
      before = bodies(client, paths + " /number_reservations");
      books = client.books();
    }
    clock.advance(Duration.ofMinutes(31));
    List<String> left = new ArrayList<>(numbers.subList(3, 8));
    left.addAll(numbers.subList(11, 25));
    try (Sandbox sandbox = Sandbox.start(options().withPace(Duration.ofSeconds(60)))) {
      Client client = new Client(sandbox);
      Client other = new Client(sandbox, "other:key");
      assertThat(other.search(bristol)).isEqualTo(left);
      assertThat(client.books()).isEqualTo(books);
      assertThat(client.get(reservation).data().at("/phone_numbers/0/expired").asBoolean())
          .isFalse();
      assertThat(other.orderNumbers(numbers.subList(6, 7), "taken over").status()).isEqualTo(200);
      assertThat(other.orderNumbers(numbers.subList(9, 10), "held").status()).isEqualTo(422);
    }
    clock.advance(Duration.ofMinutes(31));
    try (Sandbox sandbox = Sandbox.start(options())) {
      Client client = new Client(sandbox);
      left.remove(numbers.get(6));
      left.addAll(numbers.subList(8, 10));
      assertThat(new Client(sandbox, "other:key").search(bristol))
          .containsExactlyInAnyOrderElementsOf(left);
      assertThat(bodies(client, "/number_orders /sub_number_orders").toString())
          .contains("success", "cancelled");
      assertThat(before.get(0)).contains("pending");
    }
  }

  private static List<String> bodies(Client client, String paths) {
    return Stream.of(paths.split(" ", -1)).map(path -> client.get(path).body().toString()).toList();
  }

  private static String numberOrder(JsonNode order) {
    return order.at("/ordering_groups/0/orders/0/number_order_id").asString();
  }

  @Test
  void aRestartDoesNotTurnBackAnOrderInProgress() {
    JsonNode created;
    try (Sandbox sandbox = Sandbox.start(options().withPace(Duration.ofSeconds(4)))) {
      created = new Client(sandbox).created(Client.local(1, "312", "r"));
    }
    clock.advance(Duration.ofSeconds(1));
    try (Sandbox sandbox = Sandbox.start(options())) {
      Client client = new Client(sandbox);
      assertThat(status(client, created)).isEqualTo("processing");
      clock.advance(Duration.ofSeconds(3));
      assertThat(status(client, created)).isEqualTo("success");
    }
  }

  private static String status(Client client, JsonNode created) {
    return client.order(created).get("ordering_groups").get(0).get("status").asString();
  }

  @Test
  void aTornLastLineIsCutOff() throws IOException {
    order("whole");
    Path journal = data.resolve("journal.ndjson");
    byte[] whole = Files.readAllBytes(journal);
    for (int cut : new int[] {1, 2, whole.length / 2, whole.length - 1}) {
      Files.write(journal, whole);
      Files.write(journal, Arrays.copyOf(whole, cut), StandardOpenOption.APPEND);
      try (Sandbox sandbox = Sandbox.start(options())) {
        Client client = new Client(sandbox);
        assertThat(client.books().get("orders").asInt()).isOne();
        client.created(Client.local(1, "312", "next"));
      }
      try (Sandbox sandbox = Sandbox.start(options())) {
        assertThat(new Client(sandbox).books().get("references").toString())
            .isEqualTo("{\"next\":1,\"whole\":1}");
      }
    }
  }

  @Test
  void aDamagedLineInTheMiddleStopsTheStart() throws IOException {
    order("a");
    Path journal = data.resolve("journal.ndjson");
    String line = Files.readString(journal);
    Files.writeString(journal, "{\"line\":\n" + line, StandardCharsets.UTF_8);

    assertThatThrownBy(() -> Sandbox.start(options()))
        .hasMessageContaining(journal.toString())
        .rootCause()
        .hasMessageContaining("line 1");
    Files.writeString(journal, line + "{\"line\":\"mystery\"}\n" + line);
    assertThatThrownBy(() -> Sandbox.start(options()))
        .hasMessageContaining(journal.toString())
        .cause()
        .hasMessageContaining("line 2 is not understood");
    Files.writeString(journal, line);
    order("b");
  }

  private void order(String reference) {
    try (Sandbox sandbox = Sandbox.start(options())) {
      new Client(sandbox).created(Client.local(1, "312", reference));
    }
  }

  @Test
  void aSecondSandboxOnTheSameDirectoryIsRefused() {
    try (Sandbox first = Sandbox.start(options())) {
      assertThatThrownBy(() -> Sandbox.start(options()))
          .isInstanceOf(SandboxBusyException.class)
          .hasMessageContaining(data.toString());
      assertThat(new Client(first).get("/balance").status()).isEqualTo(200);
    }
    Sandbox.start(options()).close();
  }

  @Test
  void aSecondSandboxInAnotherProcessIsRefused() throws Exception {
    try (Sandbox first = Sandbox.start(options())) {
      Process other =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-cp",
                  System.getProperty("java.class.path"),
                  StartsSandbox.class.getName(),
                  data.toString())
              .redirectErrorStream(true)
              .start();
      String output = new String(other.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

      assertThat(other.waitFor()).isEqualTo(9);
      assertThat(output).contains("Another sandbox uses");
      assertThat(new Client(first).get("/balance").status()).isEqualTo(200);
    }
  }

  /** Exits with 9 when the directory is busy. */
  static final class StartsSandbox {
    public static void main(String[] args) {
      try {
        Sandbox.start(SandboxOptions.defaults().withData(Path.of(args[0]))).close();
      } catch (SandboxBusyException e) {
        System.out.println(e.getMessage());
        System.exit(9);
      }
    }
  }

  @Test
  void aBusyPortIsRefusedAndLeavesTheDirectoryFree() {
    try (Sandbox first = Sandbox.start(SandboxOptions.defaults())) {
      assertThatThrownBy(() -> Sandbox.start(options().withPort(first.port())))
          .isInstanceOf(SandboxBusyException.class)
          .hasMessageContaining(Integer.toString(first.port()));
    }
    order("free again");
  }

  @Test
  void aResetForgetsOrdersForGood() {
    try (Sandbox sandbox = Sandbox.start(options())) {
      Client client = new Client(sandbox);
      client.created(Client.local(20, "212", "a"));
      JsonNode books = client.control("POST", "/reset", "").body().get("telnyx");
      assertThat(books.get("orders").asInt()).isZero();
      assertThat(books.get("numbers").asInt()).isZero();
      JsonNode fresh = client.order(client.created(Client.local(20, "212", "b")));
      assertThat(fresh.get("ordering_groups").get(0).get("status").asString()).isEqualTo("success");
    }
    try (Sandbox sandbox = Sandbox.start(options())) {
      assertThat(new Client(sandbox).books().get("references").toString()).isEqualTo("{\"b\":1}");
    }
  }
}
