package bulkorders.sandbox;

import bulkorders.sandbox.core.Refusal;
import bulkorders.sandbox.core.Reply;
import java.util.List;

/** A request is answered with Telnyx's error document. */
final class TelnyxRefusal extends Refusal {

  private static final long serialVersionUID = 1L;

  private final int status;
  private final transient List<TelnyxError> errors;

  TelnyxRefusal(int status, List<TelnyxError> errors) {
    super(status);
    this.status = status;
    this.errors = errors;
  }

  static TelnyxRefusal unauthorized() {
    return new TelnyxRefusal(
        401,
        List.of(
            TelnyxError.of(
                "10009",
                "Authentication failed",
                "Could not understand the provided credentials.")));
  }

  static TelnyxRefusal invalidJson(String why) {
    return new TelnyxRefusal(
        400,
        List.of(
            TelnyxError.of("10023", "Invalid JSON", "The request body is not valid JSON: " + why)));
  }

  static TelnyxRefusal notFound() {
    return new TelnyxRefusal(
        404,
        List.of(
            TelnyxError.of(
                "10005", "Resource not found", "The requested resource or URL does not exist.")));
  }

  static TelnyxRefusal methodNotAllowed(String method) {
    return new TelnyxRefusal(
        405,
        List.of(
            TelnyxError.of(
                "10030", "Method not allowed", method + " is not allowed for this URL.")));
  }

  static TelnyxRefusal tooManyRequests() {
    return new TelnyxRefusal(
        429,
        List.of(
            TelnyxError.of(
                "10011", "Too many requests", "You have exceeded the maximum request rate.")));
  }

  static TelnyxRefusal insufficientFunds() {
    return unprocessable(
        "20100", "Insufficient Funds", "You have insufficient funds to perform this action.");
  }

  /** 422 with one error. */
  static TelnyxRefusal unprocessable(String code, String title, String detail) {
    return new TelnyxRefusal(422, List.of(TelnyxError.of(code, title, detail)));
  }

  static TelnyxRefusal unexpected() {
    return new TelnyxRefusal(
        500, List.of(TelnyxError.of("10007", "Unexpected error", "An unexpected error occurred.")));
  }

  static TelnyxRefusal unavailable() {
    return new TelnyxRefusal(
        503,
        List.of(
            TelnyxError.of(
                "10037", "Service unavailable", "The service is temporarily unavailable.")));
  }

  /**
   * One part of an order is refused.
   *
   * @param pointer which
   */
  static TelnyxRefusal refusedPart(String pointer) {
    return new TelnyxRefusal(
        422,
        List.of(
            TelnyxError.at(pointer, "10027", "Unprocessable entity", "This cannot be ordered.")));
  }

  @Override
  public Reply reply() {
    return Reply.json(
        status,
        json -> {
          json.writeStartObject();
          json.writeArrayPropertyStart("errors");
          errors.forEach(error -> error.write(json));
          json.writeEndArray();
          json.writeEndObject();
        });
  }
}
