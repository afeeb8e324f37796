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

class SandboxConcurrencyTests {

  private static final int CLIENTS = 8;
  private static final int ORDERS_EACH = 12;

  @Test
  void noNumberIsSoldTwiceHoweverManyBuyAtOnce(@TempDir Path data) throws Exception {
    SandboxOptions options = SandboxOptions.defaults().withData(data).withPace(Duration.ZERO);
    List<String> sold = new ArrayList<>();
    try (Sandbox sandbox = Sandbox.start(options)) {
      sold.addAll(buy(sandbox));
    }
    try (Sandbox sandbox = Sandbox.start(options)) {
      sold.addAll(buy(sandbox));
      JsonNode books = new Client(sandbox).books();

      assertThat(sold).doesNotHaveDuplicates();
      assertThat(books.get("numbers").asInt()).isEqualTo(sold.size());
      assertThat(books.get("orders").asInt()).isEqualTo(2 * CLIENTS * ORDERS_EACH);
    }
  }

  private static List<String> buy(Sandbox sandbox) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
    try {
      List<Future<List<String>>> bought = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        int buyer = i;
        bought.add(threads.submit(() -> buyAs(new Client(sandbox), buyer)));
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

  private static List<String> buyAs(Client client, int buyer) {
    String groups =
        """
        {"ordering_groups":[
        {"country_iso":"US","count_requested":"7","phone_number_type":"local",
         "national_destination_code":"312"},
        {"country_iso":"US","count_requested":"7","phone_number_type":"local",
         "administrative_area":"IL","phone_number":{"ends_with":"7"}},
        {"country_iso":"US","count_requested":"7","phone_number_type":"local"},
        {"country_iso":"US","count_requested":"7","phone_number_type":"local",
         "national_destination_code":"212"},
        {"country_iso":"US","count_requested":"7","phone_number_type":"toll_free"}],
        "customer_reference":"buyer-%d"}
        """
            .formatted(buyer);
    List<String> numbers = new ArrayList<>();
    for (int i = 0; i < ORDERS_EACH; i++) {
      client
          .order(client.created(groups))
          .get("ordering_groups")
          .forEach(group -> numbers.addAll(client.numbers(group)));
    }
    return numbers;
  }

  @Test
  void requestsInHandAreAnsweredBeforeItCloses() throws Exception {
    Sandbox sandbox = Sandbox.start(SandboxOptions.defaults());
    Client client = new Client(sandbox);
    client.fault("{\"fault\":\"delay\",\"operation\":\"create_order\",\"delay_ms\":60000}");
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try {
      Future<Client.Answer> answer =
          thread.submit(() -> client.create(Client.local(1, "312", "in-hand")));
      org.awaitility.Awaitility.await()
          .until(
              () ->
                  client
                          .control("GET", "/requests", "")
                          .body()
                          .get("telnyx")
                          .get("create_order")
                          .asInt()
                      == 1);
      sandbox.close();

      assertThat(answer.get().status()).isEqualTo(200);
    } finally {
      thread.shutdown();
    }
  }

  @Test
  void beyondTheLimitRequestsAreRefused() {
    try (Sandbox sandbox = Sandbox.start(SandboxOptions.defaults().withRequestsPerSecond(1))) {
      Client client = new Client(sandbox);
      List<Integer> statuses = new ArrayList<>();
      Client.Answer last = client.get("/balance");
      for (int i = 0; i < 50 && last.status() == 200; i++) {
        statuses.add(last.status());
        last = client.get("/balance");
      }

      assertThat(last.status()).isEqualTo(429);
      assertThat(last.error().get("code").asString()).isEqualTo("10011");
      assertThat(last.header("x-ratelimit-limit")).isEqualTo("1");
      assertThat(last.header("x-ratelimit-remaining")).isEqualTo("0");
    }
  }
}
