package bulkorders.sandbox;

import bulkorders.sandbox.core.BadControlRequest;
import bulkorders.sandbox.core.Books;
import bulkorders.sandbox.core.Call;
import bulkorders.sandbox.core.ControlBody;
import bulkorders.sandbox.core.Fault;
import bulkorders.sandbox.core.Faults;
import bulkorders.sandbox.core.Handler;
import bulkorders.sandbox.core.Json;
import bulkorders.sandbox.core.Operation;
import bulkorders.sandbox.core.Provider;
import bulkorders.sandbox.core.QueryParameters;
import bulkorders.sandbox.core.Reply;
import bulkorders.sandbox.core.RequestCounts;
import bulkorders.sandbox.core.Store;
import bulkorders.sandbox.core.Tally;
import bulkorders.sandbox.didww.Didww;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JsonGenerator;

/** The sandbox's own API below {@code /_sandbox}: books, faults, stock, request counts, reset. */
final class ControlApi implements Handler {

  private static final Logger log = LoggerFactory.getLogger(ControlApi.class);

  private static final Set<String> STOCK_NAMES =
      Set.of("provider", "country_iso", "phone_number_type", "national_destination_code", "stock");
  private static final long LARGEST_STOCK = 3_000_000;

  private final Store store;
  private final Tally tally;
  private final Stock stock;
  private final RuleBook rules;
  private final ReviewControl reviews;
  private final Faults faults;
  private final RequestCounts counts;
  private final Didww didww;

  ControlApi(
      Store store,
      Tally tally,
      Stock stock,
      RuleBook rules,
      ReviewControl reviews,
      Faults faults,
      RequestCounts counts,
      Didww didww) {
    this.store = store;
    this.tally = tally;
    this.stock = stock;
    this.rules = rules;
    this.reviews = reviews;
    this.faults = faults;
    this.counts = counts;
    this.didww = didww;
  }

  @Override
  public Reply answer(Call call) {
    try {
      return perform(call);
    } catch (BadControlRequest e) {
      return Reply.line(400, e.line());
    } catch (RuntimeException e) {
      log.error("{} {} failed", call.method(), call.path(), e);
      return Reply.line(500, "The sandbox failed: " + e.getMessage());
    }
  }

  private Reply perform(Call call) {
    List<String> path = call.below();
    String resource = path.isEmpty() ? "" : path.get(0);
    if (resource.equals("redirected")) {
      if (path.size() > 1 && path.get(1).equals(Provider.DIDWW.code())) {
        didww.redirected();
      } else {
        store.within(tally::redirected);
      }
      return Reply.json(200, json -> json.writeStartObject().writeEndObject());
    }
    if (path.size() != 1) {
      return notFound();
    }
    return switch (resource) {
      case "books" -> call.method().equals("GET") ? books() : wrongMethod("GET");
      case "requests" -> call.method().equals("GET") ? requests() : wrongMethod("GET");
      case "inventory" ->
          switch (call.method()) {
            case "GET" -> ofDidww(call.query()) ? didww.stock(call.query()) : stockOf(call.query());
            case "POST" -> ofDidww(call.body()) ? didww.changeStock(call.body()) : setStock(call);
            default -> wrongMethod("GET, POST");
          };
      case "gone" -> call.method().equals("POST") ? sellElsewhere(call) : wrongMethod("POST");
      case "reviews" -> call.method().equals("POST") ? review(call) : wrongMethod("POST");
      case "rules" ->
          switch (call.method()) {
            case "GET" -> ofDidww(call.query()) ? didww.rules() : rulesInForce();
            case "POST" -> changeRules(call.body());
            default -> wrongMethod("GET, POST");
          };
      case "reset" -> call.method().equals("POST") ? reset() : wrongMethod("POST");
      case "faults" ->
          switch (call.method()) {
            case "GET" -> activeFaults();
            case "POST" -> {
              faults.add(FaultReader.read(call.body()));
              yield activeFaults();
            }
            case "DELETE" -> {
              faults.clear();
              yield activeFaults();
            }
            default -> wrongMethod("GET, POST, DELETE");
          };
      default -> notFound();
    };
  }

  private static Reply notFound() {
    return Reply.line(
        404,
        "There is only /_sandbox/books, requests, faults, inventory, gone, rules, reviews and"
            + " reset");
  }

  private static Reply wrongMethod(String allowed) {
    return Reply.line(405, "Allowed here: " + allowed).with("Allow", allowed);
  }

  private Reply activeFaults() {
    List<Fault> active = faults.active();
    return Reply.json(200, json -> FaultReader.write(json, active));
  }

  private Reply books() {
    Books telnyx = store.within(tally::books);
    Books sold = didww.books();
    return Reply.json(
        200,
        json -> {
          json.writeStartObject();
          json.writeName(Provider.TELNYX.code());
          write(json, telnyx);
          json.writeName(Provider.DIDWW.code());
          write(json, sold);
          json.writeEndObject();
        });
  }

  private static void write(JsonGenerator json, Books books) {
    json.writeStartObject();
    json.writeNumberProperty("orders", books.orders());
    json.writeNumberProperty("numbers", books.numbers());
    json.writeObjectPropertyStart("references");
    for (Map.Entry<String, Integer> reference : books.references().entrySet()) {
      json.writeNumberProperty(reference.getKey(), reference.getValue());
    }
    json.writeEndObject();
    json.writeNumberProperty("redirected", books.redirected());
    json.writeEndObject();
  }

  private Reply requests() {
    return Reply.json(
        200,
        json -> {
          json.writeStartObject();
          for (Provider provider : Provider.values()) {
            json.writeObjectPropertyStart(provider.code());
            for (Operation operation : Operation.values()) {
              String name = operation == Operation.ANY ? "other" : operation.code();
              json.writeNumberProperty(name, counts.of(provider, operation));
            }
            json.writeEndObject();
          }
          json.writeEndObject();
        });
  }

  private Reply stockOf(QueryParameters query) {
    return stock(
        pool(
            query.first("country_iso"),
            query.first("phone_number_type"),
            query.first("national_destination_code")));
  }

  private Reply setStock(Call call) {
    ControlBody body =
        new ControlBody(ControlBody.parse(call.body()), "The inventory", STOCK_NAMES);
    body.oneOf("provider", Provider.values());
    String pool =
        pool(
            body.text("country_iso"),
            body.text("phone_number_type"),
            body.text("national_destination_code"));
    @Nullable Long left = body.whole("stock", 0, LARGEST_STOCK);
    if (left == null) {
      throw new BadControlRequest("The inventory: stock is missing");
    }
    store.within(() -> stock.restock(pool, left.intValue()));
    return stock(pool);
  }

  private static String pool(
      @Nullable String country, @Nullable String numberType, @Nullable String destinationCode) {
    @Nullable String pool = Inventory.key(country, numberType, destinationCode);
    if (pool == null) {
      throw new BadControlRequest(
          "The inventory: national_destination_code must be an area code of the US or Canada or a"
              + " toll-free one; without it, country_iso must be US or CA; elsewhere country_iso,"
              + " phone_number_type and national_destination_code must be those of a range");
    }
    return pool;
  }

  private Reply stock(String pool) {
    int left = store.within(() -> stock.inventory().pool(pool).remaining());
    return Reply.json(
        200,
        json -> {
          json.writeStartObject();
          json.writeStringProperty("provider", Provider.TELNYX.code());
          json.writeStringProperty("pool", pool);
          json.writeNumberProperty("stock", left);
          json.writeEndObject();
        });
  }

  /** Somebody who is no client of the sandbox gets these numbers. */
  private Reply sellElsewhere(Call call) {
    ControlBody body =
        new ControlBody(ControlBody.parse(call.body()), "The numbers", Set.of("phone_numbers"));
    List<String> numbers = body.texts("phone_numbers");
    return count("gone", store.within(() -> stock.sellElsewhere(numbers)));
  }

  private Reply review(Call call) {
    return count("reviewed", reviews.decide(call.body()));
  }

  private static Reply count(String name, int value) {
    return Reply.json(
        200,
        json -> {
          json.writeStartObject();
          json.writeNumberProperty(name, value);
          json.writeEndObject();
        });
  }

  private static boolean ofDidww(QueryParameters query) {
    return Provider.DIDWW.code().equals(query.first("provider"));
  }

  private static boolean ofDidww(byte[] body) {
    return Provider.DIDWW.code().equals(Json.text(ControlBody.parse(body), "provider"));
  }

  private Reply changeRules(byte[] body) {
    if (ofDidww(body)) {
      didww.changeRules(body);
      return didww.rules();
    }
    rules.change(body);
    return rulesInForce();
  }

  private Reply rulesInForce() {
    return Reply.json(200, rules::write);
  }

  private Reply reset() {
    store.reset();
    rules.reset();
    didww.resetRules();
    faults.clear();
    counts.clear();
    return books();
  }
}
