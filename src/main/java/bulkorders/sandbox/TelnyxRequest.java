package bulkorders.sandbox;

import bulkorders.sandbox.core.Call;
import bulkorders.sandbox.core.Fault;
import bulkorders.sandbox.core.FaultKind;
import bulkorders.sandbox.core.QueryParameters;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A request to one of Telnyx's resources.
 *
 * @param account whose key it came with
 * @param ids what the path has where its pattern has {@code *}
 * @param fault what is to go wrong with it; null for nothing
 */
record TelnyxRequest(String account, Call call, List<String> ids, @Nullable Fault fault) {

  private static final String UUID_FORM =
      "[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}";

  /** The id in the path; a {@link TelnyxRefusal} when it is no UUID. */
  UUID id() {
    String text = ids.get(0);
    if (!text.matches(UUID_FORM)) {
      throw TelnyxRefusal.notFound();
    }
    return UUID.fromString(text);
  }

  QueryParameters query() {
    return call.query();
  }

  byte[] body() {
    return call.body();
  }

  boolean hits(FaultKind kind) {
    return fault != null && fault.kind() == kind;
  }

  /** {@code page[number]} and {@code page[size]}. */
  Paging paging() {
    return paging("page[number]", "page[size]");
  }

  Paging paging(String numberName, String sizeName) {
    return new Paging(
        whole(numberName, 1, Integer.MAX_VALUE),
        whole(sizeName, Paging.DEFAULT_SIZE, Paging.LARGEST_SIZE));
  }

  private int whole(String name, int fallback, int largest) {
    String text = query().first(name);
    if (text == null) {
      return fallback;
    }
    long value = text.matches("[0-9]{1,10}") ? Long.parseLong(text) : 0;
    if (value < 1 || value > largest) {
      throw new TelnyxRefusal(
          422,
          List.of(
              TelnyxError.inParameter(
                  name,
                  "10033",
                  "Out of range",
                  name + " must be between 1 and " + largest + ", not '" + text + "'.")));
    }
    return (int) value;
  }
}
