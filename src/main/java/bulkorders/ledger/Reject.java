package bulkorders.ledger;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row that was refused before anything was ordered.
 *
 * @param row its number among the rows of the input, from 1
 * @param line line of the input where it begins, from 1
 * @param requestId the request it names, if it can be read
 * @param count the numbers it asks for, 0 where its count cannot be read
 * @param faults everything that is wrong with it, at least one
 * @param raw the row as it stands in the input, null where the ledger made the row a reject
 *     afterwards
 */
public record Reject(
    long row,
    long line,
    @Nullable String requestId,
    long count,
    List<Fault> faults,
    byte @Nullable [] raw) {

  public Reject {
    faults = List.copyOf(faults);
  }

  /**
   * One thing that is wrong with a row.
   *
   * @param column column or JSON member, null when the row as a whole is meant
   * @param value what stands there, shortened for display
   * @param reason what is wrong and what was expected
   */
  public record Fault(@Nullable String column, @Nullable String value, String reason) {}
}
