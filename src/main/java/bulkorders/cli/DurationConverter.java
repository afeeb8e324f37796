package bulkorders.cli;

import java.time.Duration;
import org.springframework.boot.convert.DurationStyle;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Durations as in the settings: {@code 90s}, {@code 30m}, {@code 2h}, {@code PT90S}. */
final class DurationConverter implements ITypeConverter<Duration> {

  @Override
  public Duration convert(String value) {
    try {
      Duration duration = DurationStyle.detectAndParse(value);
      if (duration.isNegative()) {
        throw new TypeConversionException(
            "'" + value + "' is negative; give a duration such as 90s, 30m or 2h");
      }
      return duration;
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(
          "'" + value + "' is no duration; give one such as 90s, 30m or 2h");
    }
  }
}
