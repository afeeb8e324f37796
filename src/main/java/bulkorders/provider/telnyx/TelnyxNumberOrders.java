package bulkorders.provider.telnyx;

import bulkorders.provider.GroupCriteria;
import bulkorders.provider.Look;
import bulkorders.provider.NumberOrderReading;
import bulkorders.provider.NumberOrders;
import bulkorders.provider.OrderRequest;
import bulkorders.provider.OrderedNumber;
import bulkorders.provider.ProviderUnavailableException;
import bulkorders.provider.SubNumberOrders;
import bulkorders.provider.http.OrderListPage;
import bulkorders.provider.http.OrderListScan;
import bulkorders.provider.http.ProviderHttp;
import bulkorders.provider.http.RefusedReadException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.ObjectMapper;

/**
 * Number orders at Telnyx as orders of their own: {@code /number_orders}. Their list can be
 * filtered by reference; how the filter compares is not documented, so what it answers is compared
 * again.
 */
final class TelnyxNumberOrders implements NumberOrders {

  private static final String PAGES =
      TelnyxProvider.NUMBER_ORDERS + "?page[size]={size}&page[number]={number}";
  private static final String PAGES_OF_REFERENCE =
      PAGES + "&filter[customer_reference]={reference}";

  private final ObjectMapper json;
  private final ProviderHttp http;
  private final SubNumberOrders parts;

  TelnyxNumberOrders(ObjectMapper json, ProviderHttp http, SubNumberOrders parts) {
    this.json = json;
    this.http = http;
    this.parts = parts;
  }

  @Override
  public Look lookFor(Set<String> references) {
    Map<String, List<String>> found = new HashMap<>();
    String fault = null;
    for (String reference : references) {
      Look look =
          scan(
              number ->
                  page(number, PAGES_OF_REFERENCE, TelnyxProvider.PAGE_SIZE, number, reference),
              reference::equals);
      found.putAll(look.found());
      if (look instanceof Look.Incomplete incomplete) {
        fault = incomplete.reason();
      }
    }
    return fault == null ? new Look.Complete(found) : new Look.Incomplete(found, fault);
  }

  @Override
  public Look lookThrough(Predicate<String> references) {
    return scan(number -> page(number, PAGES, TelnyxProvider.PAGE_SIZE, number), references);
  }

  private static Look scan(IntFunction<OrderListPage> pages, Predicate<String> references) {
    return new OrderListScan(
            pages, TelnyxProvider.PAGE_SIZE, references, null, TelnyxProvider.MOST_PAGES)
        .look();
  }

  private OrderListPage page(int number, String path, Object... variables) {
    try {
      return http.get(
          Operation.LIST_NUMBERS, body -> OrderListReader.read(json, body), path, variables);
    } catch (RefusedReadException e) {
      if (number == 1) {
        throw new ProviderUnavailableException("the number orders cannot be listed: " + e.reason());
      }
      return new OrderListPage(List.of(), null, "was refused: " + e.reason());
    }
  }

  @Override
  public NumberOrderReading read(String id, OrderRequest sent, Consumer<OrderedNumber> numbers) {
    Set<String> expected = sent.phoneNumbers();
    Set<String> seen = new HashSet<>();
    Consumer<OrderedNumber> take =
        number -> {
          seen.add(number.phoneNumber());
          numbers.accept(number);
        };
    NumberOrderReading reading = readAny(id, take);
    if (reading.fault() == null
        && reading.count() == expected.size()
        && seen.size() < expected.size()) {
      // Nobody says how many numbers the answer shows of a large order.
      countries(sent).forEach(country -> parts.readNumbers(id, country, reading.status(), take));
    }
    String fault = reading.fault() == null ? fault(reading, sent, expected, seen) : null;
    return fault == null ? reading : reading.withFault(fault);
  }

  private static Set<String> countries(OrderRequest sent) {
    return sent.groups().stream()
        .map(group -> group.criteria().countryIso())
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** Whether it is the order that was sent, with all its numbers and no other. */
  private static @Nullable String fault(
      NumberOrderReading reading, OrderRequest sent, Set<String> expected, Set<String> seen) {
    if (!sent.reference().equals(reading.reference())) {
      return "has the reference %s, ours is %s".formatted(reading.reference(), sent.reference());
    }
    for (String number : seen) {
      if (!expected.contains(number)) {
        return "has the number %s, which was not ordered".formatted(number);
      }
    }
    if (seen.size() < expected.size() || reading.count() != expected.size()) {
      return "says that it has %d numbers and shows %d, where %d were ordered"
          .formatted(reading.count(), seen.size(), expected.size());
    }
    return null;
  }

  @Override
  public Fit fit(GroupCriteria group, OrderedNumber number) {
    return OfferFilter.fit(group, number);
  }

  private NumberOrderReading readAny(String id, Consumer<OrderedNumber> numbers) {
    try {
      return http.get(
          Operation.GET_NUMBERS,
          body -> NumberOrderReader.read(json, body, id, numbers),
          TelnyxProvider.NUMBER_ORDERS + "/{id}",
          id);
    } catch (RefusedReadException e) {
      if (e.notFound()) {
        return NumberOrderReading.NOT_FOUND;
      }
      throw new ProviderUnavailableException(
          "number order " + id + " cannot be read: " + e.reason());
    }
  }

  @Override
  public boolean shows(String id, String reference) {
    NumberOrderReading reading = readAny(id, number -> {});
    return reading.fault() == null && reference.equals(reading.reference());
  }
}
