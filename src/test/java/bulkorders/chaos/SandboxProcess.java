package bulkorders.chaos;

import static org.awaitility.Awaitility.await;

import bulkorders.endtoend.Program;
import bulkorders.endtoend.ProviderClient;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/** The provider: a sandbox in a process of its own, whose books survive its death. */
final class SandboxProcess implements AutoCloseable {

  /** How long an order takes, so that some are read before they are final. */
  private static final String PACE = "100ms";

  private static final String ORDERS = "/v2/inexplicit_number_orders";
  private static final String NUMBER_ORDERS = "/v2/number_orders";
  private static final String FOR_SALE =
      "/v2/available_phone_numbers?filter%%5Bcountry_code%%5D=US"
          + "&filter%%5Bnational_destination_code%%5D=%s&filter%%5Blimit%%5D=%d";
  private static final String PAGE = "?page%%5Bsize%%5D=250&page%%5Bnumber%%5D=%d";
  private static final String ANYBODY = "anybody";
  private static final String FOREIGN = "foreign.";
  private static final String FOREIGN_ORDER =
      """
      {"customer_reference":"%s%d","ordering_groups":[
        {"country_iso":"US","phone_number_type":"local","count_requested":1,"national_destination_code":"702"}]}
      """;
  private static final String FOREIGN_NUMBER =
      """
      {"customer_reference":"%s%d","phone_numbers":[{"phone_number":"%s"}]}
      """;

  /** The sandbox shows no more at once; the numbers that rows name are among them. */
  private static final int MOST_SHOWN = 1_000;

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final ProviderClient client = new ProviderClient();
  private final Path directory;
  private final AtomicInteger foreigners = new AtomicInteger();
  private Program.Child child;
  private final int port;

  SandboxProcess(Path directory) {
    this.directory = directory;
    child = started(0);
    await().atMost(PATIENCE).until(() -> child.out().contains("control") || !child.isAlive());
    port = URI.create(child.out().replaceAll("(?s).*(http://[^/]+)/v2.*", "$1")).getPort();
    awaitAnswering();
  }

  private Program.Child started(int wanted) {
    return Program.start(
        directory,
        Map.of("BULK_ORDERS_HOME", directory.resolve("home").toString()),
        List.of(
            "sandbox",
            "--port",
            String.valueOf(wanted),
            "--pace",
            PACE,
            "--data",
            directory.resolve("books").toString()));
  }

  private void awaitAnswering() {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(50))
        .ignoreExceptions()
        .until(() -> control("GET", "/books", "") != null);
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** SIGKILL, and started again on the same port with the same books. */
  void crash() {
    child.kill();
    child = started(port);
    awaitAnswering();
  }

  /** Nothing was ordered, and nothing goes wrong. */
  void reset() {
    control("POST", "/reset", "");
    foreigners.set(0);
  }

  /** Accepted orders are on lists only so much later, from now on. */
  void lag(Duration lag) {
    control(
        "POST",
        "/faults",
        "[{\"operation\":\"create_order\",\"fault\":\"list_lag\",\"delay_ms\":%d}]"
            .formatted(lag.toMillis()));
  }

  /** Refuses the first group of the next orders. */
  void refuseGroups(int orders) {
    control(
        "POST",
        "/faults",
        "[{\"operation\":\"create_order\",\"fault\":\"refuse_group\",\"group\":0,\"times\":%d}]"
            .formatted(orders));
  }

  void noFaults() {
    control("DELETE", "/faults", "");
  }

  /**
   * Somebody else orders from the same account: one number in each of so many orders. A refusal
   * that was meant for the program may meet them.
   */
  void orderAsForeigner(int orders) {
    IntStream.range(0, orders)
        .parallel()
        .forEach(
            ignored ->
                client.send(
                    request(ORDERS)
                        .POST(
                            BodyPublishers.ofString(
                                FOREIGN_ORDER.formatted(FOREIGN, foreigners.incrementAndGet())))
                        .build()));
  }

  /** Somebody else orders these numbers from the same account, each in an order of its own. */
  void orderAsForeigner(String areaCode, List<String> phoneNumbers) {
    if (phoneNumbers.isEmpty()) {
      return;
    }
    // What no search has shown to the account is not sold to it.
    forSale(ANYBODY, areaCode, MOST_SHOWN);
    phoneNumbers.forEach(
        number ->
            client.answer(
                request(NUMBER_ORDERS)
                    .POST(
                        BodyPublishers.ofString(
                            FOREIGN_NUMBER.formatted(
                                FOREIGN, foreigners.incrementAndGet(), number)))
                    .build()));
  }

  /** Another account gets these numbers. */
  void sellElsewhere(List<String> phoneNumbers) {
    client.sellElsewhere(url().resolve("/_sandbox"), phoneNumbers);
  }

  /** Some numbers of an area code of the US, which were shown to nobody of the account. */
  List<String> forSale(String areaCode, int numbers) {
    return forSale("somebody:else", areaCode, numbers);
  }

  private List<String> forSale(String key, String areaCode, int numbers) {
    List<String> forSale = new ArrayList<>();
    client
        .answer(request(key, FOR_SALE.formatted(areaCode, numbers)).build())
        .required("data")
        .forEach(number -> forSale.add(number.required("phone_number").asString()));
    return forSale;
  }

  /** The numbers of all orders of the account, those of foreigners included. */
  List<String> numbersOrdered() {
    List<String> numbers = new ArrayList<>();
    int before = -1;
    for (int page = 1; before < numbers.size(); page++) {
      before = numbers.size();
      for (JsonNode order :
          client.answer(request(NUMBER_ORDERS + PAGE.formatted(page)).build()).required("data")) {
        order
            .required("phone_numbers")
            .forEach(number -> numbers.add(number.required("phone_number").asString()));
      }
    }
    return numbers;
  }

  /** How many numbers were sold to the program. */
  long numbersSold() {
    JsonNode telnyx = control("GET", "/books", "").required("telnyx");
    long foreign =
        telnyx.required("references").properties().stream()
            .filter(reference -> reference.getKey().startsWith(FOREIGN))
            .count();
    return telnyx.required("numbers").asLong() - foreign;
  }

  /** How often it took an order of each reference of the program. */
  Map<String, Integer> references() {
    return control("GET", "/books", "")
        .required("telnyx")
        .required("references")
        .properties()
        .stream()
        .filter(reference -> !reference.getKey().startsWith(FOREIGN))
        .collect(Collectors.toMap(Map.Entry::getKey, reference -> reference.getValue().asInt()));
  }

  /** How many of its requests followed a redirect. */
  int redirected() {
    return control("GET", "/books", "").required("telnyx").required("redirected").asInt();
  }

  /** Whether an order in bulk is there under an id with a reference. */
  boolean has(String id, String reference) {
    return has(ORDERS, id, reference);
  }

  /** Whether an order that named its numbers is there under an id with a reference. */
  boolean hasNamed(String id, String reference) {
    return has(NUMBER_ORDERS, id, reference);
  }

  private boolean has(String orders, String id, String reference) {
    JsonNode order = client.answer(request(orders + "/" + id).build()).required("data");
    return reference.equals(order.required("customer_reference").asString());
  }

  private HttpRequest.Builder request(String path) {
    return request(ANYBODY, path);
  }

  private HttpRequest.Builder request(String key, String path) {
    return HttpRequest.newBuilder(url().resolve(path)).header("Authorization", "Bearer " + key);
  }

  private JsonNode control(String method, String path, String body) {
    return client.control(url().resolve("/_sandbox"), method, path, body);
  }

  @Override
  public void close() {
    child.kill();
  }
}
