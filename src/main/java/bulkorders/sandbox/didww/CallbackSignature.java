package bulkorders.sandbox.didww;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.SortedMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs callbacks: HMAC-SHA1 in hexadecimal digits over the URL with its port spelled out and the
 * parameters in the order of their names.
 */
final class CallbackSignature {

  static final String HEADER = "X-DIDWW-Signature";

  private static final String ALGORITHM = "HmacSHA1";

  private CallbackSignature() {}

  static String of(String secret, URI url, SortedMap<String, String> parameters) {
    String signed =
        normalised(url)
            + parameters.entrySet().stream()
                .map(parameter -> parameter.getKey() + parameter.getValue())
                .collect(Collectors.joining());
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
      return HexFormat.of().formatHex(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java has no " + ALGORITHM, e);
    }
  }

  /** Parameters as in a form or a query. */
  static String encoded(SortedMap<String, String> parameters) {
    return parameters.entrySet().stream()
        .map(
            parameter ->
                URLEncoder.encode(parameter.getKey(), StandardCharsets.UTF_8)
                    + "="
                    + URLEncoder.encode(parameter.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }

  /** The URL with parameters behind those that it has already, before its fragment. */
  static URI with(URI url, SortedMap<String, String> parameters) {
    String text = url.toString();
    int hash = text.indexOf('#');
    String start = hash < 0 ? text : text.substring(0, hash);
    return URI.create(
        start
            + (url.getRawQuery() == null ? "?" : "&")
            + encoded(parameters)
            + (hash < 0 ? "" : text.substring(hash)));
  }

  private static String normalised(URI url) {
    String userInfo = url.getRawUserInfo();
    String path = url.getRawPath();
    String query = url.getRawQuery();
    String fragment = url.getRawFragment();
    int port = url.getPort() >= 0 ? url.getPort() : url.getScheme().equals("https") ? 443 : 80;
    return url.getScheme()
        + "://"
        + (userInfo == null ? "" : userInfo + "@")
        + url.getHost()
        + ":"
        + port
        + (path == null || path.isEmpty() ? "/" : path)
        + (query == null ? "" : "?" + query)
        + (fragment == null ? "" : "#" + fragment);
  }
}
