package bulkorders.ledger;

import bulkorders.provider.GroupCriteria;
import bulkorders.provider.OrderSettings;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A valid ordering group of the input.
 *
 * @param row its number among the rows of the input, from 1
 * @param line line of the input where it begins, from 1
 * @param requestId the request it belongs to, null when it is a request of its own
 * @param criteria what its numbers must be like
 * @param count how many numbers are wanted, at least 1
 * @param account the account that the row names, null when it is the run's own
 * @param settings what holds for the whole order
 * @param orderKey equal for groups that may share an order
 * @param echo {@link bulkorders.provider.Echo#echoed}
 * @param hidden {@link bulkorders.provider.Echo#hidden}
 */
public record StagedGroup(
    long row,
    long line,
    @Nullable String requestId,
    GroupCriteria criteria,
    int count,
    @Nullable String account,
    OrderSettings settings,
    UUID orderKey,
    long echo,
    long hidden) {

  /**
   * Stands for the echo of a group of a search, which the provider echoes nothing of, when all its
   * numbers are wanted or none: it is not split.
   */
  public static final long UNDIVIDED = 1;

  /** Stands for the echo of a group of which it is not known where its numbers are. */
  public static final long UNKNOWN_NUMBER_GROUP = 0;
}
