package bulkorders.reconciliation;

import bulkorders.ledger.BookScans.ScanState;
import bulkorders.provider.BookPage;
import org.jspecify.annotations.Nullable;

/**
 * Judges whether a list was seen as a whole, by the rule of every look through the provider's
 * orders: it is read to an empty page, and at least as many distinct entries were seen as any page
 * said there are. Pages shift while new orders come in; when some are missing the beginning is read
 * again, a few times, before the list is called incomplete.
 */
final class BookScan {

  private static final int CATCH_UPS = 3;
  private static final int PAGES_WITHOUT_NEWS = 5;
  private static final int MOST_PAGES = 100_000;

  private BookScan() {}

  /**
   * How far the list is read after another page.
   *
   * @param fresh entries of the page that were not known before
   * @param known entries known by now
   */
  static ScanState after(ScanState before, BookPage page, long fresh, long known) {
    Long said = page.total();
    long total = said == null ? before.highestTotal() : Math.max(before.highestTotal(), said);
    int number = before.nextPage();
    if (page.fault() != null) {
      return ended(before, total, known, "page " + number + " " + page.fault());
    }
    boolean isCatchUp = before.reading() > 0;
    boolean isOver = page.entries() == 0 || (isCatchUp && (fresh == 0 || known >= total));
    if (isOver) {
      return afterReading(before, total, known);
    }
    int withoutNews = fresh > 0 ? 0 : before.withoutNews() + 1;
    boolean isBeyondEnd = (long) number * page.entries() > total;
    if (withoutNews >= PAGES_WITHOUT_NEWS && isBeyondEnd) {
      return ended(before, total, known, "page " + number + " repeats the pages before it");
    }
    if (number >= MOST_PAGES) {
      return ended(before, total, known, "the list does not end within " + MOST_PAGES + " pages");
    }
    return new ScanState(before.reading(), number + 1, withoutNews, total, known, false, null);
  }

  private static ScanState afterReading(ScanState before, long total, long known) {
    if (total < 0) {
      return ended(before, total, known, "no page says how many entries there are");
    }
    if (known >= total) {
      return ended(before, total, known, null);
    }
    if (before.reading() == CATCH_UPS) {
      return ended(
          before,
          total,
          known,
          "the pages hold %d distinct entries, but %d are said to be there"
              .formatted(known, total));
    }
    return new ScanState(before.reading() + 1, 1, 0, total, known, false, null);
  }

  private static ScanState ended(ScanState before, long total, long known, @Nullable String fault) {
    return new ScanState(
        before.reading(), before.nextPage(), before.withoutNews(), total, known, true, fault);
  }
}
