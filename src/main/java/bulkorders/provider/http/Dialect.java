package bulkorders.provider.http;

import bulkorders.provider.OrderRequest;
import bulkorders.provider.Placement;
import bulkorders.provider.Refusal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import tools.jackson.databind.JsonNode;

/** How the API of one provider is spoken to, for one account, and what its answers mean. */
public interface Dialect {

  /** The provider's name for people. */
  String provider();

  /** Type of the documents in both directions. */
  MediaType mediaType();

  /** Adds what every request has: the key, and whatever else the API wants to be told. */
  void authenticate(HttpHeaders headers, String key);

  /** What to do about a key that is missing or refused, such as which variable to set. */
  String keyAdvice();

  /** Whether the provider gives these errors also when the order may have been taken. */
  boolean isUnclear(ErrorDocument document);

  /**
   * What a success means for an order.
   *
   * @param document the whole answer
   * @return ambiguous unless it is certain that it is this order
   */
  Placement accepted(int status, JsonNode document, OrderRequest order);

  /**
   * What the provider's own refusal means.
   *
   * @param text its errors in one line, without secrets
   * @param retryAfter how long it asks to wait, null when it does not say
   * @param order what was sent, null for anything but an order
   */
  Refusal refusal(
      int status,
      ErrorDocument document,
      String text,
      @Nullable Duration retryAfter,
      @Nullable OrderRequest order);
}
