package bulkorders.sandbox;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * A value that a client gives for a requirement.
 *
 * @param pointer where it stands in the body
 */
record GivenValue(String requirementId, String value, String pointer) {

  private static final String NAME = "regulatory_requirements";

  /** Those of a body, which may have none; faults are noted there. */
  static List<GivenValue> read(BodyReader body) {
    JsonNode nodes = body.root().path(NAME);
    if (nodes.isMissingNode() || nodes.isNull() || nodes.isArray() && nodes.isEmpty()) {
      return List.of();
    }
    List<GivenValue> values = new ArrayList<>();
    for (JsonNode node : body.objects(NAME)) {
      String at = "/" + NAME + "/" + values.size();
      values.add(
          new GivenValue(
              body.required(node, at, "requirement_id"),
              body.required(node, at, "field_value"),
              at));
    }
    return values;
  }

  TelnyxRefusal refused(String code, String title, String detail) {
    return new TelnyxRefusal(422, List.of(TelnyxError.at(pointer, code, title, detail)));
  }
}
