package bulkorders.chaos;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a request asks the provider for. */
enum Operation {
  CREATE,
  LIST,
  LIST_PAGE_3,
  READ,
  NUMBERS,
  OTHER;

  /** Whether only a process asks for it that comes to follow its orders. */
  boolean comesLate() {
    return this == READ || this == NUMBERS;
  }

  private static final Pattern PAGE = Pattern.compile("[?&]page_number=([0-9]+)");

  static Operation of(String method, String target) {
    String path = target.replaceFirst("\\?.*", "");
    if (path.contains("/inexplicit_number_orders/")) {
      return READ;
    }
    if (path.endsWith("/inexplicit_number_orders")) {
      Matcher page = PAGE.matcher(target);
      return method.equals("POST")
          ? CREATE
          : page.find() && page.group(1).equals("3") ? LIST_PAGE_3 : LIST;
    }
    return path.contains("/number_orders") ? NUMBERS : OTHER;
  }
}
