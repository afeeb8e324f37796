package bulkorders.provider.http;

import static org.assertj.core.api.Assertions.assertThat;

import bulkorders.provider.Look;
import bulkorders.provider.ProviderUnavailableException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What holds of every client, whatever a provider answers. */
public final class FuzzedAnswers {

  private FuzzedAnswers() {}

  /** An answer of exactly these bytes. */
  public static ProviderStandIn.Answer answer(int status, byte[] body) {
    return out -> {
      var head =
          "HTTP/1.1 %d x\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
              .formatted(status, body.length);
      var whole = new ByteArrayOutputStream();
      whole.writeBytes(head.getBytes(StandardCharsets.US_ASCII));
      whole.writeBytes(body);
      out.write(whole.toByteArray());
      out.flush();
      return true;
    };
  }

  /** Asks for something; the declared failures are no news. */
  public static void unlessUnavailable(Runnable asked) {
    try {
      asked.run();
    } catch (ProviderUnavailableException e) {
      assertThat(e.reason()).doesNotContain("\n");
      assertWritable(e.reason());
    }
  }

  /** Without what is between the letters where JSON comes in UTF-16. */
  public static String text(byte[] body) {
    return new String(body, StandardCharsets.UTF_8).replace("\0", "");
  }

  /** What is found under a reference is nothing but what the answer shows. */
  public static void assertFound(Look look, String reference, byte[] body) {
    assertWritable(look.toString());
    look.found()
        .forEach(
            (found, ids) -> {
              assertThat(found).isEqualTo(reference);
              assertThat(ids).allSatisfy(id -> assertThat(text(body)).contains(id));
            });
  }

  /** What PostgreSQL can write down, in UTF-8 and without U+0000. */
  public static void assertWritable(String text) {
    assertThat(text).isEqualTo(writable(text));
  }

  /** A text as PostgreSQL can write it down. */
  public static String writable(String text) {
    return text.replaceAll("[\\x00\\p{Cs}]", "\ufffd");
  }

  /** By another parser than that of the client, and a strict one. */
  public static JsonNode whole(byte[] body) {
    try {
      return JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build()
          .readTree(body);
    } catch (JacksonException e) {
      throw new AssertionError("nothing but a whole document is understood", e);
    }
  }
}
