package bulkorders.sandbox;

import bulkorders.sandbox.core.BadControlRequest;
import bulkorders.sandbox.core.ControlBody;
import bulkorders.sandbox.core.Fault;
import bulkorders.sandbox.core.FaultKind;
import bulkorders.sandbox.core.GoneNumbers;
import bulkorders.sandbox.core.Operation;
import bulkorders.sandbox.core.Provider;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;

/** Faults as JSON. */
final class FaultReader {

  private static final Set<String> NAMES =
      Set.of(
          "provider",
          "operation",
          "fault",
          "probability",
          "times",
          "delay_ms",
          "retry_after",
          "reset",
          "group",
          "phone_numbers",
          "named",
          "code");
  private static final Set<String> GONE_CODES = Set.of("85001", "10015");
  private static final long LONGEST_DELAY = 24L * 60 * 60 * 1_000;

  private FaultReader() {}

  /** A list of faults, or a single one; nothing is taken if any is wrong. */
  static List<Fault> read(byte[] body) {
    JsonNode root = ControlBody.parse(body);
    List<Fault> faults = new ArrayList<>();
    if (!root.isArray()) {
      faults.add(fault(root, "The fault"));
    }
    for (int i = 0; root.isArray() && i < root.size(); i++) {
      faults.add(fault(root.get(i), "Fault " + (i + 1)));
    }
    return faults;
  }

  private static Fault fault(JsonNode node, String where) {
    ControlBody body = new ControlBody(node, where, NAMES);
    @Nullable FaultKind kind = body.oneOf("fault", FaultKind.values());
    if (kind == null) {
      throw new BadControlRequest(
          where
              + ": fault is missing; valid are "
              + Stream.of(FaultKind.values())
                  .map(FaultKind::code)
                  .collect(Collectors.joining(", ")));
    }
    @Nullable Operation named = body.oneOf("operation", Operation.values());
    Operation operation = named == null ? Operation.ANY : named;
    if (!kind.declarableFor(operation)) {
      throw new BadControlRequest(
          where
              + ": "
              + kind.code()
              + " cannot happen at "
              + operation.code()
              + "; it can at "
              + Stream.of(Operation.values())
                  .filter(kind::declarableFor)
                  .map(Operation::code)
                  .collect(Collectors.joining(", ")));
    }
    @Nullable Long times = body.whole("times", 1, Integer.MAX_VALUE);
    @Nullable Long retryAfter = body.whole("retry_after", 0, Integer.MAX_VALUE);
    @Nullable Long group = body.whole("group", 0, Integer.MAX_VALUE);
    return new Fault(
        body.oneOf("provider", Provider.values()),
        operation,
        kind,
        body.probability("probability"),
        times == null ? null : times.intValue(),
        body.whole("delay_ms", 0, LONGEST_DELAY),
        retryAfter == null ? null : retryAfter.intValue(),
        body.whole("reset", 0, Long.MAX_VALUE),
        group == null ? null : group.intValue(),
        gone(body));
  }

  private static GoneNumbers gone(ControlBody body) {
    @Nullable Boolean named = body.flag("named");
    @Nullable String code = body.text("code");
    if (code != null && !GONE_CODES.contains(code)) {
      throw new BadControlRequest("code must be 85001 or 10015, not " + code);
    }
    return new GoneNumbers(
        body.texts("phone_numbers"), !Boolean.FALSE.equals(named), !"10015".equals(code));
  }

  static void write(JsonGenerator json, List<Fault> faults) {
    json.writeStartArray();
    for (Fault fault : faults) {
      json.writeStartObject();
      Provider provider = fault.provider();
      json.writeName("provider");
      if (provider == null) {
        json.writeNull();
      } else {
        json.writeString(provider.code());
      }
      json.writeStringProperty("operation", fault.operation().code());
      json.writeStringProperty("fault", fault.kind().code());
      json.writeNumberProperty("probability", fault.probability());
      whole(json, "times", fault.times());
      whole(json, "delay_ms", fault.delayMillis());
      whole(json, "retry_after", fault.retryAfter());
      whole(json, "reset", fault.reset());
      whole(json, "group", fault.group());
      if (fault.kind() == FaultKind.NUMBERS_GONE) {
        write(json, fault.gone());
      }
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void write(JsonGenerator json, GoneNumbers gone) {
    json.writeArrayPropertyStart("phone_numbers");
    gone.numbers().forEach(json::writeString);
    json.writeEndArray();
    json.writeBooleanProperty("named", gone.named());
    json.writeStringProperty("code", gone.conflict() ? "85001" : "10015");
  }

  private static void whole(JsonGenerator json, String name, @Nullable Number value) {
    if (value == null) {
      json.writeNullProperty(name);
    } else {
      json.writeNumberProperty(name, value.longValue());
    }
  }
}
