package bulkorders.sandbox;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A body of the type {@code multipart/form-data}. */
final class MultipartForm {

  /** One field of the form. */
  record Part(
      String name, @Nullable String filename, @Nullable String contentType, byte[] content) {}

  private static final Pattern BOUNDARY = Pattern.compile("boundary=\"?([^\";]+)\"?");
  private static final Pattern NAME = Pattern.compile("[; ]name=\"([^\"]*)\"");
  private static final Pattern FILENAME = Pattern.compile("filename=\"([^\"]*)\"");
  private static final String TYPE = "content-type:";

  private final List<Part> parts;

  private MultipartForm(List<Part> parts) {
    this.parts = parts;
  }

  /** The form, or a {@link TelnyxRefusal} when the body is none. */
  static MultipartForm parse(String contentType, byte[] body) {
    Matcher matcher = BOUNDARY.matcher(contentType);
    if (!matcher.find()) {
      throw broken();
    }
    // Latin-1 keeps every byte as one character, so that positions are those of the bytes.
    String text = new String(body, StandardCharsets.ISO_8859_1);
    String boundary = "--" + matcher.group(1);
    List<Part> parts = new ArrayList<>();
    int at = text.indexOf(boundary);
    while (at >= 0 && !text.startsWith("--", at + boundary.length())) {
      int head = at + boundary.length() + 2;
      int blank = text.indexOf("\r\n\r\n", head);
      int end = blank < 0 ? -1 : text.indexOf("\r\n" + boundary, blank + 2);
      if (end < 0) {
        throw broken();
      }
      byte[] headers = Arrays.copyOfRange(body, head, blank);
      byte[] content = Arrays.copyOfRange(body, blank + 4, Math.max(end, blank + 4));
      parts.add(part(new String(headers, StandardCharsets.UTF_8), content));
      at = end + 2;
    }
    if (parts.isEmpty()) {
      throw broken();
    }
    return new MultipartForm(parts);
  }

  private static Part part(String headers, byte[] content) {
    Matcher name = NAME.matcher(headers);
    Matcher filename = FILENAME.matcher(headers);
    return new Part(
        name.find() ? name.group(1) : "",
        filename.find() ? filename.group(1) : null,
        headers
            .lines()
            .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(TYPE))
            .map(line -> line.substring(TYPE.length()).strip())
            .findFirst()
            .orElse(null),
        content);
  }

  private static TelnyxRefusal broken() {
    return new TelnyxRefusal(
        400, List.of(TelnyxError.of("10015", "Bad Request", "The body is no multipart form.")));
  }

  @Nullable Part part(String name) {
    return parts.stream().filter(part -> part.name().equals(name)).findFirst().orElse(null);
  }
}
