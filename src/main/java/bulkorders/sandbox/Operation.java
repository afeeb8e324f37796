package bulkorders.sandbox;

import java.util.Locale;

/** What a request does; faults and request counts go by it. */
enum Operation {
  CREATE_ORDER,
  LIST_ORDERS,
  GET_ORDER,
  GET_NUMBERS,
  UPDATE,
  CANCEL,
  SEARCH,
  RESERVE,
  EXTEND,
  GET_RESERVATIONS,
  GET_OWNED,
  GET_COVERAGE,
  /** In a fault: every operation. In the request counts: none of the others. */
  ANY;

  String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
