package bulkorders.provider.telnyx;

import bulkorders.provider.http.ApiOperation;

/** What Telnyx is asked for, as the metrics and messages call it. */
enum Operation implements ApiOperation {
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
  GET_COVERAGE("get_coverage", "asking for the stock"),
  GET_RULES("get_rules", "asking what papers are wanted"),
  LIST_COMMENTS("list_comments", "listing comments"),
  COMMENT("comment", "commenting"),
  LIST_DOCUMENTS("list_documents", "looking for a document"),
  UPLOAD("upload", "uploading a document"),
  LIST_ADDRESSES("list_addresses", "looking for an address"),
  MAKE_ADDRESS("make_address", "making an address"),
  GIVE_TO_PART("give_to_part", "giving papers to a sub number order"),
  GIVE_TO_NUMBER("give_to_number", "giving papers to a number"),
  ATTACH_GROUP("attach_group", "attaching a requirement group");

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
