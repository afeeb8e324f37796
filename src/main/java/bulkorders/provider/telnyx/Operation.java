package bulkorders.provider.telnyx;

/** What Telnyx is asked for, as the metrics and messages call it. */
enum Operation {
  CREATE_ORDER("create_order", "placing an order"),
  LIST_ORDERS("list_orders", "listing the orders"),
  GET_ORDER("get_order", "reading an order"),
  GET_NUMBERS("get_numbers", "reading a number order"),
  LIST_NUMBERS("list_numbers", "listing number orders"),
  SEARCH_NUMBERS("search_numbers", "searching numbers"),
  LIST_OWNED("list_owned_numbers", "listing the numbers of the account"),
  RESERVE("reserve_numbers", "reserving numbers"),
  LIST_RESERVATIONS("list_reservations", "listing reservations"),
  UPDATE_NUMBERS("update_numbers", "updating a number order"),
  LIST_PARTS("list_sub_number_orders", "listing sub number orders"),
  GET_PART("get_sub_number_order", "reading a sub number order"),
  GET_NUMBER("get_number", "reading a number of an order"),
  LIST_ORDERED("list_ordered_numbers", "listing the numbers of orders"),
  CANCEL("cancel", "cancelling a sub number order"),
  GET_BALANCE("get_balance", "reading the balance"),
  GET_COVERAGE("get_coverage", "asking for the stock");

  private final String label;
  private final String words;

  Operation(String label, String words) {
    this.label = label;
    this.words = words;
  }

  String label() {
    return label;
  }

  String words() {
    return words;
  }
}
