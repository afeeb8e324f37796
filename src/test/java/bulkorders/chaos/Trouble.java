package bulkorders.chaos;

import java.util.EnumSet;
import java.util.Set;

/** What can go wrong between the program and the provider with one request. */
enum Trouble {
  /** The connection ends before the body of the request was read. */
  CUT_BEFORE_BODY(Any.ORDER),

  /** The connection ends within the body of the request; the provider gets half of it. */
  CUT_WITHIN_BODY(Any.ORDER),

  /** The whole request gets lost on its way, and then the connection. */
  REQUEST_LOST(Any.REQUEST),

  /** The request is on its way until the client gave up; then the provider does what was asked. */
  LATE_REQUEST(EnumSet.of(Operation.CREATE, Operation.CREATE_NAMED, Operation.RESERVE)),

  /** Request and answer take their time, but less than the client has. */
  DELAYED(Any.REQUEST),

  /** The provider does what was asked, and not a byte of its answer arrives. */
  CUT_AFTER_BODY(Any.REQUEST),

  /** The connection ends within the headers of the answer. */
  CUT_WITHIN_HEAD(Any.REQUEST),

  /** The connection ends in the middle of the body of the answer. */
  HALF_ANSWER(Any.REQUEST),

  /** Half of the body of the answer, then nothing for longer than the client waits. */
  HALF_ANSWER_THEN_SILENCE(Any.REQUEST),

  /** The provider does what was asked; its answer comes after the client gave up. */
  LATE_ANSWER(Any.REQUEST),

  /** All goes well; but the connection is closed as the next request is written to it. */
  CLOSED_WHEN_REUSED(Any.REQUEST),

  /** Sent to another host instead of the provider. */
  REDIRECTED(Any.REQUEST),

  /** The provider does what was asked; the answer sends the client to another host. */
  REDIRECTED_AFTER_COMMIT(Any.REQUEST),

  /** A byte of the request is another one when it comes to the provider. */
  CORRUPTED_REQUEST(Any.REQUEST),

  /** A byte of the answer, its status line or its body, is another one. */
  CORRUPTED_ANSWER(Any.REQUEST),

  /** The provider's own 429, to many requests in a row. */
  THROTTLED(Any.REQUEST),

  /** The provider does what was asked and answers 5xx, 408 or 425. */
  FAILED_AFTER_COMMIT(Any.REQUEST),

  /** Somebody in between answers with a page for people; the provider hears of nothing. */
  FOREIGN_PAGE(Any.REQUEST),

  /** The provider does what was asked; somebody in between answers with a page for people. */
  FOREIGN_PAGE_AFTER_COMMIT(Any.REQUEST),

  /** While the list is read somebody else orders from the same account. */
  ORDERS_MEANWHILE(EnumSet.of(Operation.LIST)),

  /** The third page of the list fails. */
  THIRD_PAGE_FAILS(EnumSet.of(Operation.LIST_PAGE_3)),

  /**
   * Accepted orders are on the list only a while later, less than the settle time, and are looked
   * for meanwhile.
   */
  LIST_LAGS(Any.ORDER),

  /** The provider refuses a group of an order for its content. */
  GROUP_REFUSED(EnumSet.of(Operation.CREATE));

  private final Set<Operation> operations;

  Trouble(Set<Operation> operations) {
    this.operations = operations;
  }

  Set<Operation> operations() {
    return operations;
  }

  /** Whether it can lead to a refusal of rows that are not at fault. */
  boolean refusesContent() {
    return this == CORRUPTED_REQUEST || this == GROUP_REFUSED;
  }

  /** Whether only a process meets it that comes to follow its orders, or to look for one. */
  boolean comesLate() {
    return this == LIST_LAGS;
  }

  /** Whether looks may not add up because of it, so that orders are left to a person. */
  boolean keepsLooksFromAddingUp() {
    return this == ORDERS_MEANWHILE || this == THIRD_PAGE_FAILS;
  }

  private static final class Any {
    static final Set<Operation> REQUEST =
        EnumSet.complementOf(EnumSet.of(Operation.LIST_PAGE_3, Operation.OTHER));
    static final Set<Operation> ORDER = EnumSet.of(Operation.CREATE, Operation.CREATE_NAMED);
  }
}
