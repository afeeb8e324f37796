package bulkorders.intake;

import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** How JSON is read here: strictly, and with bounds on everything that a parser keeps. */
final class Json {

  /** Longest row in bytes: a flat object, an ordering group, or the object around the groups. */
  static final int MAX_ROW = 1 << 16;

  /** Longest object with ordering groups in bytes. */
  static final int MAX_ELEMENT = 1 << 24;

  /** The member that holds the ordering groups of a request. */
  static final String GROUPS = "ordering_groups";

  /** The member that holds the numbers of a request that names them. */
  static final String NUMBERS = "phone_numbers";

  /** The member that holds the items of an order at DIDWW. */
  static final String ITEMS = "items";

  /** The members of which each element is a row. */
  static final List<String> ROWS = List.of(GROUPS, NUMBERS, ITEMS);

  /** The members in which DIDWW's own form of an order, a JSON:API document, wraps all others. */
  static final String DATA = "data";

  static final String ATTRIBUTES = "attributes";

  private static final StreamReadConstraints BOUNDS =
      StreamReadConstraints.builder().maxStringLength(1 << 20).maxNestingDepth(100).build();

  private static final JsonFactory FACTORY =
      JsonFactory.builder().streamReadConstraints(BOUNDS).build();

  /**
   * Each row is parsed by a parser of its own; what these shared of member names would be copied
   * for every row that brings a new one.
   */
  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(BOUNDS)
                  .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
                  .build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  private Json() {}

  /** A parser that steps over values without keeping them. */
  static JsonParser scanner(InputStream in) {
    return FACTORY.createParser(ObjectReadContext.empty(), in);
  }

  static JsonParser scanner(byte[] bytes) {
    return FACTORY.createParser(ObjectReadContext.empty(), bytes);
  }

  /** The one value that the text is; a member that is there twice is an error. */
  static JsonNode tree(String text) {
    try (JsonParser parser = MAPPER.createParser(text)) {
      JsonNode node = MAPPER.readTree(parser);
      return parser.nextToken() == null ? node : MAPPER.missingNode();
    }
  }

  /** A value as the text of a cell: as it is if it is a text, else as JSON; none for null. */
  static String text(JsonNode value) {
    return value.isNull() ? "" : value.isString() ? value.stringValue() : value.toString();
  }

  /** An object as the text of a cell. */
  static String text(Map<String, JsonNode> members) {
    return MAPPER.writeValueAsString(members);
  }

  /** What a parser complains of, without the places that it adds. */
  static String problem(JacksonException e) {
    String message = String.valueOf(e.getOriginalMessage());
    String first = message.lines().findFirst().orElse("").replaceFirst(" \\([^(]*\\[Source:.*", "");
    String shortened = first.length() <= 160 ? first : first.substring(0, 159) + "…";
    return shortened.isEmpty()
        ? "malformed"
        : shortened.substring(0, 1).toLowerCase(Locale.ROOT) + shortened.substring(1);
  }
}
