package bulkorders.provider;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.RestClient;

/**
 * Builds the HTTP client of a provider account: one that sends every request once and to the
 * account's own host only. It follows no redirect, answers no authentication challenge and tries
 * nothing again; what an answer means is for its caller to say.
 */
public final class SingleSendHttp {

  /** The base URLs that can be used, in words. */
  public static final String USABLE = "https://host/path, without user, query or fragment";

  private static final String RETRY_SWITCH = "jdk.httpclient.enableAllMethodRetry";
  static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

  private SingleSendHttp() {}

  /**
   * @param baseUrl where the provider's API is: {@code http} or {@code https}, a host and a path
   * @param requestTimeout how long a request may take to the last byte of its answer
   * @throws IllegalArgumentException when the base URL cannot be one
   * @throws IllegalStateException when the JVM is told to send requests again by itself
   */
  public static RestClient create(URI baseUrl, Duration requestTimeout) {
    requireNoResending();
    HttpClient client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECT_TIMEOUT)
            .build();
    JdkClientHttpRequestFactory requests = new JdkClientHttpRequestFactory(client, bodyWriters());
    requests.setReadTimeout(requestTimeout);
    return RestClient.builder()
        .requestFactory(requests)
        .baseUrl(withoutTrailingSlash(requireUsable(baseUrl)))
        .defaultHeader("User-Agent", "bulk-orders")
        .build();
  }

  private static void requireNoResending() {
    String value = System.getProperty(RETRY_SWITCH);
    if (value != null && !value.equalsIgnoreCase("false")) {
      throw new IllegalStateException(
          "the system property "
              + RETRY_SWITCH
              + " makes Java send orders twice: start without it");
    }
  }

  private static ExecutorService bodyWriters() {
    return Executors.newCachedThreadPool(
        task -> {
          Thread thread = new Thread(task, "request-body");
          thread.setDaemon(true);
          return thread;
        });
  }

  /** Whether a text is one of the base URLs that are {@link #USABLE}. */
  public static boolean isUsable(String baseUrl) {
    try {
      return isUsable(new URI(baseUrl));
    } catch (URISyntaxException e) {
      return false;
    }
  }

  private static boolean isUsable(URI url) {
    String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
    return (scheme.equals("https") || scheme.equals("http"))
        && url.getHost() != null
        && url.getUserInfo() == null
        && url.getQuery() == null
        && url.getFragment() == null;
  }

  private static URI requireUsable(URI url) {
    if (!isUsable(url)) {
      throw new IllegalArgumentException("the base URL must look like " + USABLE);
    }
    return url;
  }

  private static String withoutTrailingSlash(URI url) {
    return url.toString().replaceAll("/+$", "");
  }
}
