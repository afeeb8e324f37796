package bulkorders.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import bulkorders.ledger.BookScans.ScanState;
import bulkorders.provider.BookPage;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** When a list that shifts, ends early or never is called whole. */
class BookScanTests {

  private static final int PAGE = 4;

  private final Set<Integer> known = new HashSet<>();
  private final List<Integer> pagesRead = new ArrayList<>();

  /** Entries on a page, and the total that the page says. */
  private record Listed(List<Integer> entries, @Nullable Long total, @Nullable String fault) {}

  private ScanState scan(IntFunction<Listed> list) {
    ScanState state = new ScanState(0, 1, 0, -1, 0, false, null);
    while (!state.ended()) {
      assertThat(pagesRead).as("the reading ends").hasSizeLessThan(1_000);
      pagesRead.add(state.nextPage());
      Listed page = list.apply(state.nextPage());
      long before = known.size();
      known.addAll(page.entries());
      state =
          BookScan.after(
              state,
              new BookPage(page.entries().size(), page.total(), page.fault()),
              known.size() - before,
              known.size());
    }
    return state;
  }

  /** A page of a list that is newest first. */
  private static Listed page(int size, int number) {
    List<Integer> entries = new ArrayList<>();
    for (int i = size - (number - 1) * PAGE; i > Math.max(0, size - number * PAGE); i--) {
      entries.add(i);
    }
    return new Listed(entries, (long) size, null);
  }

  @Test
  void a_list_that_stands_still_is_whole_at_its_empty_page() {
    assertThat(scan(number -> page(10, number)).fault()).isNull();
    assertThat(pagesRead).containsExactly(1, 2, 3, 4);
  }

  @Test
  void an_empty_list_is_whole_when_it_says_so() {
    assertThat(scan(number -> page(0, number)).fault()).isNull();
    assertThat(scan(number -> new Listed(List.of(), null, null)).fault())
        .contains("no page says how many");
  }

  @Test
  void what_came_in_while_it_was_read_is_caught_up_with() {
    ScanState state = scan(number -> page(pagesRead.size() < 3 ? 10 : 13, number));

    assertThat(state.fault()).isNull();
    assertThat(known).hasSize(13);
  }

  @Test
  void a_list_that_hides_entries_is_incomplete() {
    ScanState state =
        scan(
            number -> {
              Listed page = page(10, number);
              return new Listed(
                  page.entries().stream().filter(entry -> entry != 5).toList(), 10L, null);
            });

    assertThat(state.fault()).contains("9 distinct entries", "10 are said to be there");
  }

  @Test
  void a_list_that_never_ends_is_incomplete() {
    assertThat(scan(number -> page(10, 1)).fault()).contains("repeats");
  }

  @Test
  void a_page_that_cannot_be_read_is_named() {
    assertThat(
            scan(number -> number == 2 ? new Listed(List.of(), 10L, "was refused") : page(10, 1))
                .fault())
        .isEqualTo("page 2 was refused");
  }
}
