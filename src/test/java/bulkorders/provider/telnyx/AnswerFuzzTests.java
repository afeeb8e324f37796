package bulkorders.provider.telnyx;

import static bulkorders.provider.http.FuzzedAnswers.answer;
import static bulkorders.provider.http.FuzzedAnswers.assertFound;
import static bulkorders.provider.http.FuzzedAnswers.assertWritable;
import static bulkorders.provider.http.FuzzedAnswers.text;
import static bulkorders.provider.http.FuzzedAnswers.unlessUnavailable;
import static bulkorders.provider.http.FuzzedAnswers.whole;
import static bulkorders.provider.http.FuzzedAnswers.writable;
import static bulkorders.provider.telnyx.Samples.REFERENCE;
import static bulkorders.provider.telnyx.Samples.local;
import static org.assertj.core.api.Assertions.assertThat;

import bulkorders.fuzz.AnswerMutator;
import bulkorders.fuzz.Fuzz;
import bulkorders.provider.ListedNumberOrder;
import bulkorders.provider.Look;
import bulkorders.provider.NumberOrderReading;
import bulkorders.provider.OrderReading;
import bulkorders.provider.OrderReading.GroupProgress;
import bulkorders.provider.OrderReading.NumberOrderRef;
import bulkorders.provider.OrderedNumber;
import bulkorders.provider.OrderedNumber.State;
import bulkorders.provider.Placement;
import bulkorders.provider.RequestedGroup;
import bulkorders.provider.http.ProviderStandIn;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * Whatever an answer is like, nothing but the declared failures comes out of the client, and what
 * it takes for a fact stands in the answer, as another parser reads it.
 */
@Timeout(7_200)
class AnswerFuzzTests {

  private static final String ID = "3c90c3cc-0d44-4b50-8888-8dd25736052a";
  private static final Set<String> SETTLED = Set.of("success", "partial_success", "failed");

  private static final List<RequestedGroup> SENT =
      List.of(new RequestedGroup(0, local("312"), 10), new RequestedGroup(1, local("773"), 5));

  private static final String ORDER =
      """
      {"data":{"id":"%s","customer_reference":"%s","created_at":"2026-03-01T11:00:00Z","ordering_groups":[\
      {"country_iso":"US","phone_number_type":"local","count_requested":10,"national_destination_code":"312",\
      "status":"success","count_allocated":10,"strategy":"always","quickship":null,"exclude_held_numbers":false,\
      "orders":[{"number_order_id":"n1","sub_number_order_ids":["s1"]}]},\
      {"country_iso":"US","phone_number_type":"local","count_requested":"5","national_destination_code":"773",\
      "status":"partial_success","count_allocated":2,"error_reason":"out of stock","strategy":"always",\
      "orders":[{"number_order_id":"n2","sub_number_order_ids":[]}]}]}}\
      """
          .formatted(ID, REFERENCE);

  private static final String LIST =
      """
      {"data":[{"id":"o1","customer_reference":"%s","created_at":"2026-03-01T11:00:00Z","ordering_groups":[]},\
      {"id":"o2","customer_reference":null,"created_at":"2026-03-01T10:00:00Z"}],\
      "meta":{"total_results":2,"total_pages":1,"page_number":1,"page_size":250}}\
      """
          .formatted(REFERENCE);

  private static final String NUMBERS =
      """
      {"data":{"id":"n1","record_type":"number_order","status":"success","phone_numbers_count":2,"requirements_met":true,\
      "customer_reference":"%s","phone_numbers":[{"id":"p1","phone_number":"+13125550100","status":"success",\
      "requirements_met":true,"requirements_status":"approved","country_iso_alpha2":"US"},\
      {"id":"p2","phone_number":"+13125550101","status":"pending","requirements_met":false}]}}\
      """
          .formatted(REFERENCE);

  private static final String BALANCE =
      """
      {"data":{"record_type":"balance","balance":"300.00","pending":"10","credit_limit":"100.00","available_credit":"400.00","currency":"USD"}}\
      """;

  private static final String ERRORS =
      """
      {"errors":[{"code":"10015","title":"Bad request","detail":"no such area code","source":{"pointer":"/ordering_groups/1/national_destination_code"}}]}\
      """;

  private static final int[] STATUSES = {
    200, 200, 200, 201, 202, 302, 400, 404, 409, 422, 429, 503
  };

  private static final ProviderStandIn.Answer REFUSED =
      ProviderStandIn.status(401, Samples.error("10009", "Authentication failed"));

  @RegisterExtension private final ProviderStandIn telnyx = new ProviderStandIn();
  private final TelnyxProvider provider =
      Samples.provider(
          Samples.account(telnyx.baseUrl(), Duration.ofSeconds(20)),
          new SimpleMeterRegistry(),
          new ArrayList<>());

  /** Once; asked again the provider refuses the key, at which nothing waits any longer. */
  private void answers(int status, byte[] body) {
    var left = new AtomicInteger(1);
    telnyx.otherwise(request -> left.getAndDecrement() > 0 ? answer(status, body) : REFUSED);
  }

  @Test
  void whatIsTakenForAFactStandsInTheAnswer() {
    Fuzz.each(
        "Answers",
        (number, seed) -> {
          Random random = new Random(seed);
          switch (number % 6) {
            case 0 -> creates(random, seed);
            case 1 -> readsOrder(mutator(seed).mutate(ORDER));
            case 2 -> readsNumbers(mutator(seed).mutate(NUMBERS));
            case 3 -> looks(mutator(seed).mutate(LIST));
            case 4 -> readsListed(mutator(seed).mutate("{\"data\":[" + inner() + "]}"));
            default -> readsBalance(mutator(seed).mutate(BALANCE));
          }
        });
  }

  private static AnswerMutator mutator(long seed) {
    return new AnswerMutator(seed, "success", "failed");
  }

  private static String inner() {
    return NUMBERS.substring("{\"data\":".length(), NUMBERS.length() - 1);
  }

  private void creates(Random random, long seed) {
    int status = STATUSES[random.nextInt(STATUSES.length)];
    byte[] body = mutator(seed).mutate(status < 300 ? ORDER : ERRORS);
    answers(status, body);

    Placement placement = provider.place(Samples.order(local("312"), local("773")), () -> {});

    assertWritable(placement.toString());
    if (placement instanceof Placement.Accepted accepted) {
      assertThat(status).isBetween(200, 299);
      assertThat(accepted.providerOrderId()).matches("[A-Za-z0-9._-]{1,100}");
      JsonNode data = whole(body).path("data");
      assertThat(data.path("id").stringValue(null)).isEqualTo(accepted.providerOrderId());
      JsonNode reference = data.path("customer_reference");
      assertThat(reference.isMissingNode() || reference.isNull() || is(reference, REFERENCE))
          .isTrue();
    } else if (placement instanceof Placement.Refused) {
      assertThat(status).as("%s", placement).isBetween(400, 499);
      assertThat(whole(body).path("errors").isArray()).isTrue();
    } else {
      assertThat(placement).isInstanceOf(Placement.Ambiguous.class);
      // The circuit of the account need not open: the client works on.
      answers(200, ORDER.getBytes(StandardCharsets.UTF_8));
      assertThat(provider.place(Samples.order(local("312"), local("773")), () -> {}))
          .isEqualTo(new Placement.Accepted(ID));
    }
  }

  private static boolean is(JsonNode node, String text) {
    return text.equals(node.stringValue(null));
  }

  private void readsOrder(byte[] body) {
    answers(200, body);
    unlessUnavailable(
        () -> {
          OrderReading reading = provider.read(ID, REFERENCE, SENT);
          assertWritable(reading.toString());
          if (reading instanceof OrderReading.Understood understood) {
            assertFacts(understood.groups(), whole(body));
          }
        });
  }

  /**
   * A group is settled only in a whole document about our order, in which there is a group with all
   * that we sent of it and with a status that Telnyx documents as the last one.
   */
  private static void assertFacts(List<GroupProgress> groups, JsonNode document) {
    JsonNode data = document.path("data");
    assertThat(data.path("id").stringValue("")).isEqualToIgnoringCase(ID);
    assertThat(is(data.path("customer_reference"), REFERENCE)).isTrue();
    JsonNode answered = data.path("ordering_groups");
    assertThat(answered).hasSize(SENT.size());
    assertThat(groups).hasSize(SENT.size());
    for (GroupProgress group : groups) {
      RequestedGroup sent = SENT.get(group.position());
      String areaCode = String.valueOf(sent.criteria().nationalDestinationCode());
      JsonNode same = MissingNode.getInstance();
      for (JsonNode one : answered) {
        same =
            areaCode.equals(one.path("national_destination_code").asString("").strip())
                ? one
                : same;
      }
      assertThat(same.isObject()).isTrue();
      assertThat(same.path("country_iso").asString("").strip()).isEqualToIgnoringCase("US");
      assertThat(same.path("count_requested").asInt(-1)).isEqualTo(sent.count());
      String status = same.path("status").stringValue("");
      assertThat(group.status()).isEqualTo(writable(status));
      assertThat(group.settled())
          .isEqualTo(SETTLED.contains(status.strip().toLowerCase(Locale.ROOT)));
      Integer allocated = group.countAllocated();
      if (allocated != null) {
        assertThat(allocated).isBetween(0, sent.count());
        boolean said = same.path("count_allocated").asString("").equals(allocated.toString());
        assertThat(said || status.strip().equalsIgnoreCase("success")).isTrue();
      }
      List<String> ids = new ArrayList<>();
      same.path("orders").forEach(order -> ids.add(order.path("number_order_id").stringValue("")));
      assertThat(group.numberOrders()).extracting(NumberOrderRef::numberOrderId).isEqualTo(ids);
    }
  }

  private void readsNumbers(byte[] body) {
    answers(200, body);
    List<OrderedNumber> numbers = new ArrayList<>();
    unlessUnavailable(
        () -> {
          NumberOrderReading reading = provider.readNumbers("n1", numbers::add);
          assertWritable(reading.toString());
          if (reading.fault() != null) {
            return;
          }
          JsonNode data = whole(body).path("data");
          assertThat(reading.status()).isEqualTo(writable(data.path("status").stringValue("")));
          List<String> told = new ArrayList<>();
          data.path("phone_numbers")
              .forEach(number -> told.add(number.path("phone_number").stringValue("")));
          assertThat(numbers).extracting(OrderedNumber::phoneNumber).isEqualTo(told);
          assertThat(data.path("id").isMissingNode() || is(data.path("id"), "n1")).isTrue();
        });
    for (OrderedNumber number : numbers) {
      assertThat(number.phoneNumber()).matches("\\+[0-9]{1,15}");
      assertThat(text(body)).as("no number is invented").contains(number.phoneNumber());
      assertWritable(number.toString());
      if (number.state() != State.PENDING && number.state() != State.WAITING) {
        assertThat(number.status().strip().toLowerCase(Locale.ROOT) + number.requirementsStatus())
            .as("what is final was said to be")
            .containsPattern(
                "^(success|failure|failed|cancelled|canceled|deleted)|(cancelled|deleted)$");
      }
    }
  }

  private void readsListed(byte[] body) {
    answers(200, body);
    unlessUnavailable(
        () ->
            provider.readListed(
                REFERENCE,
                Set.of("n1"),
                found -> {
                  if (!found.isEmpty()) {
                    assertListed(found, whole(body).path("data"));
                  }
                }));
  }

  private static void assertListed(List<ListedNumberOrder> found, JsonNode list) {
    assertWritable(found.toString());
    for (ListedNumberOrder order : found) {
      assertThat(order.id()).isEqualTo("n1");
      List<String> told = new ArrayList<>();
      list.path(0)
          .path("phone_numbers")
          .forEach(number -> told.add(number.path("phone_number").stringValue("")));
      assertThat(order.numbers()).extracting(OrderedNumber::phoneNumber).isEqualTo(told);
      assertThat(list.path(0).path("status").stringValue("")).isEqualTo(order.status());
    }
  }

  /** The second page is empty, as a list of two orders has it. */
  private void looks(byte[] body) {
    byte[] empty = "{\"data\":[],\"meta\":{\"total_results\":2}}".getBytes(StandardCharsets.UTF_8);
    // The beginning may be read again, to catch up with a list that shifts.
    var left = new AtomicInteger(5);
    telnyx.otherwise(
        request -> {
          if (left.getAndDecrement() <= 0) {
            return REFUSED;
          }
          return answer(200, request.path().endsWith("page_number=1") ? body : empty);
        });
    unlessUnavailable(
        () -> {
          Look look = provider.lookFor(REFERENCE::equals, Instant.parse("2026-03-01T10:30:00Z"));
          assertFound(look, REFERENCE, body);
          if (look instanceof Look.Complete && look.found().isEmpty()) {
            whole(body)
                .path("data")
                .forEach(
                    order -> assertThat(is(order.path("customer_reference"), REFERENCE)).isFalse());
          }
        });
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
                                whole(body).path("data").path("balance").asString("").strip())));
  }
}
