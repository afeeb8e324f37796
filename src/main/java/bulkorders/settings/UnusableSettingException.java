package bulkorders.settings;

import java.time.Duration;
import org.springframework.boot.convert.DurationStyle;

/** A setting has a value of the right kind that makes no sense; thrown before anything is read. */
public final class UnusableSettingException extends IllegalArgumentException {

  private static final long serialVersionUID = 1;

  private UnusableSettingException(String name, String value, String reason) {
    this("setting %s = %s is not usable: %s".formatted(name, value, reason));
  }

  /**
   * @param reason one line for people: which settings, what is wrong with them
   */
  public UnusableSettingException(String reason) {
    super(reason);
  }

  /**
   * Says of a value why it cannot be used.
   *
   * @param name the whole name of the setting
   * @param value shown as it is, so it must not be a secret
   */
  public static UnusableSettingException because(String name, String value, String reason) {
    return new UnusableSettingException(name, value, reason);
  }

  /**
   * Refuses a value unless it can be used.
   *
   * @param name the whole name of the setting
   * @param value shown as it is, so it must not be a secret
   * @param expected what would be usable, in a few words
   * @throws UnusableSettingException with one line for people
   */
  public static void unless(boolean usable, String name, Object value, String expected) {
    if (!usable) {
      throw because(name, String.valueOf(value), "expected " + expected);
    }
  }

  /**
   * Refuses a number below 1.
   *
   * @param name the whole name of the setting
   */
  public static void unlessPositive(String name, int value) {
    unless(value >= 1, name, value, "1 or more");
  }

  /**
   * Refuses a duration that is not longer than nothing.
   *
   * @param name the whole name of the setting
   */
  public static void unlessPositive(String name, Duration value) {
    boolean usable = !value.isNegative() && !value.isZero();
    unless(usable, name, DurationStyle.SIMPLE.print(value), "a duration above 0, such as 90s");
  }
}
