package bulkorders.provider;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** Parts of number orders as a test tells them. */
public final class ScriptedParts implements SubNumberOrders {

  private final Map<String, List<SubNumberOrder>> byNumberOrder = new LinkedHashMap<>();
  private final Map<String, Instant> deadlines = new LinkedHashMap<>();
  private final List<OrderedNumber> numbers = new ArrayList<>();
  private final List<String> asked = new ArrayList<>();
  private final AtomicLong calls;

  ScriptedParts(AtomicLong calls) {
    this.calls = calls;
  }

  /** A number order has these parts. */
  public synchronized ScriptedParts has(String numberOrderId, SubNumberOrder... parts) {
    byNumberOrder.put(numberOrderId, List.of(parts));
    return this;
  }

  /** A number of an order has this deadline. */
  public synchronized ScriptedParts isDue(String orderedNumberId, Instant deadline) {
    deadlines.put(orderedNumberId, deadline);
    return this;
  }

  /** Numbers that only the list of all numbers shows. */
  public synchronized ScriptedParts lists(OrderedNumber... hidden) {
    numbers.addAll(List.of(hidden));
    return this;
  }

  /** What was asked for, in turn. */
  public synchronized List<String> asked() {
    return List.copyOf(asked);
  }

  @Override
  public synchronized Listing of(String numberOrderId) {
    call("parts of " + numberOrderId);
    return new Listing(byNumberOrder.getOrDefault(numberOrderId, List.of()), null);
  }

  @Override
  public synchronized Optional<SubNumberOrder> read(String id) {
    call("part " + id);
    return byNumberOrder.values().stream()
        .flatMap(List::stream)
        .filter(part -> part.id().equals(id))
        .findFirst();
  }

  @Override
  public synchronized Optional<Instant> deadlineOf(String orderedNumberId) {
    call("deadline of " + orderedNumberId);
    return Optional.ofNullable(deadlines.get(orderedNumberId));
  }

  @Override
  public synchronized void readNumbers(
      String numberOrderId, String countryIso, String whole, Consumer<OrderedNumber> consumer) {
    call("numbers of " + numberOrderId + " in " + countryIso);
    numbers.forEach(consumer);
  }

  @Override
  public synchronized Cancelling cancel(String id) {
    call("cancel " + id);
    return new Cancelling.Unclear();
  }

  private void call(String what) {
    calls.incrementAndGet();
    asked.add(what);
  }
}
