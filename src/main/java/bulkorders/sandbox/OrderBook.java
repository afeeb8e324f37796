package bulkorders.sandbox;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Everything that was ordered, and the stock it came from. An order is seen by anybody only after
 * it is safe in the journal.
 */
final class OrderBook implements AutoCloseable {

  private final Clock clock;
  private final long paceMillis;
  private final long idBase;
  private final Journal journal;

  /** Creates share it, a reset has it alone. */
  private final ReadWriteLock resetting = new ReentrantReadWriteLock();

  private final Inventory inventory = new Inventory();
  private final List<BulkOrder> orders = new ArrayList<>();
  private final Map<UUID, BulkOrder> byId = new HashMap<>();
  private final List<NumberOrder> numberOrders = new ArrayList<>();
  private final Map<UUID, NumberOrder> numberOrdersById = new HashMap<>();
  private final Map<String, List<NumberOrder>> numberOrdersByReference = new HashMap<>();
  private final Map<UUID, String> renamed = new HashMap<>();
  private final Map<String, Integer> references = new TreeMap<>();
  private long numbersSold;
  private long redirected;
  private long sequence;

  /**
   * @param journalFile null to remember nothing
   * @param idBase ids follow from it and from the count of orders
   */
  OrderBook(@Nullable Path journalFile, Clock clock, long paceMillis, long idBase) {
    this.clock = clock;
    this.paceMillis = paceMillis;
    this.idBase = idBase;
    this.journal = journalFile == null ? Journal.none() : Journal.open(journalFile, this::replay);
  }

  /** Accepts an order: takes its numbers, journals it, and returns when that is on disk. */
  BulkOrder accept(String account, NewOrder wanted, OrderEffects effects) {
    resetting.readLock().lock();
    try {
      BulkOrder order;
      long ticket;
      synchronized (this) {
        long number = sequence++;
        order = fill(number, account, wanted, effects);
        ticket = journal.append(JournalLines.order(number, order));
      }
      journal.sync(ticket);
      synchronized (this) {
        publish(order);
      }
      return order;
    } finally {
      resetting.readLock().unlock();
    }
  }

  private BulkOrder fill(long number, String account, NewOrder wanted, OrderEffects effects) {
    List<OrderGroup> groups = new ArrayList<>(wanted.groups().size());
    for (int i = 0; i < wanted.groups().size(); i++) {
      NewGroup group = wanted.groups().get(i);
      int atMost = effects.atMost(i, group.count());
      List<Slice> numbers = atMost == 0 ? List.of() : inventory.take(group, atMost);
      OrderGroup filled = new OrderGroup(group, numbers, null);
      boolean all = filled.allocated() == group.count();
      groups.add(all ? filled : new OrderGroup(group, numbers, shortReason(filled)));
    }
    return new BulkOrder(
        Ids.derive(idBase, number),
        account,
        clock.instant().truncatedTo(ChronoUnit.MICROS),
        new Timetable(paceMillis, effects.stallMillis(), effects.lagMillis()),
        wanted.customerReference(),
        wanted.connectionId(),
        wanted.messagingProfileId(),
        wanted.billingGroupId(),
        List.copyOf(groups));
  }

  private static String shortReason(OrderGroup group) {
    int count = group.wanted().count();
    return group.wanted().allOrNothing()
        ? "Insufficient inventory: fewer than " + count + " numbers available"
        : "Insufficient inventory: " + group.allocated() + " of " + count + " numbers available";
  }

  private void publish(BulkOrder order) {
    orders.add(order);
    byId.put(order.id(), order);
    if (order.customerReference() != null) {
      references.merge(order.customerReference(), 1, Integer::sum);
    }
    for (int i = 0; i < order.groups().size(); i++) {
      int allocated = order.groups().get(i).allocated();
      if (allocated > 0) {
        var numberOrder = new NumberOrder(order, i);
        numberOrders.add(numberOrder);
        if (order.customerReference() != null) {
          numberOrdersByReference
              .computeIfAbsent(order.customerReference(), none -> new ArrayList<>())
              .add(numberOrder);
        }
        numberOrdersById.put(numberOrder.id(), numberOrder);
        numbersSold += allocated;
      }
    }
  }

  private synchronized void replay(JsonNode line) {
    JournalLines.replay(
        line,
        inventory,
        (number, order) -> {
          publish(order);
          sequence = Math.max(sequence, number + 1);
        },
        (numberOrder, reference) ->
            renamed(Objects.requireNonNull(numberOrdersById.get(numberOrder)), reference));
  }

  /** Gives a number order another customer reference; survives a restart. */
  void rename(NumberOrder order, String customerReference) {
    resetting.readLock().lock();
    try {
      long ticket;
      synchronized (this) {
        renamed(order, customerReference);
        ticket = journal.append(JournalLines.rename(order.id(), customerReference));
      }
      journal.sync(ticket);
    } finally {
      resetting.readLock().unlock();
    }
  }

  private void renamed(NumberOrder order, String customerReference) {
    String before = customerReference(order);
    if (before != null) {
      numberOrdersByReference.getOrDefault(before, new ArrayList<>()).remove(order);
    }
    renamed.put(order.id(), customerReference);
    numberOrdersByReference
        .computeIfAbsent(customerReference, none -> new ArrayList<>())
        .add(order);
  }

  /** The customer reference of a number order: that of its order until it got another one. */
  synchronized @Nullable String customerReference(NumberOrder order) {
    return renamed.getOrDefault(order.id(), order.order().customerReference());
  }

  synchronized @Nullable BulkOrder find(String account, UUID id) {
    BulkOrder found = byId.get(id);
    return found != null && found.account().equals(account) ? found : null;
  }

  /** A page of the orders of an account that lists show by now, newest first. */
  synchronized Page<BulkOrder> list(String account, Paging paging, long extraLagMillis) {
    Instant now = clock.instant();
    return paging.of(
        orders,
        order ->
            order.account().equals(account)
                && order.timetable().listed(order.acceptedAt(), now)
                && new Timetable(0, 0, extraLagMillis).listed(order.acceptedAt(), now));
  }

  synchronized @Nullable NumberOrder findNumberOrder(String account, UUID id) {
    NumberOrder found = numberOrdersById.get(id);
    return found != null
            && found.order().account().equals(account)
            && found.existsAt(clock.instant())
        ? found
        : null;
  }

  /**
   * A page of the number orders of an account that lists show by now and that pass the filter,
   * newest first.
   *
   * @param reference the customer reference they have; null for any
   */
  synchronized Page<NumberOrder> listNumberOrders(
      String account, Paging paging, @Nullable String reference, Predicate<NumberOrder> filter) {
    Instant now = clock.instant();
    List<NumberOrder> among =
        reference == null
            ? numberOrders
            : numberOrdersByReference.getOrDefault(reference, List.of());
    return paging.of(
        among,
        order ->
            order.order().account().equals(account) && order.isListedAt(now) && filter.test(order));
  }

  synchronized Books books() {
    return new Books(orders.size(), numbersSold, new LinkedHashMap<>(references), redirected);
  }

  synchronized void countRedirected() {
    redirected++;
  }

  /** Sets how many numbers a pool has left to sell; survives a restart. */
  void restock(String pool, int stock) {
    resetting.readLock().lock();
    try {
      long ticket;
      synchronized (this) {
        inventory.restock(pool, stock);
        ticket = journal.append(JournalLines.stock(pool, stock));
      }
      journal.sync(ticket);
    } finally {
      resetting.readLock().unlock();
    }
  }

  synchronized int remaining(String pool) {
    return inventory.remaining(pool);
  }

  /** Back to nothing ordered and full stock; ids go on, so that none is seen twice. */
  void reset() {
    resetting.writeLock().lock();
    try {
      synchronized (this) {
        journal.clear();
        inventory.clear();
        orders.clear();
        byId.clear();
        numberOrders.clear();
        numberOrdersById.clear();
        numberOrdersByReference.clear();
        renamed.clear();
        references.clear();
        numbersSold = 0;
        redirected = 0;
      }
    } finally {
      resetting.writeLock().unlock();
    }
  }

  @Override
  public void close() {
    journal.close();
  }
}
