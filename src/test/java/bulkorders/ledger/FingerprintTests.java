package bulkorders.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import bulkorders.provider.GroupCriteria;
import bulkorders.provider.OrderSettings;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FingerprintTests {

  private static final OrderSettings SETTINGS = new OrderSettings("1", null, null, "team");
  private static final GroupCriteria CHICAGO = criteria("Chicago", null, null, null);

  @Test
  void the_way_of_writing_does_not_matter() {
    assertThat(of(1, "r1", criteria("  CHICAGO ", "always", false, false), 5, SETTINGS))
        .isEqualTo(of(9, "R1 ", CHICAGO, 5, SETTINGS));
    assertThat(of(1, "r 1", criteria("St.  Paul", null, null, null), 5, SETTINGS))
        .isEqualTo(of(1, "r 1", criteria("st. paul", null, null, null), 5, SETTINGS));
  }

  @Test
  void settings_tell_rows_apart_only_where_no_request_does() {
    assertThat(of(1, "r1", CHICAGO, 5, OrderSettings.NONE))
        .isEqualTo(of(1, "r1", CHICAGO, 5, SETTINGS));
    assertThat(of(1, null, CHICAGO, 5, OrderSettings.NONE))
        .isNotEqualTo(of(1, null, CHICAGO, 5, SETTINGS));
  }

  @Test
  void whatever_is_asked_for_matters() {
    assertThat(
            Stream.of(
                of(1, "r1", CHICAGO, 5, SETTINGS),
                of(1, "r2", CHICAGO, 5, SETTINGS),
                of(1, null, CHICAGO, 5, SETTINGS),
                of(1, "r1", CHICAGO, 6, SETTINGS),
                of(1, "r1", criteria(null, null, null, null), 5, SETTINGS),
                of(1, "r1", criteria("Chicago", "never", null, null), 5, SETTINGS),
                of(1, "r1", criteria("Chicago", null, true, null), 5, SETTINGS),
                of(1, "r1", criteria("Chicago", null, null, true), 5, SETTINGS),
                Fingerprint.of("other", group(1, "r1", CHICAGO, 5, SETTINGS))))
        .doesNotHaveDuplicates();
  }

  /** What is stored must be recognised by every later version. */
  @Test
  void it_never_changes() {
    assertThat(of(1, "r1", CHICAGO, 5, SETTINGS)).isEqualTo(PINNED);
  }

  private static final long PINNED = 4_535_125_488_692_588_736L;

  private static long of(
      long row,
      @Nullable String request,
      GroupCriteria criteria,
      int count,
      OrderSettings settings) {
    return Fingerprint.of("telnyx", group(row, request, criteria, count, settings));
  }

  private static StagedGroup group(
      long row,
      @Nullable String request,
      GroupCriteria criteria,
      int count,
      OrderSettings settings) {
    return new StagedGroup(
        row, row + 1, request, criteria, count, null, settings, new UUID(0, row), row, 0);
  }

  private static GroupCriteria criteria(
      @Nullable String locality,
      @Nullable String strategy,
      @Nullable Boolean quickship,
      @Nullable Boolean excludeHeld) {
    return new GroupCriteria(
        "US",
        "local",
        "312",
        "IL",
        locality,
        List.of("sms", "voice"),
        null,
        null,
        null,
        quickship,
        excludeHeld,
        strategy);
  }
}
