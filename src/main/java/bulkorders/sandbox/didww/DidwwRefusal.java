package bulkorders.sandbox.didww;

import bulkorders.sandbox.core.Json;
import bulkorders.sandbox.core.Refusal;
import bulkorders.sandbox.core.Reply;
import java.math.BigDecimal;
import java.util.List;

/** A request is answered with DIDWW's error document. */
final class DidwwRefusal extends Refusal {

  private static final long serialVersionUID = 1L;

  private final int status;
  private final transient List<ApiError> errors;

  private DidwwRefusal(int status, List<ApiError> errors) {
    super(status);
    this.status = status;
    this.errors = errors;
  }

  private static DidwwRefusal of(int status, String code, String title, String detail) {
    return new DidwwRefusal(status, List.of(ApiError.of(title, detail, code)));
  }

  static DidwwRefusal badRequest(String detail) {
    return of(400, "400", "Bad Request", detail);
  }

  static DidwwRefusal filterNotAllowed(String filter) {
    return of(400, "102", "Filter not allowed", filter + " is not allowed.");
  }

  static DidwwRefusal invalidField(String field, String value) {
    return of(
        400, "103", "Invalid field value", value + " is not a valid value for " + field + ".");
  }

  static DidwwRefusal paramsNotAllowed(List<String> names) {
    return new DidwwRefusal(
        400,
        names.stream()
            .map(name -> ApiError.of("Param not allowed", name + " is not allowed.", "105"))
            .toList());
  }

  static DidwwRefusal missing(String parameter) {
    return of(
        400, "106", "Missing Parameter", "The required parameter, " + parameter + ", is missing.");
  }

  static DidwwRefusal invalidFilter(String filter, String value) {
    return of(
        400, "107", "Invalid filter value", value + " is not a valid value for " + filter + ".");
  }

  static DidwwRefusal invalidInclude(String relationship, String resource) {
    return of(
        400,
        "112",
        "Invalid field",
        relationship + " is not a valid includable relationship of " + resource);
  }

  static DidwwRefusal invalidSort(String criterion, String resource) {
    return of(
        400,
        "114",
        "Invalid sort criteria",
        criterion + " is not a valid sort criteria for " + resource);
  }

  static DidwwRefusal typeMismatch(String type) {
    return of(400, "116", "Type Mismatch", type + " is not a valid type for this operation.");
  }

  static DidwwRefusal invalidPage(String value, String parameter) {
    return of(
        400,
        "118",
        "Invalid page value",
        value + " is not a valid value for " + parameter + " page parameter.");
  }

  /** What was ordered costs more than there is. */
  static DidwwRefusal insufficientBalance(
      ApiVersion version, BigDecimal totalCost, BigDecimal available) {
    if (!version.hasReferences()) {
      return of(400, "400", "Insufficient funds", "Insufficient funds");
    }
    String title = "Insufficient balance";
    return new DidwwRefusal(
        400,
        List.of(
            new ApiError(
                title,
                title,
                "400",
                null,
                Json.object()
                    .put("total_cost", Money.text(totalCost))
                    .put("available_balance", Money.text(available)))));
  }

  static DidwwRefusal unauthorized() {
    return of(401, "401", "Unauthorized", "Authorization failed");
  }

  static DidwwRefusal forbidden(String detail) {
    return of(403, "403", "Forbidden", detail);
  }

  static DidwwRefusal notFound(String id) {
    return of(
        404, "404", "Record not found", "The record identified by " + id + " could not be found.");
  }

  static DidwwRefusal nowhere() {
    return of(404, "404", "Not Found", "There is no such resource.");
  }

  static DidwwRefusal methodNotAllowed(String method) {
    return of(405, "405", "Method Not Allowed", method + " is not allowed for this resource.");
  }

  static DidwwRefusal notAcceptable(String accept) {
    return of(
        406,
        "406",
        "Not acceptable",
        "All requests must use the '"
            + Document.MEDIA_TYPE
            + "' Accept without media type parameters. This request specified '"
            + accept
            + "'.");
  }

  static DidwwRefusal unsupportedMediaType(String contentType) {
    return of(
        415,
        "415",
        "Unsupported media type",
        "All requests that create or update must use the '"
            + Document.MEDIA_TYPE
            + "' Content-Type. This request specified '"
            + contentType
            + "'.");
  }

  static DidwwRefusal unprocessable(List<ApiError> errors) {
    return new DidwwRefusal(422, errors);
  }

  static DidwwRefusal unexpected() {
    return of(500, "500", "Internal Server Error", "Internal Server Error");
  }

  @Override
  public Reply reply() {
    return Reply.json(
        status,
        json -> {
          json.writeStartObject();
          json.writeArrayPropertyStart("errors");
          errors.forEach(error -> error.write(json, status));
          json.writeEndArray();
          json.writeEndObject();
        });
  }
}
