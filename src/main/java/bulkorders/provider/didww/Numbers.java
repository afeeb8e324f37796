package bulkorders.provider.didww;

import bulkorders.provider.NumberOrderReading;
import bulkorders.provider.OrderItem;
import bulkorders.provider.OrderedNumber;
import bulkorders.provider.OrderedNumber.State;
import bulkorders.provider.RequestedGroup;
import bulkorders.provider.http.ProviderHttp;
import bulkorders.provider.http.RefusedReadException;
import bulkorders.run.RunControl;
import bulkorders.run.StoppableSleeper;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The numbers of orders, {@code GET /dids}. An order of one group stands for all its numbers; of
 * several groups each is named by order and group of numbers, {@code ORDER:DID_GROUP}.
 */
final class Numbers {

  /** Between the end of an order and its numbers may be a moment. */
  private static final Duration MOMENT = Duration.ofSeconds(3);

  private static final Pattern DIGITS = Pattern.compile("[1-9][0-9]{4,14}");

  private final ProviderHttp http;
  private final Function<InputStream, JsonNode> documents;
  private final RunControl control;

  /**
   * @param documents reads an answer
   */
  Numbers(ProviderHttp http, Function<InputStream, JsonNode> documents, RunControl control) {
    this.http = http;
    this.documents = documents;
    this.control = control;
  }

  /** What stands for the numbers of one of several groups of an order. */
  static String idOf(String orderId, RequestedGroup group) {
    OrderItem item = group.criteria().item();
    String didGroup = item == null ? null : item.didGroupId();
    if (didGroup == null) {
      throw new IllegalStateException(
          "Group %d of order %s shares the order, and its group of numbers is not known"
              .formatted(group.position(), orderId));
    }
    return orderId + ":" + didGroup;
  }

  /** The order that the numbers are of. */
  static String orderOf(String id) {
    int end = id.indexOf(':');
    return end < 0 ? id : id.substring(0, end);
  }

  /**
   * How many numbers there are. Where they are fewer than wanted they are counted once more, a
   * moment later, before that is believed.
   */
  int count(String id, int wanted) {
    int counted = count(id);
    if (counted < wanted) {
      new StoppableSleeper(control).pause(MOMENT);
      control.requireGoingOn();
      counted = count(id);
    }
    return counted;
  }

  private int count(String id) {
    Long total = page(id, 1, 1).list().total();
    return total == null ? read(id, number -> {}).count() : Math.toIntExact(total);
  }

  /** As {@link bulkorders.provider.NumberProvider#readNumbers}. */
  NumberOrderReading read(String id, Consumer<OrderedNumber> numbers) {
    Set<String> seen = new HashSet<>();
    long total = 0;
    String fault = null;
    for (int number = 1; ; number++) {
      Page read = page(id, number, DidwwProvider.PAGE_SIZE);
      ListPage page = read.list();
      int before = seen.size();
      for (JsonNode resource : page.resources()) {
        OrderedNumber did = did(resource, read.verification(resource));
        if (did == null) {
          fault = "has a number that cannot be read";
        } else if (seen.add(did.phoneNumber())) {
          numbers.accept(did);
        }
      }
      fault = page.fault() == null ? fault : page.fault();
      total = Math.max(total, page.total() == null ? seen.size() : page.total());
      // What repeats itself would never end.
      if (fault != null || seen.size() >= total || seen.size() == before) {
        return new NumberOrderReading("", Math.toIntExact(total), fault);
      }
    }
  }

  private Page page(String id, int number, int size) {
    String order = orderOf(id);
    List<Object> values = new ArrayList<>(List.of(order));
    if (!order.equals(id)) {
      values.add(id.substring(order.length() + 1));
    }
    String ofGroup = order.equals(id) ? "" : "&filter[did_group.id]={group}";
    values.add(number);
    values.add(size);
    return RefusedReadException.unlessRefused(
        Operation.GET_NUMBERS,
        () ->
            http.get(
                Operation.GET_NUMBERS,
                body -> Page.of(documents.apply(body)),
                "/dids?filter[order.id]={order}"
                    + ofGroup
                    + "&include=address_verification&sort=number&page[number]={number}&page[size]={size}",
                values.toArray()));
  }

  /**
   * A page of numbers.
   *
   * @param verifications the states of their address verifications by the ids of these
   */
  private record Page(ListPage list, Map<String, String> verifications) {

    static Page of(JsonNode document) {
      Map<String, String> states = new HashMap<>();
      for (JsonNode included : document.path("included")) {
        if (included.path("type").stringValue("").equals("address_verifications")) {
          states.put(
              included.path("id").stringValue(""),
              included.path("attributes").path("status").stringValue(""));
        }
      }
      return new Page(ListPage.of(document), states);
    }

    @Nullable String verification(JsonNode did) {
      return verifications.get(
          did.path("relationships")
              .path("address_verification")
              .path("data")
              .path("id")
              .stringValue(""));
    }
  }

  private static @Nullable OrderedNumber did(JsonNode resource, @Nullable String verification) {
    JsonNode attributes = resource.path("attributes");
    String number = attributes.path("number").stringValue("");
    if (!DIGITS.matcher(number).matches()) {
      return null;
    }
    boolean waits = attributes.path("awaiting_registration").asBoolean(false);
    String status =
        attributes.path("terminated").asBoolean(false)
            ? "terminated"
            : attributes.path("blocked").asBoolean(false)
                ? "blocked"
                : waits ? "awaiting_registration" : "active";
    State state =
        switch (status) {
          case "terminated" -> State.CANCELLED;
          case "active" -> State.IN_SERVICE;
          default -> State.WAITING;
        };
    return new OrderedNumber(
        resource.path("id").stringValue(null),
        "+" + number,
        null,
        null,
        status,
        state,
        !waits,
        waits && verification == null ? "address verification is missing" : verification);
  }
}
