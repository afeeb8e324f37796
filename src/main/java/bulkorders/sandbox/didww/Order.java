package bulkorders.sandbox.didww;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An order and how far it has come. Inside of the store only. */
final class Order {

  /** What has become of an order. */
  enum Status {
    PENDING,
    COMPLETED,
    CANCELED;

    String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final OrderFacts facts;
  private @Nullable String reference;
  private Status status = Status.PENDING;
  private @Nullable Instant leftPendingAt;

  /** Positions in stock for each item; null until there are enough. */
  private @Nullable List<int[]> numbers;

  Order(OrderFacts facts) {
    this.facts = facts;
    this.reference = facts.reference();
  }

  OrderFacts facts() {
    return facts;
  }

  UUID id() {
    return facts.id();
  }

  @Nullable String reference() {
    return reference;
  }

  void rename(@Nullable String newReference) {
    reference = newReference;
  }

  Status status() {
    return status;
  }

  boolean isPending() {
    return status == Status.PENDING;
  }

  void leavePending(Status newStatus, Instant at) {
    status = newStatus;
    leftPendingAt = at;
  }

  /** When it was completed or canceled; null while it is pending. */
  @Nullable Instant leftPendingAt() {
    return leftPendingAt;
  }

  /** Whether it waits for stock. */
  boolean isBackOrdered() {
    return isPending() && numbers == null;
  }

  void fill(List<int[]> positions) {
    numbers = positions;
  }

  /** Positions of its numbers for each item, none before there are enough. */
  List<int[]> numbers() {
    return numbers == null ? List.of() : numbers;
  }

  int count() {
    return numbers().stream().mapToInt(positions -> positions.length).sum();
  }

  /** Whether lists show it. */
  boolean isListed(Instant now, long extraLagMillis) {
    long lag = Math.max(facts.lagMillis(), extraLagMillis);
    return !facts.createdAt().plusMillis(lag).isAfter(now);
  }
}
