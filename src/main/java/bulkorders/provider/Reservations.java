package bulkorders.provider;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Holds numbers for the account for a while, so that nobody else buys them. Nothing is bought by
 * it: a reservation that nobody uses ends by itself.
 *
 * <p>All methods throw {@link ProviderUnavailableException} when the provider does not answer.
 */
public interface Reservations {

  /**
   * Reserves numbers. When the answer is lost, what came of it is looked for by the reference.
   *
   * @param phoneNumbers in E.164 form
   * @param reference by which reservations of the same purpose are found again: what is held under
   *     it already counts as reserved
   */
  Outcome reserve(Set<String> phoneNumbers, String reference);

  /**
   * Holds numbers longer.
   *
   * @param id the provider's id of the reservation
   * @return until when, empty when the provider does not hold them any longer than it did
   */
  Optional<Instant> extend(String id);

  /**
   * What holds a number.
   *
   * @param reservation the provider's id of it
   * @param until when it ends, null when the provider does not say
   */
  record Hold(String reservation, @Nullable Instant until) {}

  /** What came of reserving numbers. */
  sealed interface Outcome {

    /**
     * Some or all of them are held.
     *
     * @param holds what holds each number that is held
     */
    record Held(Map<String, Hold> holds) implements Outcome {

      public Held {
        holds = Map.copyOf(holds);
      }
    }

    /** At least one of them is not to be had. */
    record Taken(String reason) implements Outcome {}

    /** The provider holds no more numbers for the account. */
    record LimitReached(String reason) implements Outcome {}
  }
}
