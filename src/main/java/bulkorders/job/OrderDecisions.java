package bulkorders.job;

import bulkorders.database.AliveLock;
import bulkorders.ledger.Decisions;
import bulkorders.ledger.ProviderOrder;
import bulkorders.ledger.RunFigures;
import bulkorders.ledger.Runs;
import bulkorders.ledger.Undecided;
import bulkorders.provider.NumberProvider;
import bulkorders.provider.ProviderUnavailableException;
import bulkorders.run.Commands;
import bulkorders.run.RunControl;
import bulkorders.submission.Resolution;
import bulkorders.submission.UndecidableException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Takes down what a person decides about one order: alone, while nobody works on its run, with the
 * provider asked before; and brings the run and its report up to it.
 */
@Component
public class OrderDecisions {

  private static final Duration PATIENCE_FOR_LOCK = Duration.ofSeconds(2);
  private static final Pattern BY_NUMBER =
      Pattern.compile("([0-9]{1,9}):([0-9]{1,9})(?:\\.r([0-9]{1,9}))?");

  private final Runs runs;
  private final Decisions decisions;
  private final Resolution resolution;
  private final Accounts accounts;
  private final RunReports reports;
  private final RunLocks locks;
  private final Commands commands;

  OrderDecisions(
      Runs runs,
      Decisions decisions,
      Resolution resolution,
      Accounts accounts,
      RunReports reports,
      RunLocks locks,
      Commands commands) {
    this.runs = runs;
    this.decisions = decisions;
    this.resolution = resolution;
    this.accounts = accounts;
    this.reports = reports;
    this.locks = locks;
    this.commands = commands;
  }

  /** Asks the person who decides. */
  public interface Person {

    /**
     * Whether the person means it, having been shown what is known.
     *
     * @param atProvider what the provider has of it: ids, and how many numbers each may get
     * @param unasked why the provider could not be asked, null when it was
     */
    boolean isSure(Undecided undecided, Map<String, Integer> atProvider, @Nullable String unasked);

    /** The provider is asked once more, which takes that long. */
    void waits(Undecided undecided, Duration atLeast);
  }

  /**
   * An order by its reference, or by its run and number as {@code 7:3} or {@code 7:3.r1}.
   *
   * @throws UndecidableException when there is none, or nothing is to be decided about it
   */
  public Undecided find(String asked) {
    Matcher byNumber = BY_NUMBER.matcher(asked);
    Optional<Undecided> found =
        byNumber.matches()
            ? decisions.find(
                Integer.parseInt(byNumber.group(1)),
                Integer.parseInt(byNumber.group(2)),
                byNumber.group(3) == null ? 0 : Integer.parseInt(byNumber.group(3)))
            : decisions.find(asked);
    Undecided undecided =
        found.orElseThrow(
            () ->
                new UndecidableException(
                    "the ledger has no order %s; give RUN:ORDER such as 7:3, or its reference, as shown by: %s"
                        .formatted(asked, commands.of("runs RUN"))));
    if (!undecided.isOpen()) {
      throw new UndecidableException(undecidable(undecided.name(), undecided.order()));
    }
    return undecided;
  }

  private String undecidable(String name, ProviderOrder order) {
    return switch (order.state()) {
      case PLANNED ->
          "order %s is planned and not sent; go on with its run: %s"
              .formatted(name, commands.of("restart %d", order.runId()));
      case SUBMITTING ->
          "order %s is being sent, or was when its process ended; what became of it is found out by: %s"
              .formatted(name, commands.of("restart %d", order.runId()));
      default ->
          "order %s is %s, so there is nothing to decide; see it with: %s"
              .formatted(name, order.state(), commands.of("trace %s", order.reference()));
    };
  }

  /**
   * Takes a decision down.
   *
   * @param asked the order, as in {@link #find}
   * @param note why, null when nothing was said
   * @return what came of it; empty when the person was not sure after all
   * @throws UndecidableException when it cannot be decided like this; the ledger is as it was
   * @throws AlreadyOrderedException when its run is being worked on
   * @throws ProviderUnavailableException when the provider does not answer
   * @throws AccountUnusableException when the account cannot be used
   */
  public Optional<Decided> decide(
      String asked, OrderDecision decision, @Nullable String note, Person person) {
    int runId = find(asked).order().runId();
    try (AliveLock lock = requireLock(runId)) {
      // As it is now that nobody else can work on it.
      Undecided undecided = find(asked);
      var held = new HeldRun(runId, lock, RunControl.UNSTOPPED);
      Optional<List<String>> surplus = carryOut(undecided, decision, note, person, held);
      return surplus.map(ids -> conclude(undecided, ids, held));
    }
  }

  private Optional<List<String>> carryOut(
      Undecided undecided,
      OrderDecision decision,
      @Nullable String note,
      Person person,
      RunControl control) {
    String account = undecided.order().account();
    if (decision instanceof OrderDecision.Adopt adopt) {
      NumberProvider provider = accounts.of(account).heeding(control);
      return Optional.of(
          resolution.adopt(undecided, adopt.providerOrderId(), provider, control, note));
    }
    if (decision instanceof OrderDecision.Resend) {
      resolution.requireSendable(undecided);
      NumberProvider provider = accounts.of(account).heeding(control);
      if (!person.isSure(undecided, Map.of(), null)) {
        return Optional.empty();
      }
      person.waits(undecided, resolution.waitBeforeLook(undecided));
      resolution.sendAgain(undecided, provider, control, note);
      return Optional.of(List.of());
    }
    resolution.requireAbandonable(undecided);
    AtProvider seen = atProvider(undecided, account, control);
    if (!person.isSure(undecided, seen.numbers(), seen.unasked())) {
      return Optional.empty();
    }
    resolution.abandon(undecided, seen.numbers(), control, note);
    return Optional.of(List.copyOf(seen.numbers().keySet()));
  }

  /** That an account is gone may be the very reason why an order is given up. */
  private AtProvider atProvider(Undecided undecided, String account, RunControl control) {
    try {
      NumberProvider provider = accounts.of(account).heeding(control);
      return new AtProvider(resolution.atProvider(undecided, provider), null);
    } catch (ProviderUnavailableException e) {
      return new AtProvider(Map.of(), e.reason());
    } catch (AccountUnusableException e) {
      return new AtProvider(Map.of(), e.getMessage());
    }
  }

  private record AtProvider(Map<String, Integer> numbers, @Nullable String unasked) {}

  private Decided conclude(Undecided before, List<String> surplus, RunControl control) {
    int runId = before.order().runId();
    RunFigures figures = runs.figures(runId);
    if (figures.isFinal()) {
      runs.finished(runId);
    }
    reports.write(runId, control);
    ProviderOrder after = decisions.find(before.order().reference()).orElseThrow().order();
    return new Decided(before, after, surplus, figures);
  }

  /**
   * What came of a decision.
   *
   * @param surplus the provider's ids of orders that nobody asked for
   * @param figures of its run, afterwards
   */
  public record Decided(
      Undecided before, ProviderOrder after, List<String> surplus, RunFigures figures) {}

  private AliveLock requireLock(int runId) {
    return locks
        .run(runId, PATIENCE_FOR_LOCK)
        .orElseThrow(
            () ->
                new AlreadyOrderedException(
                    runId,
                    "run %d is being worked on by another process; end that first: %s"
                        .formatted(runId, commands.of("stop %d", runId))));
  }
}
