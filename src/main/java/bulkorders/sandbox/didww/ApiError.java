package bulkorders.sandbox.didww;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.node.ObjectNode;

/**
 * One entry of DIDWW's error document.
 *
 * @param code of the library, not the HTTP status
 * @param pointer JSON pointer into the request body, or null
 * @param meta further facts, or null
 */
record ApiError(
    String title, String detail, String code, @Nullable String pointer, @Nullable ObjectNode meta) {

  static ApiError of(String title, String detail, String code) {
    return new ApiError(title, detail, code, null, null);
  }

  /**
   * An attribute is not valid.
   *
   * @param path where, as in {@code items/0/qty}
   */
  static ApiError attribute(String path, String message) {
    return new ApiError(message, path + " - " + message, "100", "/data/attributes/" + path, null);
  }

  /** A relationship is not valid. */
  static ApiError relationship(String name, String message) {
    return new ApiError(
        message, name + " - " + message, "100", "/data/relationships/" + name, null);
  }

  void write(JsonGenerator json, int status) {
    json.writeStartObject();
    json.writeStringProperty("title", title);
    json.writeStringProperty("detail", detail);
    json.writeStringProperty("code", code);
    if (pointer != null) {
      json.writeObjectPropertyStart("source");
      json.writeStringProperty("pointer", pointer);
      json.writeEndObject();
    }
    json.writeStringProperty("status", Integer.toString(status));
    if (meta != null) {
      json.writePOJOProperty("meta", meta);
    }
    json.writeEndObject();
  }
}
