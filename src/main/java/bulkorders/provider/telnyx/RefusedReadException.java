package bulkorders.provider.telnyx;

import bulkorders.provider.ProviderUnavailableException;
import bulkorders.provider.Refusal;
import java.util.Set;
import java.util.function.Supplier;

/** Telnyx refused to answer a reading request, and asking again at once would not help. */
final class RefusedReadException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private static final int NOT_FOUND = 404;
  private static final int FORBIDDEN = 403;

  private final int status;
  private final boolean ofProvider;
  private final Set<String> codes;
  private final transient Refusal refusal;

  /**
   * @param ofProvider whether Telnyx itself said so, and not whatever else listens there
   * @param codes of its error document
   */
  RefusedReadException(int status, boolean ofProvider, Set<String> codes, Refusal refusal) {
    super(refusal.reason());
    this.status = status;
    this.ofProvider = ofProvider;
    this.codes = Set.copyOf(codes);
    this.refusal = refusal;
  }

  /** Whether Telnyx itself said so, and not whatever else listens there. */
  boolean isOfProvider() {
    return ofProvider;
  }

  /** Whether there is no such thing. */
  boolean notFound() {
    return status == NOT_FOUND;
  }

  /** Whether this key may not see it. */
  boolean forbidden() {
    return status == FORBIDDEN;
  }

  /** Whether the account as a whole is refused. */
  boolean stopsAccount() {
    return refusal.kind() == Refusal.Kind.STOP;
  }

  /** Whether Telnyx gives this code. */
  boolean hasCode(String code) {
    return codes.contains(code);
  }

  String reason() {
    return refusal.reason();
  }

  /**
   * Reads what there is no doing without.
   *
   * @throws ProviderUnavailableException when it is refused
   */
  static <T> T unlessRefused(Operation operation, Supplier<T> reading) {
    try {
      return reading.get();
    } catch (RefusedReadException e) {
      throw e.unavailable(operation);
    }
  }

  /** That there is no going on without what was refused. */
  ProviderUnavailableException unavailable(Operation operation) {
    return new ProviderUnavailableException(
        "%s was refused: %s".formatted(operation.words(), reason()));
  }
}
