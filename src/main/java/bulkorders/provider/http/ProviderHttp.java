package bulkorders.provider.http;

import bulkorders.provider.Circuit;
import bulkorders.provider.GuardedBody;
import bulkorders.provider.NoAnswer;
import bulkorders.provider.OrderRequest;
import bulkorders.provider.OutageLimits;
import bulkorders.provider.Placement;
import bulkorders.provider.ProviderCalls;
import bulkorders.provider.ProviderUnavailableException;
import bulkorders.provider.RateLimit;
import bulkorders.provider.Redaction;
import bulkorders.provider.Refusal;
import bulkorders.provider.Refusal.Kind;
import bulkorders.provider.RefusalBackOffPolicy;
import bulkorders.provider.RetryAfter;
import bulkorders.provider.SingleSendHttp;
import bulkorders.provider.Turns;
import bulkorders.run.RunControl;
import bulkorders.run.RunStoppedException;
import bulkorders.run.StoppableSleeper;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpTimeoutException;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.retry.RetryContext;
import org.springframework.retry.RetryPolicy;
import org.springframework.retry.backoff.BackOffInterruptedException;
import org.springframework.retry.backoff.BackOffPolicy;
import org.springframework.retry.support.RetryTemplate;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClient.RequestHeadersSpec;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.JacksonIOException;

/**
 * Speaks HTTP with a provider for one account: key, rate limit, time limit, metrics. Reading
 * requests and those that set a value are tried again while that may help; the order's POST leaves
 * once. How each request ends is told to the account's circuit, which says whether further ones may
 * leave.
 */
public final class ProviderHttp {

  /** Reads the body of a successful answer from the wire. */
  @FunctionalInterface
  public interface BodyReader<T> {
    T read(InputStream body) throws IOException;
  }

  private static final Logger log = LoggerFactory.getLogger(ProviderHttp.class);

  /**
   * Attempts at one request that is refused for now; and at one that can be done without, whatever
   * becomes of it.
   */
  private static final int ATTEMPTS = 6;

  private static final int LONGEST_ERROR_BODY = 1 << 20;
  private static final int LONGEST_ORDER_BODY = 1 << 26;
  private static final Duration PAUSE_UNASKED = Duration.ofSeconds(1);
  private static final long LONGEST_NAP_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final ProviderAccount account;
  private final RestClient client;
  private final AnswerClassifier classifier;
  private final RateLimit rateLimit;
  private final Circuit circuit;
  private final ProviderCalls calls;
  private final RetryTemplate patiently;
  private final RetryTemplate briefly;
  private final RetryTemplate refusedOnly;
  private final BackOffPolicy backOff;
  private final Clock clock;
  private final RunControl control;
  private final RateLimit.Waiting waiting;

  /**
   * The account by HTTP. It holds connections and threads only while it is used.
   *
   * @param turns when its requests may leave
   * @param limits how long it may give no usable answer
   * @param registry receives times and counts of its requests
   * @param clock tells the time that dates in answers are compared with
   * @throws IllegalArgumentException when the account's base URL or rate cannot be one
   */
  public static ProviderHttp of(
      ProviderAccount account,
      Dialect dialect,
      Turns turns,
      OutageLimits limits,
      MeterRegistry registry,
      Clock clock) {
    ProviderCalls calls = new ProviderCalls(registry, account.name());
    return of(
        account,
        dialect,
        new RateLimit(turns, account.requestsPerSecond(), calls::waitedForRateLimit),
        new Circuit(account.name(), limits, clock, System::nanoTime),
        calls,
        new RefusalBackOffPolicy(),
        clock);
  }

  /**
   * The same of these parts.
   *
   * @param backOff how long to wait between attempts
   */
  public static ProviderHttp of(
      ProviderAccount account,
      Dialect dialect,
      RateLimit rateLimit,
      Circuit circuit,
      ProviderCalls calls,
      BackOffPolicy backOff,
      Clock clock) {
    return new ProviderHttp(
        account,
        SingleSendHttp.create(account.baseUrl(), account.requestTimeout()),
        new AnswerClassifier(dialect, account, new Redaction(account.key()), clock),
        rateLimit,
        circuit,
        calls,
        backOff,
        clock,
        RunControl.UNSTOPPED,
        TimeUnit.NANOSECONDS::sleep);
  }

  private ProviderHttp(
      ProviderAccount account,
      RestClient client,
      AnswerClassifier classifier,
      RateLimit rateLimit,
      Circuit circuit,
      ProviderCalls calls,
      BackOffPolicy backOff,
      Clock clock,
      RunControl control,
      RateLimit.Waiting waiting) {
    this.account = account;
    this.client = client;
    this.classifier = classifier;
    this.rateLimit = rateLimit;
    this.circuit = circuit;
    this.calls = calls;
    this.patiently = retry(Attempts.ofRefusals(ATTEMPTS), backOff);
    this.briefly = retry(Attempts.ofAll(ATTEMPTS), backOff);
    this.refusedOnly = retry(Attempts.ofRefusalsOnly(ATTEMPTS), backOff);
    this.backOff = backOff;
    this.clock = clock;
    this.control = control;
    this.waiting = waiting;
  }

  private Dialect dialect() {
    return classifier.dialect();
  }

  private void logUnclear(ApiOperation operation, TransientFailureException failure) {
    log.debug(
        "{} at {} got no clear answer: {}",
        operation.words(),
        dialect().provider(),
        failure.getMessage());
  }

  private static RetryTemplate retry(RetryPolicy attempts, BackOffPolicy backOff) {
    return RetryTemplate.builder().customPolicy(attempts).customBackoff(backOff).build();
  }

  /** The same, but it waits for nothing any longer once a stop is asked for. */
  public ProviderHttp heeding(RunControl stoppable) {
    var sleeper = new StoppableSleeper(stoppable);
    return new ProviderHttp(
        account,
        client,
        classifier,
        rateLimit,
        circuit,
        calls,
        new RefusalBackOffPolicy(sleeper),
        clock,
        stoppable,
        nanos -> {
          sleeper.sleepNanos(nanos);
          stoppable.requireGoingOn();
        });
  }

  /**
   * The same, for personal data: what the provider says in detail may repeat it, and is left out.
   */
  public ProviderHttp discreet() {
    return new ProviderHttp(
        account,
        client,
        classifier.discreet(),
        rateLimit,
        circuit,
        calls,
        backOff,
        clock,
        control,
        waiting);
  }

  /** As {@link bulkorders.provider.NumberProvider#untilTurn}. */
  public Duration untilTurn() {
    circuit.requireClosed();
    Duration pause = rateLimit.untilPauseEnd();
    Duration turn = circuit.untilTurn();
    return pause.compareTo(turn) > 0 ? pause : turn;
  }

  /** How many requests have left so far. */
  public long calls() {
    return calls.count();
  }

  /**
   * Reads something, trying again while that may help.
   *
   * @throws RefusedReadException when the provider says no to this very request
   * @throws RunStoppedException when a stop was asked for
   * @throws ProviderUnavailableException when it does not answer or takes nothing from the account
   */
  public <T> T get(ApiOperation operation, BodyReader<T> reader, String path, Object... variables) {
    return unlessStopped(operation, reader, () -> client.get().uri(path, variables));
  }

  /**
   * Sets something to a value that does not depend on the one before, so that it may be sent again
   * while that may help.
   *
   * @throws RefusedReadException when the provider says no to this very request
   * @throws RunStoppedException when a stop was asked for
   * @throws ProviderUnavailableException when it does not answer or takes nothing from the account
   */
  public void patch(ApiOperation operation, byte[] body, String path, Object... variables) {
    unlessStopped(
        operation,
        answer -> answer.readNBytes(LONGEST_ERROR_BODY).length,
        () -> client.patch().uri(path, variables).contentType(dialect().mediaType()).body(body));
  }

  /**
   * As {@link #postOnce(ApiOperation, BodyReader, MediaType, Object, String, Object...)}, of JSON.
   *
   * @throws RefusedReadException when the provider says no to this very request
   * @throws RunStoppedException when a stop was asked for
   * @throws ProviderUnavailableException when it takes nothing from the account
   */
  public <T> Optional<T> postOnce(
      ApiOperation operation, BodyReader<T> reader, byte[] body, String path, Object... variables) {
    return postOnce(
        operation,
        answer -> Optional.of(reader.read(answer)),
        dialect().mediaType(),
        body,
        path,
        variables);
  }

  /**
   * Asks once for a change that needs no words. Who gets no clear answer has to read whether it was
   * made.
   *
   * @return empty when no usable answer came
   * @throws RefusedReadException when the provider says no to this very request
   * @throws RunStoppedException when a stop was asked for
   * @throws ProviderUnavailableException when it does not answer any more or takes nothing from the
   *     account
   */
  public <T> Optional<T> patchOnce(
      ApiOperation operation, BodyReader<T> reader, String path, Object... variables) {
    return onceClearly(operation, reader, () -> client.patch().uri(path, variables));
  }

  private <T> Optional<T> onceClearly(
      ApiOperation operation, BodyReader<T> reader, Supplier<RequestHeadersSpec<?>> request) {
    try {
      return Optional.of(once(operation, reader, request));
    } catch (TransientFailureException e) {
      logUnclear(operation, e);
      return Optional.empty();
    } catch (RefusedReadException e) {
      if (e.stopsAccount()) {
        throw new ProviderUnavailableException(e.reason());
      }
      throw e;
    }
  }

  /**
   * Asks once for something to be deleted. Who gets no clear answer has to read whether it was.
   *
   * @return whether a clear answer came
   * @throws RefusedReadException when the provider says no to this very request
   * @throws RunStoppedException when a stop was asked for
   * @throws ProviderUnavailableException when it does not answer any more or takes nothing from the
   *     account
   */
  public boolean deleteOnce(ApiOperation operation, String path, Object... variables) {
    return onceClearly(
            operation,
            answer -> answer.readNBytes(LONGEST_ERROR_BODY).length,
            () -> client.delete().uri(path, variables))
        .isPresent();
  }

  /**
   * Sends something that makes something, once; again only after the provider itself has refused it
   * for now.
   *
   * @param reader answers empty when it finds nothing of use
   * @return empty when no usable answer came: it may be made
   * @throws RefusedReadException when the provider says no to this very request
   * @throws RunStoppedException when a stop was asked for
   * @throws ProviderUnavailableException when it does not answer any more or takes nothing from the
   *     account
   */
  public <T> Optional<T> postOnce(
      ApiOperation operation,
      BodyReader<Optional<T>> reader,
      MediaType type,
      Object body,
      String path,
      Object... variables) {
    try {
      return refusedOnly.execute(
          context -> {
            countRetry(operation, context);
            return once(
                operation,
                reader,
                () -> client.post().uri(path, variables).contentType(type).body(body));
          });
    } catch (TransientFailureException e) {
      if (e.isRefusal()) {
        throw unavailable(operation, e);
      }
      logUnclear(operation, e);
      return Optional.empty();
    } catch (RefusedReadException e) {
      if (e.stopsAccount()) {
        throw new ProviderUnavailableException(e.reason());
      }
      throw e;
    } catch (BackOffInterruptedException e) {
      throw interrupted(operation);
    }
  }

  /**
   * Reads something that can be done without, and that a key need not be permitted to see, trying
   * again a few times.
   *
   * @return empty when the key may not see it
   * @throws ProviderUnavailableException when the provider does not answer or refuses the account
   */
  public <T> Optional<T> getIfPermitted(
      ApiOperation operation, BodyReader<T> reader, String path, Object... variables) {
    try {
      return Optional.of(
          persistently(briefly, operation, reader, () -> client.get().uri(path, variables)));
    } catch (RefusedReadException e) {
      if (e.stopsAccount() && !e.forbidden()) {
        throw new ProviderUnavailableException(e.reason());
      }
      return Optional.empty();
    }
  }

  /**
   * Sends an order once.
   *
   * @param order what the body says
   */
  public Placement post(ApiOperation operation, String path, GuardedBody body, OrderRequest order) {
    String key;
    try {
      key = usableKey();
    } catch (ProviderUnavailableException e) {
      return new Placement.Refused(Refusal.of(Kind.STOP, e.reason()));
    }
    try {
      if (!circuit.takeTurn()) {
        return new Placement.Refused(
            Refusal.of(
                Kind.UNREACHED,
                "account "
                    + account.name()
                    + " does not answer, and it was not this order's turn"));
      }
      rateLimit.acquire(waiting);
    } catch (ProviderUnavailableException e) {
      return new Placement.Refused(Refusal.of(Kind.STOP, e.reason()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Placement.HeldBack("interrupted while waiting for the account's rate limit");
    } catch (RunStoppedException e) {
      return new Placement.HeldBack(e.reason());
    } catch (RuntimeException e) {
      return new Placement.HeldBack(
          "held back: nobody could say whose turn it is at account "
              + account.name()
              + " ("
              + e.getMessage()
              + ")");
    }
    Timer.Sample sample = calls.begin();
    long begun = circuit.begin();
    Placement placement = send(path, key, body, order);
    judge(placement, begun);
    calls.end(sample, operation.label(), outcome(placement));
    return placement;
  }

  private void judge(Placement placement, long begun) {
    if (placement instanceof Placement.Ambiguous ambiguous) {
      circuit.unanswered(Circuit.Kind.ORDER, begun, ambiguous.reason());
    } else if (placement instanceof Placement.Refused refused
        && refused.refusal().kind() == Kind.UNREACHED) {
      circuit.unanswered(Circuit.Kind.ORDER, begun, refused.refusal().reason());
    } else if (!(placement instanceof Placement.HeldBack)) {
      circuit.answered(Circuit.Kind.ORDER);
    }
  }

  private <T> T unlessStopped(
      ApiOperation operation, BodyReader<T> reader, Supplier<RequestHeadersSpec<?>> request) {
    try {
      return persistently(patiently, operation, reader, request);
    } catch (RefusedReadException e) {
      if (e.stopsAccount()) {
        throw new ProviderUnavailableException(e.reason());
      }
      throw e;
    }
  }

  private <T> T persistently(
      RetryTemplate retry,
      ApiOperation operation,
      BodyReader<T> reader,
      Supplier<RequestHeadersSpec<?>> request) {
    try {
      return retry.execute(
          context -> {
            countRetry(operation, context);
            return once(operation, reader, request);
          });
    } catch (TransientFailureException e) {
      throw unavailable(operation, e);
    } catch (BackOffInterruptedException e) {
      throw interrupted(operation);
    }
  }

  private ProviderUnavailableException unavailable(
      ApiOperation operation, TransientFailureException e) {
    return new ProviderUnavailableException(
        dialect().provider()
            + " gave account "
            + account.name()
            + " no usable answer on "
            + operation.words()
            + " in "
            + ATTEMPTS
            + " attempts ("
            + e.getMessage()
            + "): run the same command again later");
  }

  private Placement send(String path, String key, GuardedBody body, OrderRequest order) {
    try {
      return client
          .post()
          .uri(path)
          .headers(headers -> dialect().authenticate(headers, key))
          .contentType(dialect().mediaType())
          .contentLength(body.length())
          .accept(dialect().mediaType())
          .body(body)
          .exchangeForRequiredValue(
              (request, response) -> {
                int status = response.getStatusCode().value();
                byte[] answer = response.getBody().readNBytes(LONGEST_ORDER_BODY);
                Placement placement =
                    classifier.answer(status, response.getHeaders(), answer, order);
                if (placement instanceof Placement.Refused refused) {
                  pauseAllIfThrottled(status, refused.refusal());
                }
                return placement;
              });
    } catch (RuntimeException e) {
      return unanswered(e, body);
    } finally {
      body.close();
    }
  }

  private Placement unanswered(RuntimeException failure, GuardedBody body) {
    boolean noByteLeft = body.close();
    String heldBack = body.heldBack();
    if (noByteLeft && heldBack != null) {
      return new Placement.HeldBack(heldBack);
    }
    if (noByteLeft && Thread.currentThread().isInterrupted()) {
      return new Placement.HeldBack("interrupted before its first byte left");
    }
    return classifier.failure(failure, noByteLeft);
  }

  private void countRetry(ApiOperation operation, RetryContext context) {
    if (context.getLastThrowable() instanceof TransientFailureException failure) {
      calls.retried(operation.label(), failure.outcome());
      log.debug(
          "{} at {} again after: {}",
          operation.words(),
          dialect().provider(),
          failure.getMessage());
    }
  }

  private <T> T once(
      ApiOperation operation, BodyReader<T> reader, Supplier<RequestHeadersSpec<?>> request) {
    control.requireGoingOn();
    String key = usableKey();
    awaitTurn(operation);
    Timer.Sample sample = calls.begin();
    long begun = circuit.begin();
    String outcome = Outcome.ABORTED;
    try {
      T value = exchange(reader, key, request.get());
      outcome = Outcome.SUCCESS;
      circuit.answered(Circuit.Kind.OTHER);
      return value;
    } catch (TransientFailureException e) {
      outcome = e.outcome();
      throw judged(e, begun);
    } catch (RefusedReadException e) {
      outcome =
          e.stopsAccount() ? Outcome.STOPPED : e.notFound() ? Outcome.NOT_FOUND : Outcome.REFUSED;
      if (e.isOfProvider()) {
        circuit.answered(Circuit.Kind.OTHER);
      } else {
        circuit.unanswered(Circuit.Kind.OTHER, begun, e.reason());
      }
      throw e;
    } catch (ResourceAccessException | JacksonIOException e) {
      if (Thread.currentThread().isInterrupted()) {
        throw interrupted(operation);
      }
      TransientFailureException failure = noAnswer(e);
      outcome = failure.outcome();
      throw judged(failure, begun);
    } catch (JacksonException e) {
      outcome = Outcome.UNREADABLE;
      throw judged(
          new TransientFailureException(outcome, classifier.describeUnreadable(), null), begun);
    } finally {
      calls.end(sample, operation.label(), outcome);
    }
  }

  private void awaitTurn(ApiOperation operation) {
    try {
      while (!circuit.takeTurn()) {
        waiting.waitFor(Math.min(circuit.untilTurn().toNanos(), LONGEST_NAP_NANOS));
      }
      rateLimit.acquire(waiting);
    } catch (InterruptedException e) {
      throw interrupted(operation);
    }
  }

  /** The failure itself, after the circuit was told of it; or what it is the last of. */
  private RuntimeException judged(TransientFailureException failure, long begun) {
    if (failure.isRefusal()) {
      circuit.answered(Circuit.Kind.OTHER);
      return failure;
    }
    circuit.unanswered(Circuit.Kind.OTHER, begun, String.valueOf(failure.getMessage()));
    circuit.requireClosed();
    return failure;
  }

  private <T> T exchange(BodyReader<T> reader, String key, RequestHeadersSpec<?> request) {
    return Objects.requireNonNull(
        request
            .headers(headers -> dialect().authenticate(headers, key))
            .accept(dialect().mediaType())
            .exchange(
                (sent, response) -> {
                  if (response.getStatusCode().is2xxSuccessful()) {
                    return reader.read(response.getBody());
                  }
                  throw noSuccess(response);
                }));
  }

  private RuntimeException noSuccess(ClientHttpResponse response) throws IOException {
    int status = response.getStatusCode().value();
    HttpHeaders headers = response.getHeaders();
    byte[] body = response.getBody().readNBytes(LONGEST_ERROR_BODY);
    Optional<Refusal> refusal = classifier.refusal(status, headers, body, null);
    if (refusal.isPresent() && refusal.get().kind() == Kind.PASSING) {
      pauseAllIfThrottled(status, refusal.get());
      return new TransientFailureException(
          Outcome.THROTTLED, refusal.get().reason(), refusal.get().retryAfter());
    }
    if (refusal.isPresent() || status == HttpStatus.NOT_FOUND.value()) {
      return new RefusedReadException(
          status,
          refusal.isPresent(),
          ErrorDocument.in(status, body).map(ErrorDocument::codes).orElse(Set.of()),
          refusal.orElseGet(() -> Refusal.of(Kind.CONTENT, classifier.describe(status, body))));
    }
    return new TransientFailureException(
        status >= 500 ? Outcome.SERVER_ERROR : Outcome.UNEXPECTED,
        classifier.describe(status, body),
        headers.containsHeader(HttpHeaders.RETRY_AFTER) ? RetryAfter.in(headers, clock) : null);
  }

  private TransientFailureException noAnswer(RuntimeException failure) {
    String outcome =
        NoAnswer.neverConnected(failure)
            ? Outcome.NO_CONNECTION
            : failure.getCause() instanceof HttpTimeoutException
                ? Outcome.TIMEOUT
                : Outcome.IO_ERROR;
    return new TransientFailureException(outcome, classifier.describe(failure), null);
  }

  private void pauseAllIfThrottled(int status, Refusal refusal) {
    if (status == HttpStatus.TOO_MANY_REQUESTS.value() && refusal.kind() == Kind.PASSING) {
      Duration asked = refusal.retryAfter();
      rateLimit.pauseFor(asked == null ? PAUSE_UNASKED : asked);
    }
  }

  private static String outcome(Placement placement) {
    if (placement instanceof Placement.Accepted) {
      return Outcome.SUCCESS;
    }
    if (placement instanceof Placement.HeldBack) {
      return Outcome.HELD_BACK;
    }
    if (placement instanceof Placement.Refused refused) {
      return switch (refused.refusal().kind()) {
        case PASSING, UNREACHED -> Outcome.POSTPONED;
        case CONTENT, GONE, NOT_SEARCHED -> Outcome.REFUSED;
        case STOP -> Outcome.STOPPED;
      };
    }
    return Outcome.AMBIGUOUS;
  }

  /**
   * The key; its file may have changed meanwhile.
   *
   * @throws ProviderUnavailableException when it cannot be read or cannot be one
   */
  private String usableKey() {
    String key;
    try {
      key = account.key().get().strip();
    } catch (RuntimeException e) {
      throw new ProviderUnavailableException(String.valueOf(e.getMessage()));
    }
    if (!ProviderAccount.isPossibleKey(key)) {
      throw new ProviderUnavailableException(
          "account "
              + account.name()
              + " has a key with characters that no key has: "
              + dialect().keyAdvice()
              + ", then run the same command again");
    }
    return key;
  }

  private ProviderUnavailableException interrupted(ApiOperation operation) {
    Thread.currentThread().interrupt();
    return new ProviderUnavailableException(
        "interrupted while " + operation.words() + " of account " + account.name());
  }
}
