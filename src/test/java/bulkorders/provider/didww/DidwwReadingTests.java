package bulkorders.provider.didww;

import static bulkorders.provider.didww.Didww.KEY;
import static bulkorders.provider.didww.Didww.REFERENCE;
import static bulkorders.provider.didww.Didww.berlin;
import static bulkorders.provider.http.ProviderStandIn.ok;
import static bulkorders.provider.http.ProviderStandIn.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bulkorders.provider.Look;
import bulkorders.provider.NumberOrderReading;
import bulkorders.provider.OrderMethod;
import bulkorders.provider.OrderReading;
import bulkorders.provider.OrderReading.GroupProgress;
import bulkorders.provider.OrderReading.NotUnderstood;
import bulkorders.provider.OrderReading.Understood;
import bulkorders.provider.OrderedNumber;
import bulkorders.provider.OrderedNumber.State;
import bulkorders.provider.ProviderUnavailableException;
import bulkorders.provider.http.ProviderStandIn;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is made of lists and orders that are not as they should be. */
@Timeout(30)
class DidwwReadingTests {

  private static final String ID = "3ac61cd1-ff80-4c5c-9eb5-aebdf12a3c63";

  @RegisterExtension final ProviderStandIn server = new ProviderStandIn();

  private DidwwProvider provider() {
    return Didww.provider(server.baseUrl(), KEY, Duration.ofSeconds(20));
  }

  private static String order(String status) {
    return """
    {"data":{"id":"%s","type":"orders","attributes":{"amount":"17.0","status":"%s","external_reference_id":"%s",
      "items":[{"type":"did_order_items","attributes":{"qty":2,"nrc":"12.0","mrc":"5.0"}}]}},
     "meta":{"api_version":"2026-04-16"}}
    """
        .formatted(ID, status, REFERENCE);
  }

  private static String listed(String id, String attributes) {
    return "{\"id\":\"%s\",\"type\":\"orders\",\"attributes\":{%s}}".formatted(id, attributes);
  }

  private static String named(String id, String reference) {
    return listed(id, "\"external_reference_id\":\"%s\"".formatted(reference));
  }

  private static String list(long total, String... resources) {
    return "{\"data\":[%s],\"meta\":{\"total_records\":%d}}"
        .formatted(String.join(",", resources), total);
  }

  private static String did(String number, String attributes) {
    return "{\"id\":\"did-%s\",\"type\":\"dids\",\"attributes\":{\"number\":\"%s\"%s}}"
        .formatted(number, number, attributes);
  }

  private OrderReading read(String status, String... numbers) {
    server.then(ok(order(status)));
    for (String answer : numbers) {
      server.then(ok(answer));
    }
    return provider().read(ID, REFERENCE, berlin(REFERENCE, 2).groups());
  }

  private static GroupProgress group(OrderReading reading) {
    assertThat(reading).isInstanceOf(Understood.class);
    return ((Understood) reading).groups().get(0);
  }

  private Look look(String answer) {
    server.then(ok(answer));
    return provider().lookFor(OrderMethod.ITEMS, Set.of(REFERENCE), null);
  }

  @Test
  void anOrderThatNobodyHasIsNotThere() {
    assertThat(look(list(0))).isInstanceOf(Look.Complete.class);
    assertThat(server.last().path())
        .isEqualTo(
            "/v2/orders?filter%5Bexternal_reference_id%5D=ops.boabcdefghijklmnop.1&page%5Bsize%5D=100");
  }

  @Test
  void anAnswerThatWasNotFilteredSaysNothing() {
    assertThat(look(list(1, named("o-1", "another")))).isInstanceOf(Look.Incomplete.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "{\"data\":[]}",
        "{\"data\":null,\"meta\":{\"total_records\":0}}",
        "{\"data\":[],\"meta\":{\"total_records\":1}}",
        "{\"data\":[],\"meta\":{\"total_records\":\"0\"}}"
      })
  void anAnswerThatDoesNotAddUpSaysNothing(String answer) {
    assertThat(look(answer)).isInstanceOf(Look.Incomplete.class);
  }

  @Test
  void theSameOrderTwiceIsOneOfThoseThatAreThere() {
    Look look = look(list(2, named("o-1", REFERENCE), named("o-1", REFERENCE)));

    assertThat(look).isInstanceOf(Look.Incomplete.class);
    assertThat(look.found().get(REFERENCE)).containsExactly("o-1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"status\":\"pending\"", "\"external_reference_id\":5"})
  void anOrderThatHidesItsReferenceMayBeTheOne(String attributes) {
    server.then(ok(list(1, listed("o-1", attributes)))).otherwise(request -> ok(list(1)));

    assertThat(provider().lookFor(REFERENCE::equals)).isInstanceOf(Look.Incomplete.class);
  }

  @Test
  void anOrderWithoutAReferenceIsNotTheOne() {
    server
        .then(ok(list(1, listed("o-1", "\"external_reference_id\":null"))))
        .otherwise(request -> ok(list(1)));

    assertThat(provider().lookFor(REFERENCE::equals)).isInstanceOf(Look.Complete.class);
  }

  @Test
  void aFilterThatIsRefusedIsNoAnswer() {
    server.then(
        status(
            400,
            "{\"errors\":[{\"title\":\"Filter not"
                + " allowed\",\"detail\":\"no\",\"code\":\"102\",\"status\":\"400\"}]}"));

    assertThatThrownBy(() -> provider().lookFor(OrderMethod.ITEMS, Set.of(REFERENCE), null))
        .isInstanceOf(ProviderUnavailableException.class)
        .hasMessageContaining("Filter not allowed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"pending", "in_review", ""})
  void whatIsNotOverIsNotSettled(String status) {
    GroupProgress group = group(read(status));

    assertThat(group.settled()).isFalse();
    assertThat(group.countAllocated()).isNull();
  }

  @Test
  void whatIsCompletedHasTheNumbersThatAreShown() {
    assertThat(group(read("completed", list(2))).countAllocated()).isEqualTo(2);
  }

  @Test
  void numbersThatComeAMomentLaterAreNotMissing() {
    GroupProgress group = group(read("Completed", list(0), list(2)));

    assertThat(group.countAllocated()).isEqualTo(2);
    assertThat(group.errorReason()).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"data\":[]}",
        "{\"meta\":{\"total_records\":2}}",
        "{\"data\":[],\"meta\":{\"total_records\":3}}",
        "{\"data\":[],\"meta\":{\"total_records\":5000000000}}"
      })
  void aListThatCannotBeRightMakesNothingFinal(String answer) {
    assertThat(read("completed", answer)).isInstanceOf(NotUnderstood.class);
  }

  @Test
  void anotherOrderIsNotUnderstood() {
    server.then(ok(order("completed")));

    assertThat(provider().read(ID, "another", berlin("another", 2).groups()))
        .isInstanceOf(NotUnderstood.class);
  }

  @ParameterizedTest
  @CsvSource({
    "'', IN_SERVICE",
    "',\"awaiting_registration\":true', WAITING",
    "',\"blocked\":true', WAITING",
    "',\"terminated\":true,\"blocked\":true', CANCELLED"
  })
  void aNumberIsInServiceOnlyWhenItCanBeUsed(String attributes, State state) {
    server.then(ok(list(1, did("493012345678", attributes))));
    List<OrderedNumber> numbers = new ArrayList<>();

    assertThat(provider().readNumbers(ID, numbers::add).fault()).isNull();

    assertThat(numbers)
        .singleElement()
        .satisfies(
            number -> {
              assertThat(number.phoneNumber()).isEqualTo("+493012345678");
              assertThat(number.state()).isEqualTo(state);
            });
  }

  @Test
  void numbersThatAreSaidToBeThereAndAreNotShownAreNotForgotten() {
    server
        .then(ok(list(3, did("493012345678", ""), did("493012345678", ""))))
        .otherwise(request -> ok(list(3)));
    List<OrderedNumber> numbers = new ArrayList<>();

    NumberOrderReading reading = provider().readNumbers(ID, numbers::add);

    assertThat(reading.count()).isEqualTo(3);
    assertThat(numbers).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{\"data\":[{\"id\":\"d\",\"attributes\":{\"number\":\"493012345678\"}}]}", "{}"})
  void aListThatDoesNotSayHowLongItIsIsNotTheWhole(String answer) {
    server.then(ok(answer));

    assertThat(provider().readNumbers(ID, number -> {}).fault()).isNotNull();
  }
}
