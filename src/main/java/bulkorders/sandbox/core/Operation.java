package bulkorders.sandbox.core;

import java.util.Locale;

/** What a request does; faults and request counts go by it. */
public enum Operation {
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
  GET_CATALOGUE,
  UPLOAD,
  CREATE_ADDRESS,
  CREATE_GROUP,
  ATTACH,
  COMMENT,
  GET_PAPERS,
  REPORT,
  DELETE,
  /** In a fault: every operation. In the request counts: none of the others. */
  ANY;

  /** The name the control API has for it. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
