package bulkorders.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class DidwwDurabilityTests {

  private static final int BUYERS = 6;
  private static final int ORDERS_EACH = 10;

  private static final String LISTS =
      "/orders /dids /did_reservations /address_verifications /balance"
          + " /did_groups?include=stock_keeping_units";

  private final Path data;
  private final SettableClock clock = new SettableClock();

  DidwwDurabilityTests(@TempDir Path data) {
    this.data = data;
  }

  private SandboxOptions options() {
    return SandboxOptions.defaults()
        .withData(data)
        .withPace(Duration.ofSeconds(1))
        .withClock(clock);
  }

  private String sku(DidwwClient client, String area) {
    return client
        .get("/did_groups?filter[area_name]=" + area + "&include=stock_keeping_units")
        .body()
        .at("/data/0/relationships/stock_keeping_units/data/0/id")
        .asString();
  }

  private static String waiting(String sku, int qty) {
    return "\"items\":[" + DidwwClient.item("\"sku_id\":\"" + sku + "\",\"qty\":" + qty) + "]";
  }

  /** All answers, without the port. */
  private static List<String> answers(Sandbox sandbox, DidwwClient client) {
    List<String> answers = new ArrayList<>();
    for (String path : LISTS.split(" ", -1)) {
      answers.add(
          client.get(path).response().body().replace("127.0.0.1:" + sandbox.port(), "HOST"));
    }
    return answers;
  }

  private static void restock(DidwwClient client, String sku, int stock) {
    client
        .control()
        .control(
            "POST",
            "/inventory",
            "{\"provider\":\"didww\",\"sku_id\":\"" + sku + "\",\"stock\":" + stock + "}");
  }

  @Test
  void afterARestartEverythingIsAsItWas() {
    List<String> before;
    JsonNode books;
    JsonNode back;
    String tokyo;
    try (Sandbox sandbox = Sandbox.start(options())) {
      DidwwClient client = new DidwwClient(sandbox);
      tokyo = sku(client, "Tokyo");
      client.ordered(DidwwClient.numbers(DidwwClient.BERLIN, 30, "kept"));
      JsonNode canceled = client.ordered(DidwwClient.numbers(DidwwClient.BERLIN, 5, "gone"));
      client.delete("/orders/" + DidwwClient.id(canceled));
      client.ordered(DidwwClient.numbers(DidwwClient.BERLIN, 5, "after"));
      JsonNode madrid = client.ordered(DidwwClient.numbers(sku(client, "Madrid"), 2, "es"));
      restock(client, tokyo, 3);
      client.ordered(waiting(tokyo, 3));
      back = client.ordered(waiting(tokyo, 4));
      JsonNode number = client.get("/available_dids?filter[number_contains]=4930").data().get(0);
      client.method(
          "POST",
          "/did_reservations",
          """
          {"data":{"type":"did_reservations","relationships":{"available_did":{"data":
          {"type":"available_dids","id":"%s"}}}}}
          """
              .formatted(DidwwClient.id(number)));
      clock.advance(Duration.ofSeconds(1));
      client
          .control()
          .control(
              "POST",
              "/reviews",
              "{\"provider\":\"didww\",\"order_id\":\""
                  + DidwwClient.id(madrid)
                  + "\",\"decision\":\"approve\"}");
      JsonNode did = client.get("/dids").data().get(0);
      client.method(
          "PATCH",
          "/dids/" + DidwwClient.id(did),
          """
          {"data":{"type":"dids","id":"%s","attributes":{"description":"Front desk"}}}
          """
              .formatted(DidwwClient.id(did)));
      before = answers(sandbox, client);
      books = client.books();
      assertThat(before.toString()).contains("Front desk", "canceled", "approved");
      assertThat(books.get("numbers").asInt()).isEqualTo(40);
    }
    try (Sandbox sandbox = Sandbox.start(options())) {
      DidwwClient client = new DidwwClient(sandbox);
      assertThat(answers(sandbox, client)).isEqualTo(before);
      assertThat(client.books()).isEqualTo(books);
      restock(client, tokyo, 10);
      clock.advance(Duration.ofMinutes(11));
      assertThat(client.attributes(back).get("status").asString()).isEqualTo("completed");
      assertThat(client.get("/did_reservations").data()).isEmpty();
      before = answers(sandbox, client);
    }
    try (Sandbox sandbox = Sandbox.start(options())) {
      DidwwClient client = new DidwwClient(sandbox);
      assertThat(answers(sandbox, client)).isEqualTo(before);
      JsonNode books2 = client.control().control("POST", "/reset", "").body().get("didww");
      assertThat(books2.get("orders").asInt()).isZero();
      assertThat(client.get("/dids").data()).isEmpty();
    }
  }

  @Test
  void noNumberIsSoldTwiceHoweverManyBuyAtOnce() throws Exception {
    List<String> sold = new ArrayList<>();
    SandboxOptions options = SandboxOptions.defaults().withData(data).withPace(Duration.ZERO);
    for (int round = 0; round < 2; round++) {
      try (Sandbox sandbox = Sandbox.start(options)) {
        DidwwClient client = new DidwwClient(sandbox);
        sold.addAll(buy(sandbox, sku(client, "Leipzig"), sku(client, "Chicago")));
        assertThat(sold).doesNotHaveDuplicates();
        assertThat(client.books().get("numbers").asInt()).isEqualTo(sold.size());
      }
    }
    assertThat(sold).hasSize(40 + 2 * BUYERS * ORDERS_EACH * 7);
  }

  private static List<String> buy(Sandbox sandbox, String scarce, String plenty) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(BUYERS);
    try {
      List<Future<List<String>>> bought = new ArrayList<>();
      for (int i = 0; i < BUYERS; i++) {
        bought.add(
            threads.submit(
                () -> {
                  DidwwClient buyer = new DidwwClient(sandbox);
                  List<String> numbers = new ArrayList<>();
                  for (int k = 0; k < ORDERS_EACH; k++) {
                    numbers.addAll(
                        buyer.numbersOf(buyer.ordered(DidwwClient.numbers(plenty, 7, "plenty"))));
                    Client.Answer one = buyer.order(DidwwClient.numbers(scarce, 1, "scarce"));
                    if (one.status() == 201) {
                      numbers.addAll(buyer.numbersOf(one.data()));
                    }
                  }
                  return numbers;
                }));
      }
      List<String> all = new ArrayList<>();
      for (Future<List<String>> numbers : bought) {
        all.addAll(numbers.get());
      }
      return all;
    } finally {
      threads.shutdown();
    }
  }
}
