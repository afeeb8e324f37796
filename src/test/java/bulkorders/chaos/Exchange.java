package bulkorders.chaos;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.Arrays;
import java.util.List;

/** The requests of one connection to the {@link FaultProxy}, one after the other. */
final class Exchange {

  private static final List<String> REDIRECTS =
      List.of(
          "301 Moved Permanently",
          "302 Found",
          "303 See Other",
          "307 Temporary Redirect",
          "308 Permanent Redirect");
  private static final List<String> FAILURES =
      List.of(
          "500 Internal Server Error",
          "502 Bad Gateway",
          "503 Service Unavailable",
          "504 Gateway Timeout",
          "408 Request Timeout",
          "425 Too Early");
  private static final List<String> PAGES =
      List.of("200 OK", "403 Forbidden", "404 Not Found", "502 Bad Gateway", "503 Overloaded");
  private static final String PAGE = "<html><body><h1>Please log in</h1></body></html>";
  private static final String THROTTLED =
      "{\"errors\":[{\"code\":\"10011\",\"title\":\"Too many requests\",\"detail\":\"Slow"
          + " down.\"}]}";

  /** Nowhere in a JSON document, within strings or without, and nowhere in a chunk's length. */
  private static final byte NEVER_VALID = 1;

  private final Socket client;
  private final FaultProxy proxy;
  private boolean closesWhenReused;

  Exchange(Socket client, FaultProxy proxy) {
    this.client = client;
    this.proxy = proxy;
  }

  /**
   * Serves the next request.
   *
   * @return whether the connection goes on
   */
  boolean next() throws IOException {
    InputStream in = client.getInputStream();
    if (closesWhenReused) {
      if (in.read() >= 0) {
        proxy.struck(Trouble.CLOSED_WHEN_REUSED);
      }
      FaultProxy.reset(client);
      return false;
    }
    String head = Message.readHead(in);
    if (head == null) {
      return false;
    }
    Operation operation = Operation.of(new Message(head, new byte[0]).method(), target(head));
    Rule rule = proxy.met(operation);
    if (rule != null && rule.trouble() == Trouble.CUT_BEFORE_BODY) {
      FaultProxy.reset(client);
      return false;
    }
    int length = Message.length(head);
    boolean cutWithin = rule != null && rule.trouble() == Trouble.CUT_WITHIN_BODY;
    byte[] body = in.readNBytes(cutWithin ? length / 2 : length);
    Message request = new Message(head, body).with("Connection: close");
    if (cutWithin || body.length < length) {
      proxy.forwardHalf(request.bytes());
      FaultProxy.reset(client);
      return false;
    }
    return rule == null ? pass(request) : harm(rule, request);
  }

  private static String target(String head) {
    return new Message(head, new byte[0]).target();
  }

  private boolean pass(Message request) throws IOException {
    return answer(proxy.forward(request.bytes()));
  }

  private boolean answer(Message answer) throws IOException {
    client.getOutputStream().write(answer.bytes());
    client.getOutputStream().flush();
    return true;
  }

  private boolean harm(Rule rule, Message request) throws IOException {
    int variant = rule.variant();
    return switch (rule.trouble()) {
      case CUT_BEFORE_BODY, CUT_WITHIN_BODY, GROUP_REFUSED -> pass(request);
      case LIST_LAGS -> {
        proxy.forward(request.bytes());
        proxy.orderLags();
        yield cut();
      }
      case REQUEST_LOST -> cut();
      case LATE_REQUEST -> {
        proxy.outwait();
        proxy.forward(request.bytes());
        yield cut();
      }
      case DELAYED -> {
        proxy.delay(variant);
        Message answer = proxy.forward(request.bytes());
        proxy.delay(variant);
        yield answer(answer);
      }
      case CUT_AFTER_BODY -> {
        proxy.forward(request.bytes());
        yield cut();
      }
      case CUT_WITHIN_HEAD -> {
        byte[] head = proxy.forward(request.bytes()).head().getBytes(ISO_8859_1);
        yield begin(Arrays.copyOf(head, head.length / 2)) && end(variant);
      }
      case HALF_ANSWER -> {
        Message answer = proxy.forward(request.bytes());
        yield begin(half(answer)) && end(variant);
      }
      case HALF_ANSWER_THEN_SILENCE -> {
        Message answer = proxy.forward(request.bytes());
        begin(half(answer));
        proxy.outwait();
        yield end(variant);
      }
      case LATE_ANSWER -> {
        Message answer = proxy.forward(request.bytes());
        proxy.outwait();
        yield answer(answer);
      }
      case CLOSED_WHEN_REUSED -> {
        closesWhenReused = true;
        yield pass(request);
      }
      case REDIRECTED -> answer(redirect(request, variant));
      case REDIRECTED_AFTER_COMMIT -> {
        proxy.forward(request.bytes());
        yield answer(redirect(request, variant));
      }
      case CORRUPTED_REQUEST -> answer(proxy.forward(corruptedRequest(request)));
      case CORRUPTED_ANSWER ->
          begin(corruptedAnswer(proxy.forward(request.bytes()), variant)) && end(variant);
      case THROTTLED ->
          answer(
              Message.answer(
                  "429 Too Many Requests",
                  "Content-Type: application/json\r\n"
                      + (variant % 2 == 0 ? "Retry-After: 1\r\n" : ""),
                  THROTTLED));
      case FAILED_AFTER_COMMIT -> {
        proxy.forward(request.bytes());
        yield answer(Message.answer(FAILURES.get(variant % FAILURES.size()), "", ""));
      }
      case FOREIGN_PAGE -> answer(page(variant));
      case FOREIGN_PAGE_AFTER_COMMIT -> {
        proxy.forward(request.bytes());
        yield answer(page(variant));
      }
      case ORDERS_MEANWHILE -> {
        proxy.orderMeanwhile();
        yield pass(request);
      }
      case THIRD_PAGE_FAILS ->
          variant % 2 == 0
              ? answer(Message.answer(FAILURES.get(variant % FAILURES.size()), "", ""))
              : cut();
    };
  }

  private boolean cut() {
    FaultProxy.reset(client);
    return false;
  }

  /** Ends the connection, by a reset or in good order. */
  private boolean end(int variant) throws IOException {
    if (variant % 2 == 0) {
      return cut();
    }
    client.close();
    return false;
  }

  private boolean begin(byte[] bytes) throws IOException {
    client.getOutputStream().write(bytes);
    client.getOutputStream().flush();
    return true;
  }

  private static byte[] half(Message answer) {
    return new Message(answer.head(), Arrays.copyOf(answer.body(), answer.body().length / 2))
        .bytes();
  }

  private Message redirect(Message request, int variant) {
    return Message.answer(
        REDIRECTS.get(variant % REDIRECTS.size()),
        "Location: %s%s\r\n".formatted(proxy.elsewhere(), request.target()),
        "");
  }

  private static Message page(int variant) {
    return Message.answer(PAGES.get(variant % PAGES.size()), "Content-Type: text/html\r\n", PAGE);
  }

  /** The body where there is one, otherwise what is asked for; never so that it means another. */
  private static byte[] corruptedRequest(Message request) {
    if (request.body().length == 0) {
      return new Message(request.head().replaceFirst("(/v2/[a-z_]+)[a-z]", "$1q"), request.body())
          .bytes();
    }
    byte[] body = request.body().clone();
    body[body.length / 2] = NEVER_VALID;
    return new Message(request.head(), body).bytes();
  }

  private static byte[] corruptedAnswer(Message answer, int variant) {
    if (variant % 3 == 0) {
      return new Message(answer.head().replaceFirst("HTTP/1.1 2", "HTTP/1.1 z"), answer.body())
          .bytes();
    }
    byte[] body = answer.body().clone();
    if (body.length > 0) {
      body[variant % 3 == 1 ? body.length / 2 : body.length / 4] = NEVER_VALID;
    }
    return new Message(answer.head(), body).bytes();
  }
}
