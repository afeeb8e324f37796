package bulkorders.sandbox.didww;

import bulkorders.sandbox.core.QueryParameters;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which page of a list is wanted.
 *
 * @param number begins at 1
 */
record Listing(int number, int size) {

  /** The documentation says 100 in three places and 1,000 in one. */
  static final int LARGEST = 100;

  private static final int DEFAULT = 50;
  private static final String PREFIX = "page[";
  private static final String NUMBER = "page[number]";
  private static final String SIZE = "page[size]";

  static Listing of(QueryParameters query) {
    query.names().stream()
        .filter(name -> name.startsWith(PREFIX) && !name.equals(NUMBER) && !name.equals(SIZE))
        .findFirst()
        .ifPresent(
            name -> {
              throw DidwwRefusal.paramsNotAllowed(
                  List.of(name.substring(PREFIX.length()).replace("]", "")));
            });
    return new Listing(
        whole(query, NUMBER, "number", 1, Integer.MAX_VALUE),
        whole(query, SIZE, "size", DEFAULT, LARGEST));
  }

  private static int whole(
      QueryParameters query, String parameter, String name, int otherwise, int most) {
    @Nullable String text = query.first(parameter);
    if (text == null) {
      return otherwise;
    }
    long value = text.matches("[0-9]{1,10}") ? Long.parseLong(text) : 0;
    if (value < 1 || value > most) {
      throw DidwwRefusal.invalidPage(text, name);
    }
    return (int) value;
  }

  /** The entries of the page. */
  <T> List<T> of(List<T> all) {
    int from = (int) Math.min(all.size(), (number - 1L) * size);
    return all.subList(from, (int) Math.min(all.size(), (long) from + size));
  }

  /** Links to other pages of a list by their names. */
  Map<String, String> links(DidwwRequest request, int total) {
    int last = Math.max(1, (total + size - 1) / size);
    Map<String, String> links = new LinkedHashMap<>();
    links.put("first", link(request, 1));
    if (number > 1) {
      links.put("prev", link(request, Math.min(number - 1, last)));
    }
    if (number < last) {
      links.put("next", link(request, number + 1));
    }
    links.put("last", link(request, last));
    return links;
  }

  private String link(DidwwRequest request, int page) {
    QueryParameters query = request.query();
    String others =
        query.names().stream()
            .filter(name -> !name.startsWith(PREFIX))
            .map(name -> encoded(name) + "=" + encoded(String.join(",", query.list(name))) + "&")
            .collect(Collectors.joining());
    return request.base()
        + "/"
        + String.join("/", request.call().below())
        + "?"
        + others
        + encoded(NUMBER)
        + "="
        + page
        + "&"
        + encoded(SIZE)
        + "="
        + size;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
