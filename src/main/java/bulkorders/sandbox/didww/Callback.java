package bulkorders.sandbox.didww;

import java.io.IOException;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.SortedMap;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells a client that an order left {@code pending}.
 *
 * @param post whether the parameters are a form; otherwise they are in the query
 */
record Callback(URI url, boolean post, String order, String status) {

  private static final Logger log = LoggerFactory.getLogger(Callback.class);

  private static final int TIMEOUT_MILLIS = 10_000;
  private static final int LAST_GOOD_STATUS = 298;

  /** Whether it may be sent: this is a stand-in, and reaches nobody but this machine. */
  static boolean staysHere(URI url) {
    String host = url.getHost();
    return host != null
        && (host.equals("localhost") || host.equals("[::1]") || host.matches("127(\\.[0-9]+){3}"));
  }

  private SortedMap<String, String> parameters() {
    SortedMap<String, String> parameters = new TreeMap<>();
    parameters.put("id", order);
    parameters.put("type", OrderResource.TYPE);
    parameters.put("status", status);
    return parameters;
  }

  /** Sends it once; returns whether it arrived. */
  boolean send(String secret) {
    SortedMap<String, String> parameters = parameters();
    URI target = post ? url : CallbackSignature.with(url, parameters);
    try {
      HttpURLConnection connection = (HttpURLConnection) target.toURL().openConnection();
      connection.setConnectTimeout(TIMEOUT_MILLIS);
      connection.setReadTimeout(TIMEOUT_MILLIS);
      connection.setInstanceFollowRedirects(false);
      connection.setRequestProperty(
          CallbackSignature.HEADER, CallbackSignature.of(secret, target, parameters));
      if (post) {
        byte[] form = CallbackSignature.encoded(parameters).getBytes(StandardCharsets.UTF_8);
        connection.setRequestMethod("POST");
        connection.setRequestProperty("Content-Type", "application/x-www-form-urlencoded");
        connection.setDoOutput(true);
        // With a fixed length Java does not send it again by itself.
        connection.setFixedLengthStreamingMode(form.length);
        try (OutputStream out = connection.getOutputStream()) {
          out.write(form);
        }
      }
      int code = connection.getResponseCode();
      connection.disconnect();
      return code >= 200 && code <= LAST_GOOD_STATUS;
    } catch (IOException | IllegalArgumentException e) {
      log.debug("Callback to {} failed: {}", url, e.getMessage());
      return false;
    }
  }
}
