package bulkorders.provider.http;

import bulkorders.provider.Look;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One look through a list of orders that documents no sequence, and that shifts while it is read
 * when orders are placed meanwhile.
 *
 * <p>The look reads to an empty page. Orders are never deleted, so having seen at least as many
 * distinct ids as any page gave as the total means having seen every order that was there when the
 * last of those pages was answered. When some are missing, the list has shifted: its beginning is
 * read again, a few times, before the look is called incomplete.
 *
 * <p>Where the references are known to be young and {@link NewestFirst every page} shows that the
 * list begins with the newest orders, the look ends once it is past the oldest that can matter.
 */
public final class OrderListScan {

  private static final int CATCH_UPS = 3;
  private static final int PAGES_WITHOUT_NEWS = 5;

  private final IntFunction<OrderListPage> pages;
  private final Predicate<String> references;
  private final int mostPages;
  private final NewestFirst order;
  private final Set<String> ids = new HashSet<>();
  private final Map<String, Set<String>> found = new LinkedHashMap<>();
  private long highestTotal = -1;
  private int pagesRead;
  private @Nullable Instant since;

  /**
   * @param pages reads a page by its number, from 1
   * @param pageSize how many orders a page is asked for
   * @param references says of a reference whether it is looked for
   * @param oldest no order with such a reference was placed before, null when that is not known
   * @param mostPages how many pages are read at most
   */
  public OrderListScan(
      IntFunction<OrderListPage> pages,
      int pageSize,
      Predicate<String> references,
      @Nullable Instant oldest,
      int mostPages) {
    this.pages = pages;
    this.references = references;
    this.mostPages = mostPages;
    this.order = new NewestFirst(pageSize, oldest);
  }

  /** Looks once. */
  public Look look() {
    String fault = readToEnd();
    if (fault == null && order.isPast()) {
      return new Look.Complete(found(), since);
    }
    for (int i = 0; i < CATCH_UPS && fault == null && ids.size() < highestTotal; i++) {
      fault = readBeginning();
    }
    if (fault == null && highestTotal < 0) {
      fault = "no page says how many orders there are";
    }
    if (fault == null && ids.size() < highestTotal) {
      fault =
          "the pages hold %d distinct orders, but %d are said to be there"
              .formatted(ids.size(), highestTotal);
    }
    return fault == null ? new Look.Complete(found(), since) : new Look.Incomplete(found(), fault);
  }

  private Map<String, List<String>> found() {
    return found.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, entry -> List.copyOf(entry.getValue())));
  }

  /** The end is an empty page, or where nothing can follow that matters. */
  private @Nullable String readToEnd() {
    OrderListPage before = null;
    int withoutNews = 0;
    for (int number = 1; ; number++) {
      if (pagesRead >= mostPages) {
        return "the list does not end within " + mostPages + " pages";
      }
      int known = ids.size();
      OrderListPage page = read(number);
      if (page.fault() != null) {
        return "page " + number + " " + page.fault();
      }
      if (page.isEmpty()) {
        return null;
      }
      withoutNews = ids.size() > known ? 0 : withoutNews + 1;
      if (withoutNews >= PAGES_WITHOUT_NEWS
          || (before != null && before.listed().equals(page.listed()))) {
        return "page " + number + " repeats what was on the pages before it";
      }
      before = page;
      if (order.isPast()) {
        return null;
      }
    }
  }

  private @Nullable String readBeginning() {
    for (int number = 1; ids.size() < highestTotal || number == 1; number++) {
      if (pagesRead >= mostPages) {
        return "the list does not end within " + mostPages + " pages";
      }
      int known = ids.size();
      OrderListPage page = read(number);
      if (page.fault() != null) {
        return "page " + number + " " + page.fault();
      }
      if (page.isEmpty() || ids.size() == known) {
        return null;
      }
    }
    return null;
  }

  private OrderListPage read(int number) {
    OrderListPage page = pages.apply(number);
    pagesRead++;
    Long total = page.totalResults();
    if (total != null) {
      highestTotal = Math.max(highestTotal, total);
    }
    order.read(page, listed -> !ids.contains(listed.id()));
    for (OrderListPage.Listed listed : page.listed()) {
      ids.add(listed.id());
      String reference = listed.reference();
      if (reference != null && references.test(reference)) {
        since = earlier(since, listed.createdAt());
        found.computeIfAbsent(reference, none -> new LinkedHashSet<>()).add(listed.id());
      }
    }
    return page;
  }

  private static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return other.isBefore(one) ? other : one;
  }
}
