package bulkorders.sandbox.didww;

import bulkorders.sandbox.core.Call;
import bulkorders.sandbox.core.Dialect;
import bulkorders.sandbox.core.Fault;
import bulkorders.sandbox.core.Provider;
import bulkorders.sandbox.core.RateWindow;
import bulkorders.sandbox.core.Refusal;
import bulkorders.sandbox.core.Reply;
import bulkorders.sandbox.core.Routes;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** DIDWW's API below {@code /v3}: keys, versions, media types, refusals. */
final class DidwwDialect implements Dialect<DidwwRequest> {

  private static final Set<String> READING = Set.of("GET", "HEAD");
  private static final Set<String> WITH_DOCUMENT = Set.of("POST", "PATCH", "PUT");
  private static final Set<String> ANYTHING = Set.of("*/*", "application/*", Document.MEDIA_TYPE);

  @Override
  public Provider provider() {
    return Provider.DIDWW;
  }

  @Override
  public DidwwRequest admit(Call call, Routes.Match<DidwwRequest> match, @Nullable Fault fault) {
    @Nullable Customer customer = Customer.of(call.header("Api-Key"));
    if (customer == null) {
      throw DidwwRefusal.unauthorized();
    }
    negotiate(call);
    if (customer.locked()) {
      throw DidwwRefusal.forbidden("The customer is locked.");
    }
    if (customer.readOnly() && !READING.contains(call.method())) {
      throw DidwwRefusal.forbidden("The customer is read-only.");
    }
    ApiVersion version = customer.answering(call.header("X-DIDWW-API-Version"));
    return new DidwwRequest(customer, version, call, match.ids(), fault);
  }

  private static void negotiate(Call call) {
    @Nullable String accept = call.header("Accept");
    if (accept != null && Stream.of(accept.split(",", -1)).noneMatch(DidwwDialect::acceptable)) {
      throw DidwwRefusal.notAcceptable(accept);
    }
    if (WITH_DOCUMENT.contains(call.method())) {
      @Nullable String type = call.header("Content-Type");
      if (type == null || !type.strip().equalsIgnoreCase(Document.MEDIA_TYPE)) {
        throw DidwwRefusal.unsupportedMediaType(type == null ? "" : type);
      }
    }
  }

  /** Whether a range of media types allows the only one there is; a weight does no harm. */
  private static boolean acceptable(String range) {
    List<String> parts = Stream.of(range.split(";", -1)).map(String::strip).toList();
    return ANYTHING.contains(parts.get(0).toLowerCase(Locale.ROOT))
        && parts.stream().skip(1).allMatch(parameter -> parameter.startsWith("q="));
  }

  @Override
  public Refusal nowhere(Call call, boolean pathExists) {
    return pathExists ? DidwwRefusal.methodNotAllowed(call.method()) : DidwwRefusal.nowhere();
  }

  @Override
  public Refusal unauthorized() {
    return DidwwRefusal.unauthorized();
  }

  @Override
  public Refusal unexpected() {
    return DidwwRefusal.unexpected();
  }

  /** Nobody documents what a gateway says that has no server behind it. */
  @Override
  public Reply unavailable() {
    return Reply.line(503, "<html><body><h1>503 Service Temporarily Unavailable</h1></body></html>")
        .with("Content-Type", "text/html");
  }

  @Override
  public Reply tooManyRequests(@Nullable Fault fault) {
    Reply reply =
        Reply.json(
            429,
            json -> {
              json.writeStartObject();
              json.writeArrayPropertyStart("errors");
              json.writeStartObject();
              json.writeStringProperty("status", "429");
              json.writeStringProperty("detail", "Too Many Requests");
              json.writeEndObject();
              json.writeEndArray();
              json.writeEndObject();
            });
    return fault == null || fault.retryAfter() == null
        ? reply
        : reply.with("Retry-After", fault.retryAfter().toString());
  }

  @Override
  public Reply complete(Reply reply, RateWindow window, int left) {
    @Nullable String type = reply.headers().get("Content-Type");
    return type == null || !type.startsWith("application/json")
        ? reply
        : reply.with("Content-Type", Document.MEDIA_TYPE);
  }
}
