package bulkorders.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bulkorders.BulkOrdersProperties;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class SettingsTests {

  @Test
  void of_a_setting_that_is_given_twice_the_last_counts() {
    var settings =
        new Settings(
            List.of("--bulk-orders.home=/first", "--other.name=a=b", "--bulk-orders.home=/last"));

    assertThat(settings.home()).isEqualTo(Path.of("/last"));
    assertThat(settings.springArguments())
        .containsExactly("--bulk-orders.home=/last", "--other.name=a=b");
  }

  @Test
  void a_home_that_is_a_file_is_refused_by_name(@TempDir Path folder) throws IOException {
    Path file = Files.createFile(folder.resolve("home"));

    assertThatThrownBy(() -> new Settings(List.of("--bulk-orders.home=" + file)).home())
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining(file + " is not a folder");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "telnyx.base-url | not a url | https://host/path",
        "telnyx.base-url | ftp://x | https://host/path",
        "telnyx.base-url | https:///v2 | https://host/path",
        "telnyx.requests-per-second | 20000.5 | above 0 and at most 10000",
        "planning.max-numbers-per-order | 10001 | 1 to 10000",
        "didww.groups-per-order | 101 | 1 to 100",
        "planning.max-groups-per-order | 0 | 1 or more",
        "submission.workers | 0 | 1 or more",
        "submission.max-attempts | 0 | 1 or more",
        "outage.max-failures | 0 | 1 or more",
        "submission.max-rejected | -1 | 0 or more",
        "submission.settle-time | 0ms | a duration above 0",
        "submission.request-timeout | -5000ms | a duration above 0",
        "tracking.interval | 0ms | a duration above 0",
        "tracking.longest-interval | 0ms | a duration above 0",
        "tracking.workers | 0 | 1 or more"
      })
  void a_value_that_makes_no_sense_is_told_with_its_setting_and_what_is_expected(
      String name, String value, String expected) {
    assertThatThrownBy(() -> bind(name, value))
        .satisfies(
            e -> {
              assertThat(Failures.exitCode(e)).isEqualTo(ExitCode.REFUSED);
              assertThat(Failures.line(e))
                  .startsWith(
                      "setting bulk-orders.%s = %s is not usable: expected %s"
                          .formatted(name, value, expected))
                  .hasLineCount(1);
            });
  }

  @Test
  void a_password_in_a_base_url_is_not_repeated() {
    assertThatThrownBy(() -> bind("telnyx.base-url", "https://me:secret@host/v2"))
        .satisfies(e -> assertThat(Failures.line(e)).contains("@host/v2").doesNotContain("secret"));
  }

  private static BulkOrdersProperties bind(String name, String value) {
    var source =
        new MapConfigurationPropertySource(
            Map.of(
                "bulk-orders.home",
                "home",
                "bulk-orders.actor",
                "somebody",
                "bulk-orders." + name,
                value));
    return new Binder(source).bind("bulk-orders", BulkOrdersProperties.class).get();
  }
}
