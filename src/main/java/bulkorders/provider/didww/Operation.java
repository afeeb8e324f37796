package bulkorders.provider.didww;

import bulkorders.provider.http.ApiOperation;

/** What DIDWW is asked for, as the metrics and messages call it. */
enum Operation implements ApiOperation {
  CREATE_ORDER("create_order", "placing an order"),
  LIST_ORDERS("list_orders", "listing the orders"),
  FIND_ORDER("find_order", "looking for an order by its reference"),
  GET_ORDER("get_order", "reading an order"),
  GET_NUMBERS("get_numbers", "reading the numbers of an order"),
  UPDATE_ORDER("update_order", "updating an order"),
  CANCEL("cancel", "cancelling an order"),
  GET_BALANCE("get_balance", "reading the balance"),
  GET_STOCK("get_stock", "asking for the stock"),
  GET_CATALOGUE("get_catalogue", "reading the catalogue");

  private final String label;
  private final String words;

  Operation(String label, String words) {
    this.label = label;
    this.words = words;
  }

  @Override
  public String label() {
    return label;
  }

  @Override
  public String words() {
    return words;
  }
}
