package bulkorders.provider.http;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/** A provider's own error document: {@code {"errors":[{"code":"10009","title":…,"source":…}]}}. */
public record ErrorDocument(List<Fault> errors) {

  /** The short form of a refused rate, which has a status in place of a code. */
  private static final String TOO_MANY_REQUESTS = "429";

  private static final ObjectMapper JSON = JsonMapper.builder().build();

  /**
   * One error.
   *
   * @param code code of the catalogue; empty only in the short form of a refused rate
   * @param title what the code means
   * @param detail what it means here
   * @param places the field or parameter it points at, as a JSON pointer or a name
   * @param meta figures that belong to it, by their names
   */
  public record Fault(
      String code,
      @Nullable String title,
      @Nullable String detail,
      List<String> places,
      Map<String, String> meta) {

    public Fault {
      places = List.copyOf(places);
      meta = Map.copyOf(meta);
    }
  }

  /**
   * Reads a body.
   *
   * @return the document; empty when the body is anything else, or when an error in it has no code
   */
  public static Optional<ErrorDocument> in(int status, byte[] body) {
    JsonNode root;
    try {
      root = AnswerParser.tree(JSON, new ByteArrayInputStream(body));
    } catch (JacksonException e) {
      return Optional.empty();
    }
    if (!root.path("errors").isArray() || root.path("errors").isEmpty()) {
      return Optional.empty();
    }
    List<Fault> faults = new ArrayList<>();
    for (JsonNode error : root.path("errors")) {
      String code = error.path("code").stringValue("").strip();
      if (code.isEmpty() && !isShortRateRefusal(status, error)) {
        return Optional.empty();
      }
      faults.add(
          new Fault(
              code,
              error.path("title").stringValue(null),
              error.path("detail").stringValue(null),
              places(error),
              meta(error)));
    }
    return Optional.of(new ErrorDocument(List.copyOf(faults)));
  }

  /** The codes of all errors. */
  public Set<String> codes() {
    return errors.stream().map(Fault::code).collect(Collectors.toSet());
  }

  private static boolean isShortRateRefusal(int status, JsonNode error) {
    return status == 429
        && !error.has("code")
        && error.path("status").stringValue("").equals(TOO_MANY_REQUESTS);
  }

  private static Map<String, String> meta(JsonNode error) {
    Map<String, String> meta = new LinkedHashMap<>();
    error
        .path("meta")
        .properties()
        .forEach(
            entry -> {
              if (entry.getValue().isString() || entry.getValue().isNumber()) {
                meta.put(entry.getKey(), entry.getValue().asString());
              }
            });
    return meta;
  }

  private static List<String> places(JsonNode error) {
    List<String> places = new ArrayList<>();
    for (String name : List.of("pointer", "parameter")) {
      String place = error.path("source").path(name).stringValue("");
      if (!place.isBlank()) {
        places.add(place.strip());
      }
    }
    return List.copyOf(places);
  }
}
