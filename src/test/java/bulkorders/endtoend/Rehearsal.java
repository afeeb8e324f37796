package bulkorders.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import bulkorders.database.Database;
import bulkorders.database.TestDatabases;
import bulkorders.sandbox.Sandbox;
import bulkorders.sandbox.SandboxOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * All that an operator has, anew for each test: a HOME, a database, a key, and a provider, which is
 * the sandbox. Its books are the judge of what was bought.
 */
final class Rehearsal implements BeforeEachCallback, AfterEachCallback {

  static final String HEADER =
      "country_iso,phone_number_type,count_requested,national_destination_code";

  /** Area codes with plenty of numbers. */
  private static final List<String> AREAS =
      List.of("312", "773", "646", "512", "206", "303", "617", "305", "678", "415");

  /** Settings for a provider that is near and quick; a test may give others. */
  private static final List<String> QUICK =
      List.of(
          "--bulk-orders.submission.settle-time=4s",
          "--bulk-orders.submission.request-timeout=2s",
          "--bulk-orders.tracking.interval=200ms",
          "--bulk-orders.telnyx.requests-per-second=500",
          "--bulk-orders.didww.requests-per-second=500");

  private final Seller seller;
  private final ProviderClient client = new ProviderClient();
  private final List<Program.Child> children = new ArrayList<>();
  private final List<Conversation> conversations = new ArrayList<>();
  private final String key = "KEY0123-" + UUID.randomUUID();
  private Path directory;
  private Path home;
  private Database database;
  private Ledger ledger;
  private Sandbox sandbox;

  Rehearsal() {
    this(Seller.TELNYX);
  }

  /**
   * @param seller whose numbers are bought unless a command says otherwise
   */
  Rehearsal(Seller seller) {
    this.seller = seller;
  }

  @Override
  public void beforeEach(ExtensionContext context) throws IOException {
    directory = Files.createTempDirectory("bulk-orders-rehearsal").toRealPath();
    home = directory.resolve("home");
    database = TestDatabases.fresh();
    ledger = new Ledger(database);
    sandbox =
        Sandbox.start(
            SandboxOptions.defaults().withPace(Duration.ZERO).withData(directory.resolve("books")));
    Packed.PLAIN.warmUp(this::warmUp);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    children.stream().filter(Program.Child::isAlive).forEach(Program.Child::kill);
    conversations.forEach(Conversation::kill);
    if (sandbox != null) {
      sandbox.close();
    }
    Folders.delete(directory);
  }

  private Program.Child warmUp() {
    Map<String, String> environment = environment();
    environment.put("BULK_ORDERS_HOME", directory.resolve("warm-up").toString());
    environment.putAll(Packed.PLAIN.writingArchive());
    return Program.start(
        directory,
        environment,
        List.of("plan", "--sandbox", file("warm-up.csv", areas(1, 1)).toString()));
  }

  /** Nothing, yet, that happens to a process at certain moments. */
  Moments moments() {
    return Moments.in(directory);
  }

  // What the operator has

  Path home() {
    return home;
  }

  Path directory() {
    return directory;
  }

  String key() {
    return key;
  }

  Database database() {
    return database;
  }

  Ledger ledger() {
    return ledger;
  }

  /** A CSV file with the columns of {@link #HEADER}. */
  Path file(String name, List<String> rows) {
    return file(name, Seller.TELNYX, rows);
  }

  private Path file(String name, Seller of, List<String> rows) {
    return write(name, Stream.concat(Stream.of(of.header()), rows.stream()).collect(joined()));
  }

  /** Rows of one order each that differ in the user's own reference. */
  Path ordersOf(String name, int numbersEach, String... customerReferences) {
    String row = seller.orders(1, numbersEach).get(0);
    return write(
        name,
        Stream.concat(
                Stream.of(seller.header() + ",customer_reference"),
                Stream.of(customerReferences).map(reference -> row + "," + reference))
            .collect(joined()));
  }

  /** A file of so many orders where orders hold so many numbers. */
  Path orders(String name, int orders, int numbersEach) {
    return file(name, seller, seller.orders(orders, numbersEach));
  }

  Path write(String name, String content) {
    try {
      return Files.writeString(directory.resolve(name), content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Rows for that many area codes, each with that many numbers. */
  static List<String> areas(int rows, int numbersEach) {
    return IntStream.range(0, rows)
        .mapToObj(row -> "US,local,%d,%s".formatted(numbersEach, AREAS.get(row % AREAS.size())))
        .toList();
  }

  private static java.util.stream.Collector<CharSequence, ?, String> joined() {
    return Collectors.joining("\n", "", "\n");
  }

  // What the operator does

  Map<String, String> environment() {
    Map<String, String> environment = Program.environment(home, key, database);
    if (seller == Seller.DIDWW) {
      environment.put("DIDWW_API_KEY", key);
    }
    return environment;
  }

  Program.Child start(Object... arguments) {
    return startWith(environment(), arguments);
  }

  Program.Child startWith(Map<String, String> environment, Object... arguments) {
    return startWith(environment, new byte[0], arguments);
  }

  /** Runs a command to its end that finds something on its standard input. */
  Result runWithInput(byte[] input, Object... arguments) {
    return startWith(environment(), input, arguments).await();
  }

  private Program.Child startWith(
      Map<String, String> environment, byte[] input, Object... arguments) {
    Program.Child child = Program.start(directory, environment, input, all(arguments));
    children.add(child);
    return child;
  }

  /** Starts a command that is halted, paused or misled about the time. */
  Program.Child startWith(Moments moments, Object... arguments) {
    Program.Child child = Program.start(directory, environment(), moments, all(arguments));
    children.add(child);
    return child;
  }

  /** As {@link #startOrder(Path, Object...)}, halted, paused or misled about the time. */
  Program.Child startOrder(Moments moments, Path file, Object... more) {
    return startWith(moments, ordering(file, more));
  }

  private Object[] ordering(Path file, Object... more) {
    Stream<Object> first =
        Stream.of("order", file, "--provider", seller.label(), "--yes", "--format", "json");
    return Stream.concat(first, Stream.of(more)).toArray();
  }

  /** Starts a command on a terminal. */
  Conversation converseWith(Map<String, String> environment, Object... arguments) {
    Conversation conversation = Program.converse(directory, environment, all(arguments));
    conversations.add(conversation);
    return conversation;
  }

  private List<String> all(Object... arguments) {
    List<String> all = new ArrayList<>(Stream.of(arguments).map(String::valueOf).toList());
    QUICK.stream().filter(setting -> !isGiven(setting, all)).toList().forEach(all::add);
    for (Seller any : Seller.values()) {
      String baseUrl = "--bulk-orders.%s.base-url=%s".formatted(any.label(), any.baseUrl(sandbox));
      if (!isGiven(baseUrl, all)) {
        all.add(baseUrl);
      }
    }
    return all;
  }

  private static boolean isGiven(String setting, List<String> arguments) {
    String name = setting.substring(0, setting.indexOf('=') + 1);
    return arguments.stream().anyMatch(argument -> argument.startsWith(name));
  }

  /** Runs a command to its end. */
  Result run(Object... arguments) {
    return start(arguments).await();
  }

  /** Orders a file, for a script. */
  Result order(Path file, Object... more) {
    return startOrder(file, more).await();
  }

  Program.Child startOrder(Path file, Object... more) {
    return start(ordering(file, more));
  }

  // What the provider knows and does

  /** What was bought by the provider's own count. */
  Books books() {
    JsonNode books = control("GET", "/books", "").required(seller.label());
    Map<String, Integer> references = new TreeMap<>();
    books
        .required("references")
        .properties()
        .forEach(reference -> references.put(reference.getKey(), reference.getValue().asInt()));
    return new Books(
        books.required("orders").asInt(),
        books.required("numbers").asLong(),
        references,
        books.path("redirected").asInt(0));
  }

  /**
   * The provider's books.
   *
   * @param orders orders it took
   * @param numbers numbers it sold
   * @param references how often it took an order of each reference
   * @param redirected requests that followed a redirect
   */
  record Books(int orders, long numbers, Map<String, Integer> references, int redirected) {}

  /**
   * Orders past the program, as another client with the same key does.
   *
   * @param reference the order's customer_reference, null for none
   * @param groups its ordering_groups in JSON; single quotes will do
   * @return the provider's id of the order
   */
  String buy(@Nullable String reference, String groups) {
    String quoted = reference == null ? "null" : '"' + reference + '"';
    return client
        .answer(
            HttpRequest.newBuilder(
                    URI.create(sandbox.telnyxBaseUrl() + "/inexplicit_number_orders"))
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "application/json")
                .POST(
                    BodyPublishers.ofString(
                        "{\"customer_reference\":%s,\"ordering_groups\":%s}"
                            .formatted(quoted, groups.replace('\'', '"'))))
                .build())
        .required("data")
        .required("id")
        .asString();
  }

  /** Orders past the program what it orders for the first of {@link #orders}. */
  String buySame(@Nullable String reference, int numbers) {
    return switch (seller) {
      case TELNYX -> buy(reference, "[" + group(numbers, AREAS.get(0)) + "]");
      case DIDWW -> buyItem(reference, seller.orders(1, numbers).get(0).split(","));
    };
  }

  private String buyItem(@Nullable String reference, String[] cells) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(sandbox.didwwBaseUrl() + "/orders"))
            .header("Api-Key", key)
            .header("X-DIDWW-API-Version", "2026-04-16")
            .header("Content-Type", "application/vnd.api+json")
            .POST(
                BodyPublishers.ofString(
                    """
                    {"data":{"type":"orders","attributes":{"external_reference_id":%s,"items":[
                      {"type":"did_order_items","attributes":{"sku_id":"%s","qty":%s}}]}}}
                    """
                        .formatted(
                            reference == null ? "null" : '"' + reference + '"',
                            cells[0],
                            cells[1])))
            .build();
    HttpResponse<String> answer = client.send(request);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    return JsonMapper.shared().readTree(answer.body()).required("data").required("id").asString();
  }

  /** An ordering group as the program sends it for a row of {@link #areas}. */
  static String group(int numbers, String area) {
    return "{'country_iso':'US','phone_number_type':'local','count_requested':'%d','national_destination_code':'%s'}"
        .formatted(numbers, area);
  }

  /** The references that the provider's number orders have by now, sorted. */
  List<String> numberOrderReferences() {
    var request =
        HttpRequest.newBuilder(
                URI.create(sandbox.telnyxBaseUrl() + "/number_orders?page%5Bsize%5D=250"))
            .header("Authorization", "Bearer " + key)
            .build();
    List<String> references = new ArrayList<>();
    client
        .answer(request)
        .required("data")
        .forEach(order -> references.add(order.required("customer_reference").asString()));
    return references.stream().sorted().toList();
  }

  /** How many requests of an operation have arrived at the provider. */
  long requests(String operation) {
    return control("GET", "/requests", "").required(seller.label()).path(operation).asLong(0);
  }

  /** Lets something go wrong; JSON as in the sandbox's documentation. */
  void fault(String fault) {
    control("POST", "/faults", fault.replace('\'', '"'));
  }

  /**
   * Numbers that the provider has for sale, as another client with the same key sees them.
   *
   * @param filters of the search, such as {@code country_code=US}, separated by blanks
   */
  List<String> forSale(String filters) {
    return forSale(key, filters);
  }

  /** As {@link #forSale(String)}, shown to an account of somebody else. */
  List<String> forSaleElsewhere(String filters) {
    return forSale("somebody:" + key, filters);
  }

  private List<String> forSale(String searchedWith, String filters) {
    String query =
        Stream.of(filters.split(" ", -1))
            .map(filter -> "filter%5B" + filter.replaceFirst("=", "%5D="))
            .collect(Collectors.joining("&"));
    List<String> numbers = new ArrayList<>();
    client
        .answer(
            HttpRequest.newBuilder(
                    URI.create(sandbox.telnyxBaseUrl() + "/available_phone_numbers?" + query))
                .header("Authorization", "Bearer " + searchedWith)
                .build())
        .required("data")
        .forEach(number -> numbers.add(number.required("phone_number").asString()));
    return numbers;
  }

  /** Somebody else gets these numbers. */
  void sellElsewhere(List<String> phoneNumbers) {
    client.sellElsewhere(sandbox.controlUrl(), phoneNumbers);
  }

  /** Leaves so many numbers of an area code for sale. */
  void stock(String areaCode, int numbers) {
    control(
        "POST",
        "/inventory",
        "{\"provider\":\"telnyx\",\"national_destination_code\":\"%s\",\"stock\":%d}"
            .formatted(areaCode, numbers));
  }

  /** Leaves so many numbers of an area code abroad for sale. */
  void stock(String country, String type, String areaCode, int numbers) {
    control(
        "POST",
        "/inventory",
        "{\"provider\":\"telnyx\",\"country_iso\":\"%s\",\"phone_number_type\":\"%s\",\"national_destination_code\":\"%s\",\"stock\":%d}"
            .formatted(country, type, areaCode, numbers));
  }

  URI baseUrl() {
    return sandbox.telnyxBaseUrl();
  }

  /** Changes rules of the provider; JSON as in the sandbox's documentation. */
  void rules(String rules) {
    control("POST", "/rules", rules.replace('\'', '"'));
  }

  /** The provider's people decide about papers; JSON as in the sandbox's documentation. */
  JsonNode review(String decision) {
    return control("POST", "/reviews", decision.replace('\'', '"'));
  }

  /** What the provider lists, as another client with the same key sees it: the first 250. */
  List<JsonNode> listed(String path) {
    List<JsonNode> listed = new ArrayList<>();
    client
        .answer(
            HttpRequest.newBuilder(
                    URI.create(
                        sandbox.telnyxBaseUrl()
                            + path
                            + (path.contains("?") ? "&" : "?")
                            + "page%5Bsize%5D=250"))
                .header("Authorization", "Bearer " + key)
                .build())
        .required("data")
        .forEach(listed::add);
    return listed;
  }

  /** Somebody cancels an order at DIDWW. */
  void deleteOrder(String id) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(sandbox.didwwBaseUrl() + "/orders/" + id))
            .header("Api-Key", key)
            .header("X-DIDWW-API-Version", "2026-04-16")
            .DELETE()
            .build();
    assertThat(client.send(request).statusCode()).isEqualTo(204);
  }

  /** Has the provider make something, as another client with the same key does. */
  JsonNode make(String path, String body) {
    return client.answer(
        HttpRequest.newBuilder(URI.create(sandbox.telnyxBaseUrl() + path))
            .header("Authorization", "Bearer " + key)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body.replace('\'', '"')))
            .build());
  }

  void noFaults() {
    control("DELETE", "/faults", "");
  }

  void closeProvider() {
    sandbox.close();
  }

  /** Opens the provider again, on the port where it was. */
  void openProvider() {
    sandbox =
        Sandbox.start(
            SandboxOptions.defaults()
                .withPace(Duration.ZERO)
                .withPort(sandbox.port())
                .withData(directory.resolve("books")));
  }

  private JsonNode control(String method, String path, String body) {
    return client.control(sandbox.controlUrl(), method, path, body);
  }

  // What has to be true in the end

  /**
   * Expects that so many numbers were bought, each order once, and that the ledger says the same as
   * the provider's books.
   */
  Books boughtExactly(long numbers) {
    Books books = books();
    assertThat(books.references()).allSatisfy((reference, times) -> assertThat(times).isOne());
    assertThat(ledger.takenReferences())
        .containsExactlyInAnyOrderElementsOf(books.references().keySet());
    assertThat(books.numbers()).as("numbers in the provider's books").isEqualTo(numbers);
    assertThat(ledger.phoneNumbers()).as("numbers in the ledger").isEqualTo(numbers);
    return books;
  }

  /** Expects that nothing was bought. */
  void boughtNothing() {
    assertThat(books()).isEqualTo(new Books(0, 0, Map.of(), 0));
  }

  /** Lines of a CSV file of a report, without the header. */
  static List<String> reportRows(JsonNode summary, String name) {
    return report(summary, name).lines().skip(1).toList();
  }

  /** A file of a report. */
  static String report(JsonNode summary, String name) {
    try {
      return Files.readString(Path.of(summary.required("report_dir").asString(), name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
