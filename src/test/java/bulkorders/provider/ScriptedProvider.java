package bulkorders.provider;

import bulkorders.run.RunControl;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A provider that does what a test tells it, and keeps books. Without a script it accepts every
 * order and lists what it accepted.
 */
public final class ScriptedProvider implements NumberProvider {

  private final Map<String, List<String>> books = new LinkedHashMap<>();
  private final List<OrderRequest> asked = new ArrayList<>();
  private final Deque<Function<OrderRequest, Placement>> script = new ArrayDeque<>();
  private final Deque<Supplier<Look>> looks = new ArrayDeque<>();
  private final Map<String, Deque<Supplier<OrderReading>>> readings = new LinkedHashMap<>();
  private final Map<String, Function<Consumer<OrderedNumber>, NumberOrderReading>> numbers =
      new LinkedHashMap<>();
  private final List<ListedNumberOrder> complete = new ArrayList<>();
  private final Map<String, String> renamed = new LinkedHashMap<>();
  private final Set<String> sold = new HashSet<>();
  private final Map<String, List<String>> stock = new LinkedHashMap<>();
  private final Map<String, Set<String>> reserved = new LinkedHashMap<>();
  private final Set<String> notReservable = new HashSet<>();
  private int reservationLimit = Integer.MAX_VALUE;
  private @Nullable Instant heldUntil;
  private final List<String> extended = new ArrayList<>();
  private final Set<String> owned = new HashSet<>();
  private final List<Set<String>> searched = new ArrayList<>();
  private final Deque<RuntimeException> searchFailures = new ArrayDeque<>();
  private final Map<String, String> renameRefusals = new LinkedHashMap<>();
  private final Deque<RuntimeException> renameFailures = new ArrayDeque<>();
  private final AtomicLong calls = new AtomicLong();
  private Function<OrderRequest, Placement> otherwise = this::accept;
  private final ScriptedParts parts = new ScriptedParts(calls);
  private Runnable beforeSending = () -> {};
  private int looked;
  private @Nullable Instant lookedSince;
  private @Nullable Balance balance;
  private int balanceReadings;
  private Overcommit overcommit = Overcommit.ALLOW;

  /** The next order that nothing was said about yet is answered like this. */
  @SafeVarargs
  public final synchronized ScriptedProvider next(Function<OrderRequest, Placement>... answers) {
    script.addAll(List.of(answers));
    return this;
  }

  /** Every order that the script does not speak of is answered like this. */
  public synchronized ScriptedProvider always(Function<OrderRequest, Placement> answer) {
    otherwise = answer;
    return this;
  }

  /** Happens right before the guard is asked. */
  public synchronized ScriptedProvider beforeSending(Runnable action) {
    beforeSending = action;
    return this;
  }

  /** The next look is answered like this; later ones tell the truth. */
  @SafeVarargs
  public final synchronized ScriptedProvider nextLooks(Supplier<Look>... answers) {
    looks.addAll(List.of(answers));
    return this;
  }

  /** Accepts an order. */
  public synchronized Placement accept(OrderRequest order) {
    List<String> ids = books.computeIfAbsent(order.reference(), none -> new ArrayList<>());
    String id = "id-" + order.reference() + "-" + ids.size();
    ids.add(id);
    return new Placement.Accepted(id);
  }

  /** Accepts an order, and says so to nobody. */
  public Placement acceptSilently(OrderRequest order) {
    accept(order);
    return new Placement.Ambiguous("the answer was lost");
  }

  /** Takes nothing, and says so to nobody. */
  public Placement lose(OrderRequest order) {
    return new Placement.Ambiguous("no answer to " + order.reference());
  }

  /** Refuses. */
  public static Function<OrderRequest, Placement> refuse(Refusal refusal) {
    return order -> new Placement.Refused(refusal);
  }

  /** What the readings of an order say, one after the other; the last one stays. */
  @SafeVarargs
  public final synchronized ScriptedProvider reads(
      String providerOrderId, Supplier<OrderReading>... answers) {
    readings.put(providerOrderId, new ArrayDeque<>(List.of(answers)));
    return this;
  }

  /** What the readings of a number order say. */
  public synchronized ScriptedProvider readsNumbers(
      String numberOrderId, Function<Consumer<OrderedNumber>, NumberOrderReading> answer) {
    numbers.put(numberOrderId, answer);
    return this;
  }

  /** A number order that can be read together with others. */
  public synchronized ScriptedProvider shows(ListedNumberOrder numberOrder) {
    complete.add(numberOrder);
    return this;
  }

  /** A number order that is not to get another reference. */
  public synchronized ScriptedProvider refusesToRename(String numberOrderId, String reason) {
    renameRefusals.put(numberOrderId, reason);
    return this;
  }

  /** The next attempt to give a number order another reference fails. */
  public synchronized ScriptedProvider failsToRename(RuntimeException failure) {
    renameFailures.add(failure);
    return this;
  }

  /** Searches in an area code show these numbers, as long as nobody has them. */
  public synchronized ScriptedProvider offers(String areaCode, String... phoneNumbers) {
    stock.computeIfAbsent(areaCode, none -> new ArrayList<>()).addAll(List.of(phoneNumbers));
    return this;
  }

  /** Somebody else takes these numbers whenever they are to be reserved. */
  public synchronized ScriptedProvider doesNotReserve(String... phoneNumbers) {
    notReservable.addAll(List.of(phoneNumbers));
    return this;
  }

  /** So many numbers are held at most. */
  public synchronized ScriptedProvider reservesAtMost(int numbers) {
    reservationLimit = numbers;
    return this;
  }

  /** What is held is held until then. */
  public synchronized ScriptedProvider holdsUntil(Instant end) {
    heldUntil = end;
    return this;
  }

  /** The reservations that were to last longer. */
  public synchronized List<String> extended() {
    return List.copyOf(extended);
  }

  /** The numbers that are held, by the reference of their reservations. */
  public synchronized Map<String, Set<String>> reserved() {
    return Map.copyOf(reserved);
  }

  /** The account has so much US dollars, and it looks at each order alone. */
  public synchronized ScriptedProvider has(String dollars, Overcommit beyond) {
    balance = new Balance(new BigDecimal(dollars), null, null, null, "USD");
    overcommit = beyond;
    return this;
  }

  /** How often it was asked for the balance. */
  public synchronized int balanceReadings() {
    return balanceReadings;
  }

  /** The parts of number orders. */
  public ScriptedParts parts() {
    return parts;
  }

  /** No search shows these numbers. */
  public synchronized ScriptedProvider doesNotOffer(String... phoneNumbers) {
    sold.addAll(List.of(phoneNumbers));
    return this;
  }

  /** The account has these numbers. */
  public synchronized ScriptedProvider owns(String... phoneNumbers) {
    owned.addAll(List.of(phoneNumbers));
    return this;
  }

  /** The next search comes to nothing. */
  public synchronized ScriptedProvider failsToSearch(String reason) {
    searchFailures.add(new ProviderUnavailableException(reason));
    return this;
  }

  /** The numbers of each search for numbers that were named. */
  public synchronized List<Set<String>> searched() {
    return List.copyOf(searched);
  }

  /** The reference that each number order was to get last. */
  public synchronized Map<String, String> renamed() {
    return Map.copyOf(renamed);
  }

  /** How often each reference was accepted. */
  public synchronized Map<String, Integer> references() {
    Map<String, Integer> counts = new LinkedHashMap<>();
    books.forEach((reference, ids) -> counts.put(reference, ids.size()));
    return counts;
  }

  /** All orders that it was asked to take and that the guard let pass, in turn. */
  public synchronized List<OrderRequest> asked() {
    return List.copyOf(asked);
  }

  /** How often it was looked through. */
  public synchronized int looks() {
    return looked;
  }

  /** The oldest moment of interest of the last look, null when it was to see everything. */
  public synchronized @Nullable Instant lookedSince() {
    return lookedSince;
  }

  @Override
  public NumberProvider heeding(RunControl control) {
    return this;
  }

  @Override
  public Duration untilTurn() {
    return Duration.ZERO;
  }

  @Override
  public Placement place(OrderRequest order, SendGuard guard) {
    calls.incrementAndGet();
    Function<OrderRequest, Placement> answer;
    Runnable before;
    synchronized (this) {
      before = beforeSending;
    }
    before.run();
    try {
      guard.check();
    } catch (SendHeldBackException e) {
      return new Placement.HeldBack(String.valueOf(e.getMessage()));
    }
    synchronized (this) {
      asked.add(order);
      Function<OrderRequest, Placement> scripted = script.poll();
      answer = scripted == null ? otherwise : scripted;
    }
    return answer.apply(order);
  }

  @Override
  public Look lookFor(Predicate<String> references, @Nullable Instant since) {
    calls.incrementAndGet();
    Supplier<Look> scripted;
    synchronized (this) {
      looked++;
      lookedSince = since;
      scripted = looks.poll();
    }
    return scripted == null ? new Look.Complete(found(references)) : scripted.get();
  }

  /** What a look that sees everything finds. */
  public Map<String, List<String>> found(Collection<String> references) {
    return found(references::contains);
  }

  private synchronized Map<String, List<String>> found(Predicate<String> references) {
    Map<String, List<String>> found = new LinkedHashMap<>();
    books.forEach(
        (reference, ids) -> {
          if (references.test(reference)) {
            found.put(reference, List.copyOf(ids));
          }
        });
    return found;
  }

  @Override
  public OrderReading read(String providerOrderId, String reference, List<RequestedGroup> sent) {
    calls.incrementAndGet();
    Supplier<OrderReading> answer;
    synchronized (this) {
      Deque<Supplier<OrderReading>> left = readings.get(providerOrderId);
      if (left == null) {
        throw new IllegalStateException("nobody said what " + providerOrderId + " is like");
      }
      answer = left.size() > 1 ? left.remove() : left.element();
    }
    return answer.get();
  }

  @Override
  public synchronized boolean shows(String providerOrderId, String reference) {
    calls.incrementAndGet();
    return books.getOrDefault(reference, List.of()).contains(providerOrderId);
  }

  @Override
  public NumberOrders numberOrders() {
    return new NumberOrders() {
      @Override
      public Look lookFor(Set<String> references) {
        return ScriptedProvider.this.lookFor(references::contains, null);
      }

      @Override
      public Look lookThrough(Predicate<String> references) {
        return ScriptedProvider.this.lookFor(references, null);
      }

      @Override
      public NumberOrderReading read(
          String id, OrderRequest sent, Consumer<OrderedNumber> consumer) {
        return readNumbers(id, consumer);
      }

      @Override
      public Fit fit(GroupCriteria group, OrderedNumber number) {
        String areaCode = group.nationalDestinationCode();
        return number.phoneNumber().startsWith("+49" + (areaCode == null ? "" : areaCode))
            ? Fit.YES
            : Fit.NO;
      }

      @Override
      public boolean shows(String id, String reference) {
        return ScriptedProvider.this.shows(id, reference);
      }
    };
  }

  @Override
  public NumberSearch numberSearch() {
    return new NumberSearch() {
      @Override
      public Set<String> offered(Collection<GroupCriteria> wanted) {
        calls.incrementAndGet();
        Set<String> numbers = new HashSet<>();
        wanted.forEach(criteria -> numbers.add(String.valueOf(criteria.phoneNumber())));
        synchronized (ScriptedProvider.this) {
          RuntimeException failure = searchFailures.poll();
          if (failure != null) {
            throw failure;
          }
          searched.add(Set.copyOf(numbers));
          numbers.removeAll(sold);
        }
        return numbers;
      }

      @Override
      public Offers search(GroupCriteria wanted, int limit) {
        calls.incrementAndGet();
        synchronized (ScriptedProvider.this) {
          List<Offer> shown =
              stock
                  .getOrDefault(String.valueOf(wanted.nationalDestinationCode()), List.of())
                  .stream()
                  .filter(number -> !sold.contains(number))
                  .limit(limit)
                  .map(number -> new Offer(number, BigDecimal.ONE, BigDecimal.TEN, "USD"))
                  .toList();
          return new Offers(shown, shown.size());
        }
      }

      @Override
      public Set<String> owned(Collection<String> phoneNumbers) {
        calls.incrementAndGet();
        Set<String> numbers = new HashSet<>(phoneNumbers);
        synchronized (ScriptedProvider.this) {
          numbers.retainAll(owned);
        }
        return numbers;
      }
    };
  }

  @Override
  public Reservations reservations() {
    return new Reservations() {
      @Override
      public Outcome reserve(Set<String> phoneNumbers, String reference) {
        calls.incrementAndGet();
        synchronized (ScriptedProvider.this) {
          if (phoneNumbers.stream().anyMatch(notReservable::contains)) {
            return new Outcome.Taken("somebody has one of them");
          }
          int held = reserved.values().stream().mapToInt(Set::size).sum();
          if (held + phoneNumbers.size() > reservationLimit) {
            return new Outcome.LimitReached("no more");
          }
          reserved.computeIfAbsent(reference, none -> new HashSet<>()).addAll(phoneNumbers);
          Map<String, Hold> holds = new LinkedHashMap<>();
          phoneNumbers.forEach(
              number -> holds.put(number, new Hold("res-" + reference, heldUntil)));
          return new Outcome.Held(holds);
        }
      }

      @Override
      public Optional<Instant> extend(String id) {
        synchronized (ScriptedProvider.this) {
          extended.add(id);
        }
        return Optional.empty();
      }
    };
  }

  @Override
  public void readListed(
      String reference, Set<String> wanted, Consumer<List<ListedNumberOrder>> found) {
    calls.incrementAndGet();
    List<ListedNumberOrder> shown;
    synchronized (this) {
      shown = complete.stream().filter(order -> wanted.contains(order.id())).toList();
    }
    found.accept(shown);
  }

  @Override
  public NumberOrderReading readNumbers(String numberOrderId, Consumer<OrderedNumber> consumer) {
    calls.incrementAndGet();
    @Nullable Function<Consumer<OrderedNumber>, NumberOrderReading> answer;
    synchronized (this) {
      answer = numbers.get(numberOrderId);
    }
    return answer == null ? NumberOrderReading.NOT_FOUND : answer.apply(consumer);
  }

  @Override
  public Optional<String> rename(String numberOrderId, String customerReference) {
    calls.incrementAndGet();
    synchronized (this) {
      RuntimeException failure = renameFailures.poll();
      if (failure != null) {
        throw failure;
      }
      renamed.put(numberOrderId, customerReference);
    }
    return Optional.ofNullable(renameRefusals.get(numberOrderId));
  }

  @Override
  public BookPage orderPage(int page, Consumer<BookedOrder> orders) {
    throw new IllegalStateException("nobody said what the books are like");
  }

  @Override
  public BookPage numberOrderPage(
      int page, NumberOrderFilter filter, Consumer<BookedNumberOrder> numberOrders) {
    throw new IllegalStateException("nobody said what the books are like");
  }

  @Override
  public Stock stock() {
    return area -> OptionalLong.empty();
  }

  @Override
  public SubNumberOrders subNumberOrders() {
    return parts;
  }

  @Override
  public synchronized Optional<Balance> balance() {
    balanceReadings++;
    return Optional.ofNullable(balance);
  }

  @Override
  public synchronized Overcommit overcommit() {
    return overcommit;
  }

  @Override
  public Optional<Papers> papers() {
    throw new UnsupportedOperationException("Nobody gives papers here");
  }

  @Override
  public long calls() {
    return calls.get();
  }
}
