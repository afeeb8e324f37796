package bulkorders.provider.didww;

import static bulkorders.provider.didww.Didww.KEY;
import static bulkorders.provider.didww.Didww.REFERENCE;
import static bulkorders.provider.http.FuzzedAnswers.answer;
import static bulkorders.provider.http.FuzzedAnswers.assertFound;
import static bulkorders.provider.http.FuzzedAnswers.assertWritable;
import static bulkorders.provider.http.FuzzedAnswers.text;
import static bulkorders.provider.http.FuzzedAnswers.unlessUnavailable;
import static bulkorders.provider.http.FuzzedAnswers.whole;
import static org.assertj.core.api.Assertions.assertThat;

import bulkorders.fuzz.AnswerMutator;
import bulkorders.fuzz.Fuzz;
import bulkorders.provider.CatalogueEntry;
import bulkorders.provider.Look;
import bulkorders.provider.NumberOrderReading;
import bulkorders.provider.OrderItem;
import bulkorders.provider.OrderMethod;
import bulkorders.provider.OrderReading;
import bulkorders.provider.OrderReading.GroupProgress;
import bulkorders.provider.OrderedNumber;
import bulkorders.provider.OrderedNumber.State;
import bulkorders.provider.Placement;
import bulkorders.provider.RequestedGroup;
import bulkorders.provider.http.ProviderStandIn;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/**
 * Whatever an answer is like, nothing but the declared failures comes out of the client, and what
 * it takes for a fact stands in the answer, as another parser reads it.
 */
@Timeout(7_200)
class AnswerFuzzTests {

  private static final String ID = "3c90c3cc-0d44-4b50-8888-8dd25736052a";

  private static final List<RequestedGroup> SENT =
      List.of(Didww.group(0, OrderItem.ofSku(Didww.BERLIN), 2));

  private static final String META = ",\"meta\":{\"api_version\":\"2026-04-16\"}}";

  private static final String RESOURCE =
      """
      {"id":"%s","type":"orders","attributes":{"amount":"17.0","status":"completed","created_at":"2026-04-09T06:54:44.284Z",\
      "reference":"KRV-684222","external_reference_id":"%s","items":[{"type":"did_order_items","attributes":{"qty":2,\
      "nrc":"12.0","mrc":"5.5","billed_from":null,"billed_to":null,"did_group_id":"e171d6c6-bac9-4a80-9b96-5cf17886556f"}}]}}\
      """
          .formatted(ID, REFERENCE);

  private static final String ORDER = "{\"data\":" + RESOURCE + META;

  private static final String LIST =
      "{\"data\":[" + RESOURCE + "],\"meta\":{\"total_records\":1,\"api_version\":\"2026-04-16\"}}";

  private static final String NUMBERS =
      """
      {"data":[{"id":"d1","type":"dids","attributes":{"number":"493012345678","awaiting_registration":false,\
      "blocked":false,"terminated":false}},{"id":"d2","type":"dids","attributes":{"number":"493012345679",\
      "awaiting_registration":true}}],"meta":{"total_records":2,"api_version":"2026-04-16"}}\
      """;

  private static final String BALANCE =
      """
      {"data":{"id":"1","type":"balances","attributes":{"balance":"60.00","credit":"10.00","total_balance":"70.00"}},\
      "meta":{"api_version":"2026-04-16"}}\
      """;

  private static final String CATALOGUE =
      """
      {"data":[{"id":"g1","type":"did_groups","attributes":{"prefix":"30","area_name":"Berlin","features":["voice_in"]},\
      "relationships":{"country":{"data":{"type":"countries","id":"c1"}},"did_group_type":{"data":{"type":"did_group_types","id":"t1"}},\
      "stock_keeping_units":{"data":[{"type":"stock_keeping_units","id":"s1"}]}},"meta":{"total_count":40}}],\
      "included":[{"id":"c1","type":"countries","attributes":{"name":"Germany","prefix":"49","iso":"DE"}},\
      {"id":"t1","type":"did_group_types","attributes":{"name":"Local"}},\
      {"id":"s1","type":"stock_keeping_units","attributes":{"setup_price":"0.4","monthly_price":"0.2","channels_included_count":0}}],\
      "meta":{"total_records":1,"api_version":"2026-04-16"}}\
      """;

  private static final String ERRORS =
      """
      {"errors":[{"title":"exceeds available DIDs count","detail":"items/0/qty - exceeds available DIDs count",\
      "code":"100","source":{"pointer":"/data/attributes/items/0/qty"},"status":"422"}]}\
      """;

  private static final int[] STATUSES = {
    200, 201, 201, 201, 202, 302, 400, 403, 404, 409, 422, 429, 503
  };

  private static final ProviderStandIn.Answer REFUSED =
      ProviderStandIn.status(
          401,
          "{\"errors\":[{\"title\":\"Unauthorized\",\"detail\":\"Authorization"
              + " failed\",\"code\":\"401\",\"status\":\"401\"}]}");

  @RegisterExtension private final ProviderStandIn didww = new ProviderStandIn();

  private DidwwProvider provider = Didww.provider(didww.baseUrl(), KEY, Duration.ofSeconds(20));

  /** The version of the account is learned from the first answer, and is not in question here. */
  @BeforeEach
  void learnTheVersion() {
    answers(200, BALANCE.getBytes(StandardCharsets.UTF_8));
    provider.balance();
  }

  /** Once; asked again the provider refuses the key, at which nothing waits any longer. */
  private void answers(int status, byte[] body) {
    var left = new AtomicInteger(1);
    didww.otherwise(request -> left.getAndDecrement() > 0 ? answer(status, body) : REFUSED);
  }

  private static byte[] mutated(long seed, String answer) {
    return new AnswerMutator(seed, "completed", "canceled", "pending").mutate(answer);
  }

  @Test
  void whatIsTakenForAFactStandsInTheAnswer() {
    // What cannot be read is asked for again after a pause.
    Fuzz.some(
        "Answers of DIDWW",
        (number, seed) -> {
          switch (number % 6) {
            case 0 -> creates(new Random(seed), seed);
            case 1 -> readsOrder(mutated(seed, ORDER));
            case 2 -> readsNumbers(mutated(seed, NUMBERS));
            case 3 -> looks(mutated(seed, LIST));
            case 4 -> readsCatalogue(mutated(seed, CATALOGUE));
            default -> readsBalance(mutated(seed, BALANCE));
          }
        });
  }

  private void creates(Random random, long seed) {
    // What an earlier answer said of the version would keep this order from being sent.
    provider = Didww.provider(didww.baseUrl(), KEY, Duration.ofSeconds(20));
    learnTheVersion();
    int status = STATUSES[random.nextInt(STATUSES.length)];
    byte[] body = mutated(seed, status < 300 ? ORDER : ERRORS);
    answers(status, body);

    Placement placement = provider.place(Didww.berlin(REFERENCE, 2), () -> {});

    assertWritable(placement.toString());
    assertThat(placement.toString()).doesNotContain(KEY);
    if (placement instanceof Placement.Accepted accepted) {
      assertThat(status).isBetween(200, 299);
      assertThat(accepted.providerOrderId()).matches("[A-Za-z0-9._-]{1,100}");
      JsonNode data = whole(body).path("data");
      assertThat(data.path("id").stringValue(null)).isEqualTo(accepted.providerOrderId());
      JsonNode reference = data.path("attributes").path("external_reference_id");
      assertThat(!reference.isString() || reference.stringValue().equals(REFERENCE)).isTrue();
    } else if (placement instanceof Placement.Refused) {
      assertThat(status).as("%s", placement).isBetween(400, 499);
    } else {
      assertThat(placement).isInstanceOf(Placement.Ambiguous.class);
    }
  }

  private void readsOrder(byte[] order) {
    byte[] two = counted(2);
    // The numbers are counted where the order is completed.
    var left = new AtomicInteger(1);
    didww.otherwise(
        request ->
            request.path().contains("/dids")
                ? answer(200, two)
                : left.getAndDecrement() > 0 ? answer(200, order) : REFUSED);
    unlessUnavailable(
        () -> {
          OrderReading reading = provider.read(ID, REFERENCE, SENT);
          assertWritable(reading.toString());
          if (reading instanceof OrderReading.Understood understood) {
            assertFacts(understood.groups(), whole(order).path("data"));
          }
        });
  }

  private static byte[] counted(int numbers) {
    return "{\"data\":[],\"meta\":{\"total_records\":%d,\"api_version\":\"2026-04-16\"}}"
        .formatted(numbers)
        .getBytes(StandardCharsets.UTF_8);
  }

  private static void assertFacts(List<GroupProgress> groups, JsonNode data) {
    JsonNode attributes = data.path("attributes");
    assertThat(data.path("id").stringValue("")).isEqualTo(ID);
    assertThat(attributes.path("external_reference_id").stringValue("")).isEqualTo(REFERENCE);
    String status = attributes.path("status").stringValue("").strip().toLowerCase(Locale.ROOT);
    assertThat(groups)
        .singleElement()
        .satisfies(
            group -> {
              assertThat(group.settled())
                  .isEqualTo(Set.of("completed", "canceled").contains(status));
              assertThat(group.countAllocated())
                  .isEqualTo(
                      switch (status) {
                        case "completed" -> (Integer) 2;
                        case "canceled" -> (Integer) 0;
                        default -> null;
                      });
            });
  }

  private void readsNumbers(byte[] body) {
    answers(200, body);
    List<OrderedNumber> numbers = new ArrayList<>();
    unlessUnavailable(
        () -> {
          NumberOrderReading reading = provider.readNumbers(ID, numbers::add);
          assertWritable(reading.toString());
          if (reading.fault() == null) {
            JsonNode document = whole(body);
            assertThat(reading.count()).isEqualTo(numbers.size());
            assertThat(document.path("meta").path("total_records").asLong())
                .isLessThanOrEqualTo(numbers.size());
            List<String> told = new ArrayList<>();
            document
                .path("data")
                .forEach(
                    did -> told.add("+" + did.path("attributes").path("number").stringValue("")));
            assertThat(numbers).extracting(OrderedNumber::phoneNumber).isSubsetOf(told);
          }
        });
    assertThat(numbers).extracting(OrderedNumber::phoneNumber).doesNotHaveDuplicates();
    for (OrderedNumber number : numbers) {
      assertThat(number.phoneNumber()).matches("\\+[1-9][0-9]{4,14}");
      assertThat(text(body))
          .as("no number is invented")
          .contains(number.phoneNumber().substring(1));
      assertWritable(number.toString());
      if (number.state() == State.CANCELLED) {
        assertThat(text(body)).as("what is terminated was said to be").contains("true");
      }
    }
  }

  private void looks(byte[] body) {
    answers(200, body);
    unlessUnavailable(
        () -> {
          Look look = provider.lookFor(OrderMethod.ITEMS, Set.of(REFERENCE), null);
          assertFound(look, REFERENCE, body);
          if (look instanceof Look.Complete && look.found().isEmpty()) {
            JsonNode document = whole(body);
            assertThat(document.path("data").isArray()).isTrue();
            assertThat(document.path("data")).isEmpty();
            assertThat(document.path("meta").path("total_records").asLong(-1)).isZero();
          }
        });
  }

  private void readsCatalogue(byte[] body) {
    answers(200, body);
    List<CatalogueEntry> entries = new ArrayList<>();
    unlessUnavailable(() -> provider.catalogue().orElseThrow().read(entries::add));
    for (CatalogueEntry entry : entries) {
      assertWritable(entry.toString());
      assertThat(text(body)).contains(entry.skuId(), entry.didGroupId());
    }
  }

  private void readsBalance(byte[] body) {
    answers(200, body);
    unlessUnavailable(
        () ->
            provider
                .balance()
                .ifPresent(
                    balance ->
                        assertThat(balance.balance())
                            .isEqualByComparingTo(
                                whole(body)
                                    .path("data")
                                    .path("attributes")
                                    .path("balance")
                                    .asString("")
                                    .strip())));
  }
}
