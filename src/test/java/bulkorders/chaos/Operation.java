package bulkorders.chaos;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a request asks the provider for. */
enum Operation {
  /** An order in bulk. */
  CREATE,

  /** An order that names its numbers. */
  CREATE_NAMED,

  /** The list of orders in bulk. */
  LIST,
  LIST_PAGE_3,

  /** The list of number orders, all or those with a reference. */
  LIST_NAMED,

  /** An order in bulk. */
  READ,

  /** A number order. */
  NUMBERS,

  /** Numbers for sale. */
  SEARCH,

  /** A reservation, or the list of them. */
  RESERVE,

  /** Numbers of the account. */
  OWNED,

  OTHER;

  /** Whether only a process asks for it that comes to an end with most of its orders. */
  boolean comesLate(Row.Mixture mixture) {
    return switch (this) {
      case READ, NUMBERS -> true;
      // Orders in bulk are sent before those that name their numbers.
      case CREATE_NAMED, SEARCH, RESERVE, OWNED -> mixture == Row.Mixture.BULK;
      default -> false;
    };
  }

  boolean creates() {
    return this == CREATE || this == CREATE_NAMED;
  }

  private static final Pattern PAGE = Pattern.compile("[?&]page_number=([0-9]+)");
  private static final Pattern RESOURCE = Pattern.compile("/v2/([a-z_]+)(/?)");

  static Operation of(String method, String target) {
    Matcher resource = RESOURCE.matcher(target);
    if (!resource.lookingAt()) {
      return OTHER;
    }
    boolean isOne = !resource.group(2).isEmpty();
    boolean isPost = method.equals("POST");
    return switch (resource.group(1)) {
      case "inexplicit_number_orders" -> isOne ? READ : isPost ? CREATE : list(target);
      case "number_orders" -> isOne ? NUMBERS : isPost ? CREATE_NAMED : LIST_NAMED;
      case "available_phone_numbers" -> SEARCH;
      case "number_reservations" -> RESERVE;
      case "phone_numbers" -> OWNED;
      default -> OTHER;
    };
  }

  private static Operation list(String target) {
    Matcher page = PAGE.matcher(target);
    return page.find() && page.group(1).equals("3") ? LIST_PAGE_3 : LIST;
  }
}
