package bulkorders.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bulkorders.ledger.Reject.Fault;
import bulkorders.provider.GroupCriteria;
import bulkorders.provider.OrderSettings;
import bulkorders.provider.RequestedGroup;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.dao.DataAccessException;

class StagingTests {

  @RegisterExtension static final TestLedger ledger = new TestLedger();

  private final Run run = ledger.run();

  @Test
  void every_odd_character_arrives_as_it_was_given() {
    List<String> odd =
        List.of(
            "tab\there",
            "back\\slash \\N \\. \\t",
            "\\N",
            "\\.",
            "",
            " ",
            "line\nfeed\r\nand return\r",
            "\"quoted\" 'and' `ticked`",
            "\b\f\u000b\u001b\u007f",
            "é ß 東京 \u202e \ufeff",
            "\ud83d\ude00\ud83c\uddfa\ud83c\uddf8",
            "a,b;c|d",
            "null");
    List<StagedGroup> groups = new ArrayList<>();
    for (String text : odd) {
      groups.add(local(groups.size() + 1, text));
    }

    ledger.stage(run, groups, List.of());

    assertThat(localities()).isEqualTo(odd);
  }

  @Test
  void no_character_is_cut_in_two_when_the_rows_are_sent_in_several_pieces() {
    // Surrogate pairs at even and at odd places, so that one lies across every possible cut.
    Random random = new Random(7);
    List<String> texts = new ArrayList<>();
    List<StagedGroup> groups = new ArrayList<>();
    for (int row = 1; row <= 40; row++) {
      String text =
          "x".repeat(random.nextInt(2)) + "\ud83d\ude00".repeat(5_000 + random.nextInt(9));
      texts.add(text);
      groups.add(local(row, text));
    }

    ledger.stage(run, groups, List.of());

    assertThat(localities()).isEqualTo(texts);
  }

  @Test
  void a_field_that_is_not_given_is_null_and_one_that_is_comes_back_as_it_was_sent() {
    var full =
        new GroupCriteria(
            "CA",
            "toll_free",
            "833",
            "ON",
            "Sault Ste. Marie",
            List.of("mms", "sms"),
            "1",
            "2",
            "3",
            true,
            false,
            "never");
    var bare =
        new GroupCriteria(
            "US", "local", null, null, null, List.of(), null, null, null, null, null, null);
    var settings = new OrderSettings("c", "m", "b", "own");
    UUID key = UUID.randomUUID();
    ledger.stage(
        run,
        List.of(
            new StagedGroup(
                1, 2, "r-1", full, 7, null, settings, key, Long.MIN_VALUE, Long.MAX_VALUE),
            new StagedGroup(2, 3, null, bare, 1, null, settings, key, -1, 0)),
        List.of());

    ledger.planAll(run);

    ProviderOrder order = ledger.orders().of(run.id()).get(0);
    assertThat(ledger.orders().groupsOf(order.id()))
        .containsExactly(new RequestedGroup(0, full, 7), new RequestedGroup(1, bare, 1));
    assertThat(order.settings()).isEqualTo(settings);
  }

  @Test
  void a_reject_keeps_its_raw_bytes_and_all_its_faults() {
    byte[] raw = new byte[256];
    for (int i = 0; i < raw.length; i++) {
      raw[i] = (byte) i;
    }
    var faults =
        List.of(
            new Fault("count_requested", "1,000\u0000", "a spreadsheet changed it"),
            new Fault(null, null, "not UTF-8 \\ \t \"x\""));
    ledger.stage(
        run,
        List.of(),
        List.of(
            new Reject(1, 2, "r\\1", 5, faults, raw),
            new Reject(2, 3, null, 0, faults, new byte[0])));

    assertThat(
            ledger
                .jdbc()
                .sql("select raw from reject where run_id = ? and row_no = 1")
                .param(run.id())
                .query(byte[].class)
                .single())
        .isEqualTo(raw);
    List<String> stored =
        ledger
            .jdbc()
            .sql("select faults from reject where run_id = ? order by row_no")
            .param(run.id())
            .query(String.class)
            .list();
    assertThat(stored).map(new FaultsText()::read).containsExactly(faults, faults);
    assertThat(ledger.runs().figures(run.id()).rowsRejected()).isEqualTo(2);
  }

  @Test
  void what_is_staged_goes_with_the_transaction_it_was_staged_in() {
    assertThatThrownBy(
            () ->
                ledger
                    .transaction()
                    .executeWithoutResult(
                        status -> {
                          StagedRows rows = ledger.staging().rows(run);
                          rows.add(local(1, "a"));
                          rows.store();
                          throw new IllegalStateException("crash before the commit");
                        }))
        .hasMessage("crash before the commit");

    assertThat(localities()).isEmpty();
  }

  @Test
  void a_row_that_cannot_be_staged_leaves_the_connection_usable() {
    ledger.stage(run, List.of(local(1, "a")), List.of());

    assertThatThrownBy(() -> ledger.stage(run, List.of(local(1, "again")), List.of()))
        .isInstanceOf(DataAccessException.class);
    assertThatThrownBy(() -> ledger.stage(run, List.of(local(2, "nul \u0000")), List.of()))
        .isInstanceOf(DataAccessException.class);

    ledger.stage(run, List.of(local(3, "b")), List.of());
    assertThat(localities()).containsExactly("a", "b");
  }

  private static StagedGroup local(long row, String locality) {
    var criteria =
        new GroupCriteria(
            "US", "local", null, null, locality, List.of(), null, null, null, null, null, null);
    return new StagedGroup(
        row, row + 1, null, criteria, 1, null, OrderSettings.NONE, new UUID(0, 0), row, 0);
  }

  private List<String> localities() {
    return ledger
        .jdbc()
        .sql("select locality from ordering_group where run_id = ? order by row_no")
        .param(run.id())
        .query(String.class)
        .list();
  }
}
