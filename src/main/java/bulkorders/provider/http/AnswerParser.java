package bulkorders.provider.http;

import java.io.InputStream;
import java.util.regex.Pattern;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TreeNode;
import tools.jackson.core.util.JsonParserDelegate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * Reads an answer from the wire. JSON can say what no text of PostgreSQL holds: U+0000, and half of
 * a surrogate pair. U+FFFD stands for either in every string, so that the ledger can write down
 * whatever was answered, and what was damaged equals nothing that we know.
 */
public final class AnswerParser extends JsonParserDelegate {

  private static final Pattern UNWRITABLE = Pattern.compile("[\\x00\\p{Cs}]");
  private static final Pattern PROVIDER_ID = Pattern.compile("[A-Za-z0-9._-]{1,100}");

  private AnswerParser(JsonParser parser) {
    super(parser);
  }

  public static JsonParser of(ObjectMapper json, InputStream body) {
    return new AnswerParser(json.createParser(body));
  }

  /** A whole answer; an empty object where it is none, or more than one document. */
  public static JsonNode tree(ObjectMapper json, InputStream body) {
    try (JsonParser parser = of(json, body)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return json.createObjectNode();
      }
      JsonNode document = parser.readValueAsTree();
      return parser.nextToken() == null ? document : json.createObjectNode();
    }
  }

  /** Whether it can be an id that the provider gave: one that fits into an address and an index. */
  public static boolean isProviderId(String text) {
    return PROVIDER_ID.matcher(text).matches();
  }

  @Override
  public String getString() {
    return UNWRITABLE.matcher(super.getString()).replaceAll("\ufffd");
  }

  @Override
  public <T extends TreeNode> T readValueAsTree() {
    return objectReadContext().readTree(this);
  }
}
