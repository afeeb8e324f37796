package bulkorders.provider.telnyx;

import bulkorders.provider.http.AnswerParser;
import bulkorders.provider.http.ProviderHttp;
import bulkorders.provider.http.RefusedReadException;
import bulkorders.provider.http.SpooledAnswer;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * A list whose answers have page numbers, while its documentation may know no way to ask for a
 * page. The way of the other lists is tried; where the answer does not follow, there is one page.
 * An entry is handed over once, however often it is listed.
 */
final class UndocumentedPages {

  private static final String PAGE = "&page[size]={size}&page[number]={number}";
  private static final int PAGE_SIZE = 250;

  private static final int MOST_PAGES = 100_000;
  private static final int UNKNOWN = -1;

  private final IntFunction<Page> pages;
  private final Set<String> seen = new HashSet<>();

  /**
   * @param pages reads a page by its number, from 1
   */
  UndocumentedPages(IntFunction<Page> pages) {
    this.pages = pages;
  }

  /**
   * The pages of a list.
   *
   * @param path with at least one filter
   * @param variables of the path
   */
  static UndocumentedPages of(
      ObjectMapper json, ProviderHttp http, Operation operation, String path, Object... variables) {
    return new UndocumentedPages(
        number ->
            RefusedReadException.unlessRefused(
                operation,
                () ->
                    http.get(
                        operation,
                        SpooledAnswer.before(body -> Page.read(json, body)),
                        path + PAGE,
                        Stream.concat(Arrays.stream(variables), Stream.of(PAGE_SIZE, number))
                            .toArray())));
  }

  /**
   * A page.
   *
   * @param number which one it says it is, -1 when it does not
   * @param last number of the last one, -1 when it does not say
   * @param total how many entries all of them have, -1 when it does not say
   */
  record Page(List<JsonNode> entries, int number, int last, int total) {

    static Page read(ObjectMapper json, InputStream body) {
      JsonNode root = AnswerParser.tree(json, body);
      List<JsonNode> entries = new ArrayList<>();
      root.path("data").forEach(entries::add);
      JsonNode meta = root.path("meta");
      return new Page(
          entries,
          meta.path("page_number").intValue(UNKNOWN),
          meta.path("total_pages").intValue(UNKNOWN),
          meta.path("total_results").intValue(UNKNOWN));
    }
  }

  /**
   * Reads what can be had.
   *
   * @param entries receives each entry that has an id
   * @return why these may not be all, null when they are
   */
  @Nullable String read(Consumer<JsonNode> entries) {
    int total = UNKNOWN;
    for (int number = 1; number <= MOST_PAGES; number++) {
      Page page = pages.apply(number);
      if (number > 1 && page.number() != number) {
        break;
      }
      total = Math.max(total, page.total());
      page.entries().forEach(entry -> take(entry, entries));
      boolean isLast = page.last() != UNKNOWN && number >= page.last();
      if (page.entries().isEmpty() || isLast && seen.size() >= total) {
        break;
      }
    }
    return seen.size() < total
        ? "is said to have %d entries, and shows %d".formatted(total, seen.size())
        : null;
  }

  private void take(JsonNode entry, Consumer<JsonNode> entries) {
    // Ids of addresses may be numbers.
    String id = entry.path("id").asString("");
    if (AnswerParser.isProviderId(id) && seen.add(id)) {
      entries.accept(entry);
    }
  }
}
