package bulkorders.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

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
}
