package bulkorders.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HttpFrontTests {

  private static final String BALANCE =
      "GET /v2/balance HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer K\r\n\r\n";

  private final Sandbox sandbox = Sandbox.start(SandboxOptions.defaults());

  @AfterEach
  void close() {
    sandbox.close();
  }

  @Test
  void aConnectionServesManyRequests() throws IOException {
    try (Socket socket = new Socket("127.0.0.1", sandbox.port())) {
      for (int i = 0; i < 3; i++) {
        socket.getOutputStream().write(BALANCE.getBytes(StandardCharsets.US_ASCII));
        assertThat(readUntil(socket.getInputStream(), "}}")).startsWith("HTTP/1.1 200");
      }
    }
  }

  private static String readUntil(InputStream in, String end) throws IOException {
    StringBuilder text = new StringBuilder();
    while (text.indexOf(end) < 0) {
      int b = in.read();
      assertThat(b).as("end of stream after %s", text).isNotNegative();
      text.append((char) b);
    }
    return text.toString();
  }

  @Test
  void aDroppedConnectionEndsWithoutAByte() throws IOException {
    new Client(sandbox).fault("{\"fault\":\"drop_before_commit\"}");
    try (Socket socket = new Socket("127.0.0.1", sandbox.port())) {
      socket.getOutputStream().write(BALANCE.getBytes(StandardCharsets.US_ASCII));

      assertThat(socket.getInputStream().readAllBytes()).isEmpty();
    }
  }

  @Test
  void closingTwiceIsClosingOnce() {
    sandbox.close();
    sandbox.close();
  }
}
