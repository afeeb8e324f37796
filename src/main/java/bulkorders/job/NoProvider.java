package bulkorders.job;

import bulkorders.provider.Balance;
import bulkorders.provider.BookPage;
import bulkorders.provider.BookedNumberOrder;
import bulkorders.provider.BookedOrder;
import bulkorders.provider.ListedNumberOrder;
import bulkorders.provider.Look;
import bulkorders.provider.NumberOrderFilter;
import bulkorders.provider.NumberOrderReading;
import bulkorders.provider.NumberOrders;
import bulkorders.provider.NumberProvider;
import bulkorders.provider.NumberSearch;
import bulkorders.provider.OrderReading;
import bulkorders.provider.OrderRequest;
import bulkorders.provider.OrderedNumber;
import bulkorders.provider.Placement;
import bulkorders.provider.RequestedGroup;
import bulkorders.provider.Reservations;
import bulkorders.provider.SendGuard;
import bulkorders.provider.Stock;
import bulkorders.provider.SubNumberOrders;
import bulkorders.run.RunControl;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Stands where a job that only plans would have a provider; whoever asks it made a mistake. */
enum NoProvider implements NumberProvider {
  INSTANCE;

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
    throw refusal();
  }

  @Override
  public Look lookFor(Predicate<String> references, @Nullable Instant since) {
    throw refusal();
  }

  @Override
  public OrderReading read(String providerOrderId, String reference, List<RequestedGroup> sent) {
    throw refusal();
  }

  @Override
  public boolean shows(String providerOrderId, String reference) {
    throw refusal();
  }

  @Override
  public NumberOrders numberOrders() {
    throw refusal();
  }

  @Override
  public NumberSearch numberSearch() {
    throw refusal();
  }

  @Override
  public Reservations reservations() {
    throw refusal();
  }

  @Override
  public void readListed(
      String reference, Set<String> wanted, Consumer<List<ListedNumberOrder>> found) {
    throw refusal();
  }

  @Override
  public NumberOrderReading readNumbers(String numberOrderId, Consumer<OrderedNumber> numbers) {
    throw refusal();
  }

  @Override
  public Optional<String> rename(String numberOrderId, String customerReference) {
    throw refusal();
  }

  @Override
  public BookPage orderPage(int page, Consumer<BookedOrder> orders) {
    throw refusal();
  }

  @Override
  public BookPage numberOrderPage(
      int page, NumberOrderFilter filter, Consumer<BookedNumberOrder> numberOrders) {
    throw refusal();
  }

  @Override
  public SubNumberOrders subNumberOrders() {
    throw refusal();
  }

  @Override
  public Stock stock() {
    throw refusal();
  }

  @Override
  public Optional<Balance> balance() {
    return Optional.empty();
  }

  @Override
  public long calls() {
    return 0;
  }

  private static IllegalStateException refusal() {
    return new IllegalStateException("A job that only plans must not talk to a provider");
  }
}
