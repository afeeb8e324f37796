package bulkorders.provider;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;

/**
 * Says in plain words why a provider gave no answer, or not all of it: what happened, with which
 * host, and what to do.
 */
public final class NoAnswer {

  private static final List<Class<? extends Exception>> NEVER_CONNECTED =
      List.of(
          ConnectException.class,
          HttpConnectTimeoutException.class,
          UnresolvedAddressException.class,
          UnknownHostException.class,
          NoRouteToHostException.class,
          SSLHandshakeException.class);

  private final String host;
  private final Duration requestTimeout;
  private final Redaction redaction;

  /**
   * @param baseUrl where the provider's API is
   * @param requestTimeout how long a request may take to the last byte of its answer
   * @param redaction takes secrets out of what libraries say
   */
  public NoAnswer(URI baseUrl, Duration requestTimeout, Redaction redaction) {
    this.host =
        baseUrl.getPort() < 0 ? baseUrl.getHost() : baseUrl.getHost() + ":" + baseUrl.getPort();
    this.requestTimeout = requestTimeout;
    this.redaction = redaction;
  }

  /** Whether the request cannot have reached the provider, since there was no connection to it. */
  public static boolean neverConnected(Throwable failure) {
    return NEVER_CONNECTED.stream().anyMatch(kind -> isCausedBy(failure, kind));
  }

  /** One line on what failed. */
  public String because(Throwable failure) {
    if (isCausedBy(failure, UnknownHostException.class)
        || isCausedBy(failure, UnresolvedAddressException.class)) {
      return "no connection to %s: no such host is known here; check the base URL and the network"
          .formatted(host);
    }
    if (isCausedBy(failure, HttpConnectTimeoutException.class)) {
      return "no connection to %s: it did not answer within %d s; check the network"
          .formatted(host, SingleSendHttp.CONNECT_TIMEOUT.toSeconds());
    }
    if (isCausedBy(failure, NoRouteToHostException.class)) {
      return "no connection to %s: there is no route to it; check the network".formatted(host);
    }
    if (isCausedBy(failure, SSLException.class)) {
      return "no connection to %s that TLS makes safe (%s); check the base URL, the clock, and the certificates that Java trusts"
          .formatted(host, redaction.of(deepest(failure).getMessage()));
    }
    if (isCausedBy(failure, ConnectException.class)) {
      return "no connection to %s: connection refused; check the base URL and the network"
          .formatted(host);
    }
    if (isCausedBy(failure, HttpTimeoutException.class)) {
      return "no full answer from %s within %s s; see bulk-orders.submission.request-timeout"
          .formatted(host, seconds(requestTimeout));
    }
    if (isCausedBy(failure, IOException.class)) {
      return "no full answer from %s: the connection was closed before; check the network"
          .formatted(host);
    }
    return "no full answer from %s: %s"
        .formatted(host, redaction.of(deepest(failure).getMessage()));
  }

  /** One line on an answer that did not come from the provider's API, most likely. */
  public String foreign(String what) {
    return "%s from %s; check the base URL".formatted(what, host);
  }

  private static String seconds(Duration duration) {
    return String.valueOf(duration.toMillis() / 1000.0).replaceFirst("\\.0$", "");
  }

  private static boolean isCausedBy(Throwable failure, Class<? extends Exception> kind) {
    return chain(failure).stream().anyMatch(kind::isInstance);
  }

  private static Throwable deepest(Throwable failure) {
    List<Throwable> chain = chain(failure);
    return chain.get(chain.size() - 1);
  }

  private static List<Throwable> chain(Throwable failure) {
    return Stream.<Throwable>iterate(failure, cause -> cause != null, Throwable::getCause)
        .limit(20)
        .toList();
  }
}
