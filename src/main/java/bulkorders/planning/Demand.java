package bulkorders.planning;

/**
 * One ordering group as the packer sees it.
 *
 * @param row the group's number in its run; no two demands of one packing share it
 * @param count how many numbers the group asks for, at least 1
 * @param echo a 64-bit hash of every field the provider echoes back for a group
 * @param hidden a 64-bit hash of the fields it does not echo (Telnyx: features and locality), 0
 *     when the group has none of them
 */
public record Demand(long row, int count, long echo, long hidden) {

  /**
   * @throws IllegalArgumentException when count is below 1
   */
  public Demand {
    if (count < 1) {
      throw new IllegalArgumentException(
          "row %d asks for %d numbers, at least 1 expected".formatted(row, count));
    }
  }
}
