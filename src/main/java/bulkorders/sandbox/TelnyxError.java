package bulkorders.sandbox;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * One entry of Telnyx's error document.
 *
 * @param pointer JSON pointer into the request body, or null
 * @param parameter name of a query parameter, or null
 */
record TelnyxError(
    String code,
    String title,
    String detail,
    @Nullable String pointer,
    @Nullable String parameter) {

  static TelnyxError of(String code, String title, String detail) {
    return new TelnyxError(code, title, detail, null, null);
  }

  static TelnyxError at(String pointer, String code, String title, String detail) {
    return new TelnyxError(code, title, detail, pointer, null);
  }

  static TelnyxError inParameter(String parameter, String code, String title, String detail) {
    return new TelnyxError(code, title, detail, null, parameter);
  }

  void write(JsonGenerator json) {
    json.writeStartObject();
    json.writeStringProperty("code", code);
    json.writeStringProperty("title", title);
    json.writeStringProperty("detail", detail);
    if (pointer != null || parameter != null) {
      json.writeObjectPropertyStart("source");
      if (pointer != null) {
        json.writeStringProperty("pointer", pointer);
      }
      if (parameter != null) {
        json.writeStringProperty("parameter", parameter);
      }
      json.writeEndObject();
    }
    json.writeObjectPropertyStart("meta");
    json.writeStringProperty("url", "https://developers.telnyx.com/docs/overview/errors/" + code);
    json.writeEndObject();
    json.writeEndObject();
  }
}
