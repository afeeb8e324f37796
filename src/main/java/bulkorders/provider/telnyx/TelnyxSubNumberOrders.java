package bulkorders.provider.telnyx;

import bulkorders.provider.OrderedNumber;
import bulkorders.provider.SubNumberOrder;
import bulkorders.provider.SubNumberOrders;
import bulkorders.provider.http.AnswerParser;
import bulkorders.provider.http.ProviderHttp;
import bulkorders.provider.http.RefusedReadException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * {@code /sub_number_orders} and {@code /number_order_phone_numbers}. Neither list is documented to
 * have pages, see {@link UndocumentedPages}. A deadline is told by a number's own address only.
 */
final class TelnyxSubNumberOrders implements SubNumberOrders {

  private static final String PARTS = "/sub_number_orders";
  private static final String NUMBERS = "/number_order_phone_numbers";

  private final ObjectMapper json;
  private final ProviderHttp http;

  TelnyxSubNumberOrders(ObjectMapper json, ProviderHttp http) {
    this.json = json;
    this.http = http;
  }

  @Override
  public Listing of(String numberOrderId) {
    List<SubNumberOrder> parts = new ArrayList<>();
    String fault =
        pages(PARTS + "?filter[order_request_id]={id}", Operation.LIST_PARTS, numberOrderId)
            .read(
                node -> {
                  SubNumberOrder part = part(node);
                  // The filter may not be known there.
                  if (part.numberOrderId().equalsIgnoreCase(numberOrderId)) {
                    parts.add(part);
                  }
                });
    return new Listing(parts, fault);
  }

  private UndocumentedPages pages(String path, Operation operation, String variable) {
    return UndocumentedPages.of(json, http, operation, path, variable);
  }

  @Override
  public Optional<SubNumberOrder> read(String id) {
    return data(Operation.GET_PART, PARTS + "/{id}", id)
        .filter(node -> id.equalsIgnoreCase(text(node, "id")))
        .map(TelnyxSubNumberOrders::part);
  }

  @Override
  public Optional<Instant> deadlineOf(String orderedNumberId) {
    return data(Operation.GET_NUMBER, NUMBERS + "/{id}", orderedNumberId)
        .filter(node -> orderedNumberId.equalsIgnoreCase(text(node, "id")))
        .flatMap(node -> Optional.ofNullable(deadline(node)));
  }

  private static @Nullable Instant deadline(JsonNode node) {
    String deadline = text(node, "deadline");
    return deadline == null ? null : OrderListReader.instant(deadline);
  }

  @Override
  public void readNumbers(
      String numberOrderId, String countryIso, String whole, Consumer<OrderedNumber> numbers) {
    pages(NUMBERS + "?filter[country_code]={country}", Operation.LIST_ORDERED, countryIso)
        .read(
            node -> {
              if (numberOrderId.equalsIgnoreCase(text(node, "order_request_id"))) {
                number(node, whole).ifPresent(numbers);
              }
            });
  }

  private static Optional<OrderedNumber> number(JsonNode node, String whole) {
    String phoneNumber = node.path("phone_number").stringValue("");
    if (!NumberOrderReader.isPhoneNumber(phoneNumber)) {
      return Optional.empty();
    }
    String own = node.path("status").stringValue(whole);
    String requirements = text(node, "requirements_status");
    return Optional.of(
        new OrderedNumber(
            text(node, "id"),
            phoneNumber,
            text(node, "phone_number_type"),
            NumberOrderReader.country(node),
            own,
            NumberOrderReader.state(own, whole, flag(node, "requirements_met"), requirements),
            flag(node, "requirements_met"),
            requirements));
  }

  @Override
  public Cancelling cancel(String id) {
    try {
      return http.patchOnce(Operation.CANCEL, this::data, PARTS + "/{id}/cancel", id)
          .<Cancelling>map(node -> new Cancelling.Taken(node.path("status").stringValue("")))
          .orElseGet(Cancelling.Unclear::new);
    } catch (RefusedReadException e) {
      return new Cancelling.Refused(e.reason());
    }
  }

  private Optional<JsonNode> data(Operation operation, String path, String id) {
    if (!AnswerParser.isProviderId(id)) {
      return Optional.empty();
    }
    try {
      return Optional.of(http.get(operation, this::data, path, id));
    } catch (RefusedReadException e) {
      if (e.notFound()) {
        return Optional.empty();
      }
      throw e.unavailable(operation);
    }
  }

  private JsonNode data(InputStream body) {
    return AnswerParser.tree(json, body).path("data");
  }

  private static SubNumberOrder part(JsonNode node) {
    JsonNode count = node.path("phone_numbers_count");
    return new SubNumberOrder(
        node.path("id").stringValue(""),
        node.path("order_request_id").stringValue(""),
        NumberOrderReader.country(node),
        text(node, "phone_number_type"),
        node.path("status").stringValue("unknown"),
        count.isInt() ? count.intValue() : null,
        flag(node, "requirements_met"));
  }

  private static @Nullable String text(JsonNode node, String name) {
    return node.path(name).stringValue(null);
  }

  private static @Nullable Boolean flag(JsonNode node, String name) {
    JsonNode value = node.path(name);
    return value.isBoolean() ? value.booleanValue() : null;
  }
}
