package bulkorders.provider;

import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A provider's own word that it did not do what was asked.
 *
 * @param kind what is to be done about it
 * @param reason one line for people: HTTP status, the provider's code, title and detail
 * @param group position of the group that the provider points at, null when it points at none
 * @param orderLevel whether the provider points at a setting that holds for the whole order
 * @param retryAfter how long the provider asks to wait, null when it does not say
 * @param numbers the numbers that the provider names, of those that were sent; empty when it names
 *     none
 */
public record Refusal(
    Kind kind,
    String reason,
    @Nullable Integer group,
    boolean orderLevel,
    @Nullable Duration retryAfter,
    Set<String> numbers) {

  public Refusal {
    numbers = Set.copyOf(numbers);
  }

  /** A refusal that names no number. */
  public Refusal(
      Kind kind,
      String reason,
      @Nullable Integer group,
      boolean orderLevel,
      @Nullable Duration retryAfter) {
    this(kind, reason, group, orderLevel, retryAfter, Set.of());
  }

  /** What is to be done about a refusal. */
  public enum Kind {
    /** It passes: too many requests. */
    PASSING,
    /** The provider was not reached, and so has nothing; its {@link Circuit} says when to go on. */
    UNREACHED,
    /** What was asked for is wrong; other orders are not concerned. */
    CONTENT,
    /** Numbers that the order names are not to be had, or not any more. */
    GONE,
    /** Numbers that the order names have to be searched before they are ordered. */
    NOT_SEARCHED,
    /** No order will be taken until somebody acts: bad key, no funds, account blocked. */
    STOP
  }

  /** A refusal that points at nothing. */
  public static Refusal of(Kind kind, String reason) {
    return new Refusal(kind, reason, null, false, null);
  }
}
