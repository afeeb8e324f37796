package bulkorders.sandbox.core;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** What can go wrong, and at which operations. */
public enum FaultKind {
  DROP_BEFORE_COMMIT(Everywhere.SET),
  DROP_AFTER_COMMIT(Everywhere.SET),
  STATUS_503_AFTER_COMMIT(Everywhere.SET),
  STATUS_500(Everywhere.SET),
  STATUS_429(Everywhere.SET),
  DELAY(Everywhere.SET),
  MALFORMED_BODY(Everywhere.SET),
  STUCK_PROCESSING(EnumSet.of(Operation.CREATE_ORDER, Operation.GET_ORDER, Operation.GET_NUMBERS)),
  OUT_OF_STOCK(EnumSet.of(Operation.CREATE_ORDER, Operation.SEARCH)),
  PARTIAL(EnumSet.of(Operation.CREATE_ORDER)),
  REFUSE_GROUP(EnumSet.of(Operation.CREATE_ORDER)),
  INSUFFICIENT_BALANCE(EnumSet.of(Operation.CREATE_ORDER)),
  NUMBERS_GONE(EnumSet.of(Operation.CREATE_ORDER, Operation.RESERVE)),
  UNAUTHORIZED(Everywhere.SET),
  LIST_LAG(EnumSet.of(Operation.CREATE_ORDER, Operation.LIST_ORDERS)),
  REDIRECT_307(Everywhere.SET),
  /** Accepted everywhere; only the provider with callbacks has it, at the order it is about. */
  DUPLICATE_WEBHOOK(EnumSet.noneOf(Operation.class)),
  /** Accepted everywhere; only the provider with callbacks has it, at the order it is about. */
  WEBHOOK_OUT_OF_ORDER(EnumSet.noneOf(Operation.class));

  private final Set<Operation> operations;

  FaultKind(Set<Operation> operations) {
    this.operations = operations;
  }

  /** The name the control API has for it. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether it can happen to that operation of that provider. */
  public boolean concerns(Provider provider, Operation operation) {
    boolean webhook = this == DUPLICATE_WEBHOOK || this == WEBHOOK_OUT_OF_ORDER;
    return operations.contains(operation)
        || (webhook && provider == Provider.DIDWW && operation == Operation.CREATE_ORDER);
  }

  /** Whether a fault declared for this operation could ever fire, or is accepted anyway. */
  public boolean declarableFor(Operation operation) {
    return operation == Operation.ANY || operations.isEmpty() || operations.contains(operation);
  }

  private static final class Everywhere {
    static final Set<Operation> SET = EnumSet.allOf(Operation.class);
  }
}
