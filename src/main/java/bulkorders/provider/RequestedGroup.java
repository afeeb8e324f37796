package bulkorders.provider;

import org.jspecify.annotations.Nullable;

/**
 * A group of an order as it is sent.
 *
 * @param position its place in the order, from 0
 * @param criteria what its numbers must be like
 * @param count how many numbers are wanted
 */
public record RequestedGroup(int position, GroupCriteria criteria, int count) {

  /**
   * Why numbers of it are missing.
   *
   * @param found how many were chosen in a search
   * @return null when none is missing
   */
  public @Nullable String shortOf(int found) {
    if (found >= count) {
      return null;
    }
    if (found > 0) {
      return "a search found %d of %d numbers".formatted(found, count);
    }
    return criteria.isAllOrNothing() && count > 1
        ? "a search found fewer than %d numbers, and all or none were wanted".formatted(count)
        : count == 1
            ? "a search found no number"
            : "a search found none of %d numbers".formatted(count);
  }
}
