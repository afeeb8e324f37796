package bulkorders.provider.http;

import bulkorders.provider.ProviderUnavailableException;
import bulkorders.provider.Refusal;
import java.util.Set;
import java.util.function.Supplier;

/** A provider refused to answer a reading request, and asking again at once would not help. */
public final class RefusedReadException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private static final int NOT_FOUND = 404;
  private static final int FORBIDDEN = 403;

  private final int status;
  private final boolean ofProvider;
  private final Set<String> codes;
  private final transient Refusal refusal;

  /**
   * @param ofProvider whether the provider itself said so, and not whatever else listens there
   * @param codes of its error document
   */
  RefusedReadException(int status, boolean ofProvider, Set<String> codes, Refusal refusal) {
    super(refusal.reason());
    this.status = status;
    this.ofProvider = ofProvider;
    this.codes = Set.copyOf(codes);
    this.refusal = refusal;
  }

  /** Whether the provider itself said so, and not whatever else listens there. */
  public boolean isOfProvider() {
    return ofProvider;
  }

  /** Whether there is no such thing. */
  public boolean notFound() {
    return status == NOT_FOUND;
  }

  /** Whether this key may not see it. */
  public boolean forbidden() {
    return status == FORBIDDEN;
  }

  /** Whether the account as a whole is refused. */
  public boolean stopsAccount() {
    return refusal.kind() == Refusal.Kind.STOP;
  }

  /** Whether the provider gives this code. */
  public boolean hasCode(String code) {
    return codes.contains(code);
  }

  public String reason() {
    return refusal.reason();
  }

  /**
   * Reads what there is no doing without.
   *
   * @throws ProviderUnavailableException when it is refused
   */
  public static <T> T unlessRefused(ApiOperation operation, Supplier<T> reading) {
    try {
      return reading.get();
    } catch (RefusedReadException e) {
      throw e.unavailable(operation);
    }
  }

  /** That there is no going on without what was refused. */
  public ProviderUnavailableException unavailable(ApiOperation operation) {
    return new ProviderUnavailableException(
        "%s was refused: %s".formatted(operation.words(), reason()));
  }
}
