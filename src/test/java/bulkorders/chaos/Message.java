package bulkorders.chaos;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Locale;

/**
 * An HTTP message as bytes.
 *
 * @param head start line and headers, with the empty line
 * @param body as on the wire, in chunks where it is in chunks
 */
record Message(String head, byte[] body) {

  /** Reads a head; null when the connection ends before. */
  static String readHead(InputStream in) throws IOException {
    var head = new ByteArrayOutputStream();
    int matched = 0;
    while (matched < 4) {
      int next = in.read();
      if (next < 0) {
        return null;
      }
      head.write(next);
      matched = next == "\r\n\r\n".charAt(matched) ? matched + 1 : next == '\r' ? 1 : 0;
    }
    return head.toString(ISO_8859_1);
  }

  /** The length of the body that a head announces, 0 where it says nothing. */
  static int length(String head) {
    return head.lines()
        .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("content-length:"))
        .mapToInt(line -> Integer.parseInt(line.substring(line.indexOf(':') + 1).strip()))
        .findFirst()
        .orElse(0);
  }

  /** An answer that ends with its connection. */
  static Message answer(byte[] all) {
    String text = new String(all, ISO_8859_1);
    int end = text.indexOf("\r\n\r\n");
    return end < 0
        ? new Message(text, new byte[0])
        : new Message(text.substring(0, end + 4), Arrays.copyOfRange(all, end + 4, all.length));
  }

  static Message answer(String status, String headers, String body) {
    return new Message(
        "HTTP/1.1 %s\r\n%sContent-Length: %d\r\n\r\n".formatted(status, headers, body.length()),
        body.getBytes(ISO_8859_1));
  }

  Message without(String header) {
    String start = header.toLowerCase(Locale.ROOT) + ":";
    var left = new StringBuilder();
    for (String line : head.split("(?<=\r\n)", -1)) {
      if (!line.toLowerCase(Locale.ROOT).startsWith(start)) {
        left.append(line);
      }
    }
    return new Message(left.toString(), body);
  }

  Message with(String header) {
    return new Message(head.replaceFirst("\r\n", "\r\n" + header + "\r\n"), body);
  }

  String method() {
    return head.split(" ", 3)[0];
  }

  String target() {
    return head.split(" ", 3)[1];
  }

  byte[] bytes() {
    byte[] start = head.getBytes(ISO_8859_1);
    byte[] all = Arrays.copyOf(start, start.length + body.length);
    System.arraycopy(body, 0, all, start.length, body.length);
    return all;
  }
}
