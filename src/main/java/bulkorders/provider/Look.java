package bulkorders.provider;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One look through the provider's list of orders. */
public sealed interface Look {

  /**
   * The whole list was seen.
   *
   * @param found provider order ids by reference, for the references that were looked for and are
   *     there; more than one id says that the reference was used twice
   * @param since when the first of them was placed, null when none was found or the provider does
   *     not say
   */
  record Complete(Map<String, List<String>> found, @Nullable Instant since) implements Look {

    /** A look at a list that says nothing of times. */
    public Complete(Map<String, List<String>> found) {
      this(found, null);
    }
  }

  /**
   * The provider answered, but its pages do not add up: what was not seen may still be there.
   *
   * @param found what was seen all the same
   * @param reason what does not add up
   */
  record Incomplete(Map<String, List<String>> found, String reason) implements Look {}

  /** Provider order ids by reference. */
  Map<String, List<String>> found();

  /** Both looks as one; it adds up when both do. */
  default Look and(Look other) {
    Map<String, List<String>> both = new HashMap<>(found());
    other.found().forEach((reference, ids) -> both.merge(reference, ids, Look::joined));
    if (this instanceof Incomplete incomplete) {
      return new Incomplete(both, incomplete.reason());
    }
    if (other instanceof Incomplete incomplete) {
      return new Incomplete(both, incomplete.reason());
    }
    Instant one = ((Complete) this).since();
    Instant two = ((Complete) other).since();
    boolean isOneFirst = two == null || (one != null && one.isBefore(two));
    return new Complete(both, isOneFirst ? one : two);
  }

  private static List<String> joined(List<String> one, List<String> two) {
    return Stream.concat(one.stream(), two.stream()).toList();
  }
}
