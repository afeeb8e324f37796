package bulkorders.intake;

import static org.assertj.core.api.Assertions.assertThat;

import bulkorders.ledger.StagedGroup;
import bulkorders.provider.GroupCriteria;
import bulkorders.provider.OrderSettings;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestIdsTests {

  private static final GroupCriteria CRITERIA =
      new GroupCriteria(
          "US", "local", null, null, null, List.of(), null, null, null, null, null, null);

  @ParameterizedTest
  @CsvSource({
    "'', true",
    "a1, true",
    "a1 b2 c1, true",
    "a1 a1 b2 b2, true",
    "-1 -2 -1, true",
    "a1 - a1, true",
    "a1 a2, false",
    "a1 b1 a1, false",
    "a1 b1 a2, false",
    "a1 a1 a2 a1, false",
  })
  void requests_agree_when_their_rows_stand_together_with_the_same_key(String rows, boolean agree) {
    assertThat(ids(rows).agree()).isEqualTo(agree);
  }

  @Test
  void nothing_is_known_when_rows_were_taken_before() {
    RequestIds ids = new RequestIds(false);
    ids.add(group("a", 1));
    assertThat(ids.agree()).isFalse();
  }

  @Test
  void many_requests_are_told_apart() {
    RequestIds ids = new RequestIds(true);
    for (int i = 0; i < 500_000; i++) {
      ids.add(group("request-" + i, i));
    }
    assertThat(ids.agree()).isTrue();
    ids.add(group("request-" + 1, 1));
    assertThat(ids.agree()).isFalse();
  }

  /** A letter for the request, - for none, and a digit for the order key. */
  private static RequestIds ids(String rows) {
    RequestIds ids = new RequestIds(true);
    for (String row : rows.isEmpty() ? new String[0] : rows.split(" ")) {
      String request = row.substring(0, 1);
      ids.add(group(request.equals("-") ? null : request, row.length() > 1 ? row.charAt(1) : 0));
    }
    return ids;
  }

  private static StagedGroup group(@Nullable String request, long key) {
    return new StagedGroup(
        1, 2, request, CRITERIA, 1, null, OrderSettings.NONE, new UUID(0, key), 0, 0);
  }
}
