package bulkorders.ledger;

import bulkorders.provider.BookedNumberOrder;
import bulkorders.provider.BookedOrder;
import bulkorders.provider.BookedOrder.BookedGroup;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * What was read of a provider's books, and how far the reading is. Storing an entry again replaces
 * it, so that a page may be read once more after a crash.
 */
@Repository
public class BookScans {

  private static final String STATE =
      "select * from book_scan where reconciliation = ? and list = ?";

  private static final String SAVE =
      """
      insert into book_scan (reconciliation, list, reading, next_page, without_news, highest_total, ended, fault)
      values (:reconciliation, :list, :reading, :nextPage, :withoutNews, :highestTotal, :ended, :fault)
      on conflict (reconciliation, list) do update set reading = excluded.reading, next_page = excluded.next_page,
        without_news = excluded.without_news, highest_total = excluded.highest_total, ended = excluded.ended,
        fault = excluded.fault
      """;

  private static final String PUT_ORDERS =
      """
      with put as (
        insert into listed_order (reconciliation, provider_order_id, reference, tag, created_at)
        select :reconciliation, * from unnest(:ids::text[], :references::text[], :tags::text[], :times::timestamptz[])
        on conflict (reconciliation, provider_order_id) do update set reference = excluded.reference, tag = excluded.tag
        returning xmax = 0 as fresh)
      select count(*) filter (where fresh) from put
      """;

  private static final String PUT_GROUPS =
      """
      insert into listed_group (reconciliation, provider_order_id, position, echo, count_requested, count_allocated,
        status, settled, number_order_ids)
      select :reconciliation, id, position, echo, requested, allocated, status, settled, string_to_array(number_orders, ',')
      from unnest(:ids::text[], :positions::int[], :echoes::bigint[], :requested::int[], :allocated::int[],
        :statuses::text[], :settled::boolean[], :numberOrders::text[])
        as n (id, position, echo, requested, allocated, status, settled, number_orders)
      """;

  private static final String PUT_NUMBER_ORDERS =
      """
      with put as (
        insert into listed_number_order (reconciliation, number_order_id, reference, tag, status, count, created_at, phone_numbers)
        select :reconciliation, id, reference, tag, status, count, created_at, string_to_array(numbers, ',')
        from unnest(:ids::text[], :references::text[], :tags::text[], :statuses::text[], :counts::int[],
          :times::timestamptz[], :numbers::text[]) as n (id, reference, tag, status, count, created_at, numbers)
        on conflict (reconciliation, number_order_id) do update set reference = excluded.reference, tag = excluded.tag,
          status = excluded.status, count = excluded.count, phone_numbers = excluded.phone_numbers
        returning xmax = 0 as fresh)
      select count(*) filter (where fresh) from put
      """;

  private final JdbcClient jdbc;

  BookScans(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** One of the provider's lists. */
  public enum BookList {
    /** What a POST creates. */
    ORDERS,
    /** What orders lead to. */
    NUMBER_ORDERS
  }

  /**
   * How far a list is read.
   *
   * @param reading 0 while the list is read to its end for the first time, then which time it is
   *     caught up with
   * @param nextPage the page to be read next
   * @param withoutNews how many pages in a row brought nothing new
   * @param highestTotal the most entries that any page said there are, -1 when none said
   * @param known how many distinct entries were seen
   * @param ended whether nothing more is read of it
   * @param fault why the list is not known as a whole; null when it is, or is not read yet
   */
  public record ScanState(
      int reading,
      int nextPage,
      int withoutNews,
      long highestTotal,
      long known,
      boolean ended,
      @Nullable String fault) {

    static final ScanState BEGIN = new ScanState(0, 1, 0, -1, 0, false, null);
  }

  /**
   * An entry and the tag of some ledger that its reference carries, null when it carries none.
   *
   * @param <T> what is listed
   */
  public record Tagged<T>(T entry, @Nullable String tag) {}

  /** How far a list is read. */
  public ScanState state(int reconciliation, BookList list) {
    return jdbc.sql(STATE)
        .params(reconciliation, list.name())
        .query(ScanState.class)
        .optional()
        .orElse(ScanState.BEGIN);
  }

  /** Keeps how far a list is read; how many entries are known is counted as they are stored. */
  @Transactional
  public void save(int reconciliation, BookList list, ScanState state) {
    jdbc.sql(SAVE)
        .param("reconciliation", reconciliation)
        .param("list", list.name())
        .param("reading", state.reading())
        .param("nextPage", state.nextPage())
        .param("withoutNews", state.withoutNews())
        .param("highestTotal", state.highestTotal())
        .param("ended", state.ended())
        .param("fault", state.fault(), Types.VARCHAR)
        .update();
  }

  /**
   * Stores orders.
   *
   * @return how many of them were not known yet
   */
  @Transactional
  public long storeOrders(int reconciliation, List<Tagged<BookedOrder>> listed) {
    Collection<Tagged<BookedOrder>> orders = distinct(listed, BookedOrder::id);
    String[] ids = texts(orders, order -> order.entry().id());
    long fresh =
        jdbc.sql(PUT_ORDERS)
            .param("reconciliation", reconciliation)
            .param("ids", ids)
            .param("references", texts(orders, order -> order.entry().reference()))
            .param("tags", texts(orders, Tagged::tag))
            .param("times", texts(orders, order -> text(order.entry().createdAt())))
            .query(Long.class)
            .single();
    jdbc.sql("delete from listed_group where reconciliation = ? and provider_order_id = any (?)")
        .params(reconciliation, ids)
        .update();
    List<ListedGroup> groups = new ArrayList<>();
    for (Tagged<BookedOrder> order : orders) {
      if (order.tag() != null) {
        List<BookedGroup> ofOrder = order.entry().groups();
        for (int position = 0; position < ofOrder.size(); position++) {
          groups.add(new ListedGroup(order.entry().id(), position, ofOrder.get(position)));
        }
      }
    }
    storeGroups(reconciliation, groups);
    return counted(reconciliation, BookList.ORDERS, fresh);
  }

  private void storeGroups(int reconciliation, List<ListedGroup> groups) {
    jdbc.sql(PUT_GROUPS)
        .param("reconciliation", reconciliation)
        .param("ids", texts(groups, ListedGroup::orderId))
        .param("positions", texts(groups, listed -> text(listed.position())))
        .param("echoes", texts(groups, listed -> text(listed.group().echo())))
        .param("requested", texts(groups, listed -> text(listed.group().requested())))
        .param("allocated", texts(groups, listed -> text(listed.group().allocated())))
        .param("statuses", texts(groups, listed -> listed.group().status()))
        .param("settled", texts(groups, listed -> text(listed.group().settled())))
        .param(
            "numberOrders",
            texts(groups, listed -> String.join(",", listed.group().numberOrderIds())))
        .update();
  }

  private record ListedGroup(String orderId, int position, BookedGroup group) {}

  /**
   * Stores number orders.
   *
   * @return how many of them were not known yet
   */
  @Transactional
  public long storeNumberOrders(int reconciliation, List<Tagged<BookedNumberOrder>> listed) {
    Collection<Tagged<BookedNumberOrder>> orders = distinct(listed, BookedNumberOrder::id);
    long fresh =
        jdbc.sql(PUT_NUMBER_ORDERS)
            .param("reconciliation", reconciliation)
            .param("ids", texts(orders, order -> order.entry().id()))
            .param("references", texts(orders, order -> order.entry().reference()))
            .param("tags", texts(orders, Tagged::tag))
            .param("statuses", texts(orders, order -> order.entry().status()))
            .param("counts", texts(orders, order -> text(order.entry().count())))
            .param("times", texts(orders, order -> text(order.entry().createdAt())))
            .param(
                "numbers", texts(orders, order -> String.join(",", order.entry().phoneNumbers())))
            .query(Long.class)
            .single();
    return counted(reconciliation, BookList.NUMBER_ORDERS, fresh);
  }

  private long counted(int reconciliation, BookList list, long fresh) {
    jdbc.sql("update book_scan set known = known + ? where reconciliation = ? and list = ?")
        .params(fresh, reconciliation, list.name())
        .update();
    return fresh;
  }

  /** Forgets what was read, once it is compared. */
  @Transactional
  public void forget(int reconciliation) {
    for (String table : List.of("listed_group", "listed_order", "listed_number_order")) {
      jdbc.sql("delete from " + table + " where reconciliation = ?").param(reconciliation).update();
    }
  }

  /** Of an entry that a page holds twice, the last counts. */
  private static <T> Collection<Tagged<T>> distinct(List<Tagged<T>> all, Function<T, String> id) {
    Map<String, Tagged<T>> last = new LinkedHashMap<>();
    all.forEach(entry -> last.put(id.apply(entry.entry()), entry));
    return last.values();
  }

  private static <T> @Nullable String[] texts(
      Collection<T> all, Function<T, @Nullable String> text) {
    @Nullable String[] texts = new @Nullable String[all.size()];
    int i = 0;
    for (T entry : all) {
      texts[i++] = text.apply(entry);
    }
    return texts;
  }

  private static @Nullable String text(@Nullable Object value) {
    return value == null ? null : Objects.toString(value);
  }
}
