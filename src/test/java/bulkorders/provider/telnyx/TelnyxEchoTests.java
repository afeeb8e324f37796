package bulkorders.provider.telnyx;

import static org.assertj.core.api.Assertions.assertThat;

import bulkorders.provider.GroupCriteria;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TelnyxEchoTests {

  private final TelnyxEcho echo = new TelnyxEcho();

  private static final GroupCriteria BARE =
      new GroupCriteria(
          "US", "local", null, null, null, List.of(), null, null, null, null, null, null);

  @Test
  void tellsEveryEchoedFieldApart() {
    List<GroupCriteria> different =
        List.of(
            BARE,
            new GroupCriteria(
                "CA", "local", null, null, null, List.of(), null, null, null, null, null, null),
            new GroupCriteria(
                "US", "toll_free", null, null, null, List.of(), null, null, null, null, null, null),
            new GroupCriteria(
                "US", "local", "1", null, null, List.of(), null, null, null, null, null, null),
            new GroupCriteria(
                "US", "local", null, "1", null, List.of(), null, null, null, null, null, null),
            new GroupCriteria(
                "US", "local", null, null, null, List.of(), "1", null, null, null, null, null),
            new GroupCriteria(
                "US", "local", null, null, null, List.of(), null, "1", null, null, null, null),
            new GroupCriteria(
                "US", "local", null, null, null, List.of(), null, null, "1", null, null, null),
            new GroupCriteria(
                "US", "local", null, null, null, List.of(), null, null, null, true, null, null),
            new GroupCriteria(
                "US", "local", null, null, null, List.of(), null, null, null, null, true, null),
            new GroupCriteria(
                "US", "local", null, null, null, List.of(), null, null, null, null, null, "never"));

    assertThat(different.stream().map(echo::echoed).distinct()).hasSize(different.size());
    assertThat(different).allSatisfy(criteria -> assertThat(echo.hidden(criteria)).isZero());
  }

  @Test
  void takesLeftOutValuesForTheirDefaults() {
    GroupCriteria spelledOut =
        new GroupCriteria(
            "US", "local", null, null, null, List.of(), null, null, null, false, false, "always");

    assertThat(echo.echoed(spelledOut)).isEqualTo(echo.echoed(BARE));
  }

  @Test
  void hidesLocalityAndFeatures() {
    Set<Long> hidden = new HashSet<>();
    for (GroupCriteria criteria :
        List.of(
            hiding("Chicago", List.of()),
            hiding("Berlin", List.of()),
            hiding(null, List.of("sms")),
            hiding(null, List.of("sms", "voice")),
            hiding(null, List.of("smsvoice")),
            hiding("sms", List.of()),
            hiding("Chicago", List.of("sms")))) {
      assertThat(echo.echoed(criteria)).isEqualTo(echo.echoed(BARE));
      assertThat(echo.hidden(criteria)).isNotZero();
      hidden.add(echo.hidden(criteria));
    }
    assertThat(hidden).hasSize(7);
  }

  @Test
  void doesNotCollideOnAreaCodesAndPatterns() {
    Set<Long> seen = new HashSet<>();
    for (int area = 200; area < 1_000; area++) {
      for (int start = 0; start < 500; start++) {
        seen.add(
            echo.echoed(
                new GroupCriteria(
                    "US",
                    "local",
                    "" + area,
                    null,
                    null,
                    List.of(),
                    "" + start,
                    null,
                    null,
                    null,
                    null,
                    null)));
      }
    }
    assertThat(seen).hasSize(800 * 500);
  }

  @Test
  void staysTheSameForEver() {
    assertThat(echo.echoed(BARE)).isEqualTo(-1809855554444264534L);
  }

  private static GroupCriteria hiding(@Nullable String locality, List<String> features) {
    return new GroupCriteria(
        "US", "local", null, null, locality, features, null, null, null, null, null, null);
  }
}
