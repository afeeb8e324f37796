package bulkorders.provider.telnyx;

import bulkorders.provider.ProviderUnavailableException;
import bulkorders.provider.Reservations;
import bulkorders.provider.http.AnswerParser;
import bulkorders.provider.http.ProviderHttp;
import bulkorders.provider.http.RefusedReadException;
import java.io.InputStream;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Reservations at Telnyx ({@code /number_reservations}): 30 minutes, and 30 more when extended. */
final class TelnyxReservations implements Reservations {

  private static final String RESERVATIONS = "/number_reservations";
  private static final String ALREADY_RESERVED = "85006";
  private static final String GONE = "85001";
  private static final Set<String> NOT_HELD = Set.of("failure", "failed", "expired");

  /** So often is an answer that was lost asked for once more. */
  private static final int ATTEMPTS = 3;

  private final ObjectMapper json;
  private final ProviderHttp http;

  TelnyxReservations(ObjectMapper json, ProviderHttp http) {
    this.json = json;
    this.http = http;
  }

  @Override
  public Outcome reserve(Set<String> phoneNumbers, String reference) {
    ObjectNode body = json.createObjectNode();
    ArrayNode numbers = body.putArray("phone_numbers");
    phoneNumbers.forEach(number -> numbers.addObject().put("phone_number", number));
    body.put("customer_reference", reference);
    byte[] bytes = json.writeValueAsBytes(body);
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      Map<String, Hold> holds = new HashMap<>();
      Outcome refused = null;
      try {
        http.postOnce(Operation.RESERVE, this::tree, bytes, RESERVATIONS)
            .ifPresent(answer -> addHolds(answer.path("data"), phoneNumbers, holds));
      } catch (RefusedReadException e) {
        // The answer of something in between is none.
        refused = e.isOfProvider() ? refused(e) : null;
      }
      if (holds.isEmpty()) {
        // The answer was lost, or it is our own earlier reservation that has taken them.
        addHoldsOf(reference, phoneNumbers, holds);
      }
      if (holds.keySet().containsAll(phoneNumbers) || (!holds.isEmpty() && refused == null)) {
        return new Outcome.Held(holds);
      }
      if (refused != null) {
        return refused;
      }
    }
    throw new ProviderUnavailableException(
        "nobody knows whether numbers were reserved: no usable answer in "
            + ATTEMPTS
            + " attempts");
  }

  private static Outcome refused(RefusedReadException e) {
    return e.hasCode(ALREADY_RESERVED) || e.hasCode(GONE)
        ? new Outcome.Taken(e.reason())
        : new Outcome.LimitReached(e.reason());
  }

  private void addHoldsOf(String reference, Set<String> phoneNumbers, Map<String, Hold> holds) {
    try {
      for (JsonNode reservation :
          http.get(
                  Operation.LIST_RESERVATIONS,
                  this::tree,
                  RESERVATIONS + "?filter[customer_reference]={reference}&page[size]={size}",
                  reference,
                  TelnyxProvider.PAGE_SIZE)
              .path("data")) {
        if (reference.equals(reservation.path("customer_reference").stringValue(""))) {
          addHolds(reservation, phoneNumbers, holds);
        }
      }
    } catch (RefusedReadException e) {
      throw new ProviderUnavailableException("the reservations cannot be listed: " + e.reason());
    }
  }

  private void addHolds(JsonNode reservation, Set<String> phoneNumbers, Map<String, Hold> holds) {
    String id = reservation.path("id").stringValue("");
    for (JsonNode number : reservation.path("phone_numbers")) {
      String phoneNumber = number.path("phone_number").stringValue("");
      Instant until = OrderListReader.instant(number.path("expired_at").stringValue(""));
      // Not judged by the time: our clock is another one than the provider's.
      boolean isHeld = !NOT_HELD.contains(number.path("status").stringValue(""));
      if (isHeld && phoneNumbers.contains(phoneNumber) && AnswerParser.isProviderId(id)) {
        holds.put(phoneNumber, new Hold(id, until));
      }
    }
  }

  @Override
  public Optional<Instant> extend(String id) {
    try {
      Optional<JsonNode> answer =
          http.postOnce(
              Operation.RESERVE,
              this::tree,
              new byte[0],
              RESERVATIONS + "/{id}/actions/extend",
              id);
      JsonNode reservation =
          answer.isPresent()
              ? answer.get()
              : http.get(Operation.LIST_RESERVATIONS, this::tree, RESERVATIONS + "/{id}", id);
      return earliest(reservation.path("data"));
    } catch (RefusedReadException e) {
      return Optional.empty();
    }
  }

  private static Optional<Instant> earliest(JsonNode reservation) {
    Instant earliest = null;
    for (JsonNode number : reservation.path("phone_numbers")) {
      Instant end = OrderListReader.instant(number.path("expired_at").stringValue(""));
      if (end != null && (earliest == null || end.isBefore(earliest))) {
        earliest = end;
      }
    }
    return Optional.ofNullable(earliest);
  }

  private JsonNode tree(InputStream body) {
    return json.readTree(body);
  }
}
