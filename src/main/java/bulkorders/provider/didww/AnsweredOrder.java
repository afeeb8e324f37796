package bulkorders.provider.didww;

import bulkorders.provider.Charge;
import bulkorders.provider.http.AnswerParser;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * An order as DIDWW shows it. Items come without the unit that was ordered, and in any sequence.
 *
 * @param id its id, empty when it has none that can be one
 * @param reference its {@code external_reference_id}, null for nothing
 * @param status {@code pending}, {@code completed} or {@code canceled}, in lower case; other words
 *     are possible
 * @param createdAt null when it is not told
 * @param charge null when no amount is told
 * @param items what was ordered
 */
record AnsweredOrder(
    String id,
    @Nullable String reference,
    String status,
    @Nullable Instant createdAt,
    @Nullable Charge charge,
    List<Item> items) {

  static final String COMPLETED = "completed";
  static final String CANCELED = "canceled";

  AnsweredOrder {
    items = List.copyOf(items);
  }

  /**
   * An item.
   *
   * @param didGroupId where its numbers are; null of channels
   */
  record Item(int qty, @Nullable String didGroupId) {}

  /** Reads the resource of an order. */
  static AnsweredOrder of(JsonNode resource, String currency) {
    JsonNode attributes = resource.path("attributes");
    String id = resource.path("id").stringValue("");
    List<Item> items = new ArrayList<>();
    for (JsonNode item : attributes.path("items")) {
      JsonNode facts = item.path("attributes");
      items.add(new Item(facts.path("qty").asInt(1), facts.path("did_group_id").stringValue(null)));
    }
    return new AnsweredOrder(
        AnswerParser.isProviderId(id) ? id : "",
        attributes.path("external_reference_id").stringValue(null),
        attributes.path("status").stringValue("").strip().toLowerCase(Locale.ROOT),
        instant(attributes.path("created_at").stringValue("")),
        charge(attributes, currency),
        items);
  }

  /** Nothing more will be allocated to it. */
  boolean isSettled() {
    return status.equals(COMPLETED) || status.equals(CANCELED);
  }

  /** How many numbers, or channels, it asks for. */
  int requested() {
    return items.stream().mapToInt(Item::qty).sum();
  }

  private static @Nullable Charge charge(JsonNode attributes, String currency) {
    BigDecimal amount = money(attributes.path("amount"));
    if (amount == null) {
      return null;
    }
    BigDecimal setup = BigDecimal.ZERO;
    BigDecimal monthly = BigDecimal.ZERO;
    LocalDate from = null;
    LocalDate to = null;
    boolean isWhole = !attributes.path("items").isEmpty();
    for (JsonNode item : attributes.path("items")) {
      JsonNode facts = item.path("attributes");
      BigDecimal nrc = money(facts.path("nrc"));
      BigDecimal mrc = money(facts.path("mrc"));
      if (nrc == null || mrc == null) {
        isWhole = false;
      } else {
        BigDecimal qty = BigDecimal.valueOf(facts.path("qty").asInt(1));
        setup = setup.add(nrc.multiply(qty));
        monthly = monthly.add(mrc.multiply(qty));
      }
      from = from == null ? day(facts.path("billed_from")) : from;
      to = to == null ? day(facts.path("billed_to")) : to;
    }
    return new Charge(
        amount,
        isWhole ? setup : null,
        isWhole ? monthly : null,
        currency,
        attributes.path("reference").stringValue(null),
        from,
        to);
  }

  /** An amount of money, which DIDWW writes as a text. */
  static @Nullable BigDecimal money(JsonNode value) {
    String text = value.isString() || value.isNumber() ? value.asString().strip() : "";
    return text.matches("-?[0-9]{1,12}(\\.[0-9]{1,6})?") ? new BigDecimal(text) : null;
  }

  private static @Nullable LocalDate day(JsonNode value) {
    try {
      return value.isString() ? LocalDate.parse(value.stringValue()) : null;
    } catch (DateTimeParseException e) {
      return null;
    }
  }

  private static @Nullable Instant instant(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeParseException e) {
      return null;
    }
  }
}
