package bulkorders.provider;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The parts of number orders, one for each country and type of number: their statuses, what is told
 * of single numbers only, and cancelling.
 *
 * <p>Reading methods throw {@link ProviderUnavailableException} when the provider does not answer.
 */
public interface SubNumberOrders {

  /**
   * The parts of a number order.
   *
   * @param numberOrderId the provider's id
   */
  Listing of(String numberOrderId);

  /** A part by its id; empty when the provider does not know it. */
  Optional<SubNumberOrder> read(String id);

  /**
   * When the papers of a number are due; empty when the provider does not know the number, or says
   * nothing of it.
   *
   * @param orderedNumberId the provider's id of the number in its order
   */
  Optional<Instant> deadlineOf(String orderedNumberId);

  /**
   * Hands over the numbers of a number order that does not show all of them itself. It reads
   * through the numbers of all orders in a country: to be used where nothing else helps.
   *
   * @param numberOrderId the provider's id
   * @param countryIso where its numbers are
   * @param whole the provider's word for the number order
   * @param numbers receives each number; some may come more than once
   */
  void readNumbers(
      String numberOrderId, String countryIso, String whole, Consumer<OrderedNumber> numbers);

  /**
   * Asks once for a part to be cancelled. Asking again for the same does no harm.
   *
   * @param id the provider's id
   */
  Cancelling cancel(String id);

  /**
   * Parts of a number order.
   *
   * @param parts those that the provider showed
   * @param fault why these may not be all, null when they are
   */
  record Listing(List<SubNumberOrder> parts, @Nullable String fault) {
    public Listing {
      parts = List.copyOf(parts);
    }
  }

  /** What is known after a part was asked to be cancelled. */
  sealed interface Cancelling {

    /**
     * The provider took the request.
     *
     * @param status its word for the part now; it may take a while until that says cancelled
     */
    record Taken(String status) implements Cancelling {}

    /** The provider would not: it is not pending any more, or not there. */
    record Refused(String reason) implements Cancelling {}

    /** No clear answer came: the part has to be read. */
    record Unclear() implements Cancelling {}
  }
}
