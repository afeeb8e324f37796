package bulkorders.intake;

import static bulkorders.settings.UnusableSettingException.unless;

import java.time.Duration;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What an input is compared with; {@code bulk-orders.repeat.*}.
 *
 * @param window how far back what was ordered is looked at
 */
public record RepeatProperties(@DefaultValue("90d") Duration window) {

  private static final Duration LONGEST = Duration.ofDays(3650);

  public RepeatProperties {
    unless(
        window.compareTo(Duration.ofHours(1)) >= 0 && window.compareTo(LONGEST) <= 0,
        "bulk-orders.repeat.window",
        window,
        "1h to 3650d");
  }
}
