package bulkorders.requirements;

import bulkorders.intake.InputStore;
import bulkorders.ledger.AskedRequirement;
import bulkorders.ledger.Runs;
import bulkorders.ledger.WaitingNumbers;
import bulkorders.ledger.WaitingNumbers.KnownNumber;
import bulkorders.ledger.WaitingNumbers.WaitingOrder;
import bulkorders.provider.AskedNumber.Standing;
import bulkorders.provider.NumberProvider;
import bulkorders.provider.Papers;
import bulkorders.provider.Papers.Comment;
import bulkorders.provider.Papers.Rule;
import bulkorders.requirements.OpenLine.Scope;
import bulkorders.run.RunControl;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Lists what waits for the customer: one line for all numbers of which the same is asked. The
 * provider is asked once for each number order, each kind of number, and each part of an order that
 * was rejected; never for each number.
 */
@Component
public class OpenRequirements {

  private final WaitingNumbers waiting;
  private final AskedReading asking;
  private final Runs runs;
  private final InputStore inputs;

  OpenRequirements(WaitingNumbers waiting, AskedReading asking, Runs runs, InputStore inputs) {
    this.waiting = waiting;
    this.asking = asking;
    this.runs = runs;
    this.inputs = inputs;
  }

  /** Receives what is listed. */
  public interface Receiver {

    /**
     * A line.
     *
     * @param rule what the provider says about the requirement, null when it says nothing
     */
    void line(OpenLine line, @Nullable Rule rule);

    /** Something may be missing in the list; says what. */
    void incomplete(String what);
  }

  /** The operator's own columns in the inputs whose numbers wait at an account. */
  public Set<String> keptColumns(String account) {
    Set<String> names = new LinkedHashSet<>();
    waiting.orders(account, false).stream()
        .map(WaitingOrder::runId)
        .distinct()
        .forEach(run -> names.addAll(KeptCells.names(runs.get(run), inputs)));
    return names;
  }

  /** Orders at an account of which it is not known yet what waits. */
  public long unreadOrders(String account) {
    return waiting.unreadOrders(account);
  }

  /**
   * Lists what waits at an account; nothing where papers are settled with the provider itself.
   *
   * @throws bulkorders.provider.ProviderUnavailableException when the provider does not answer
   * @throws bulkorders.run.RunStoppedException when a stop was asked for
   */
  public void list(
      String account,
      NumberProvider provider,
      Granularity by,
      RunControl control,
      Receiver receiver) {
    Optional<Papers> papers = provider.heeding(control).papers();
    if (papers.isEmpty()) {
      return;
    }
    var listing = new Listing(account, papers.get(), by, receiver);
    for (WaitingOrder order : waiting.orders(account, false)) {
      control.requireGoingOn();
      listing.read(order);
    }
    listing.flush();
  }

  private final class Listing {

    private final String account;
    private final Papers papers;
    private final Granularity by;
    private final Receiver receiver;
    private final Map<Scope, OpenLine> lines = new LinkedHashMap<>();
    private final Map<List<@Nullable String>, List<Rule>> rules = new HashMap<>();
    private @Nullable KeptCells kept;
    private int keptOfRun = -1;
    private String lastOrder = "";

    Listing(String account, Papers papers, Granularity by, Receiver receiver) {
      this.account = account;
      this.papers = papers;
      this.by = by;
      this.receiver = receiver;
    }

    void read(WaitingOrder order) {
      boolean isWithinOrder = by == Granularity.ORDER || by == Granularity.NUMBER;
      if (isWithinOrder && !order.order().equals(lastOrder)) {
        // What is listed by order needs the memory of one order.
        flush();
      }
      lastOrder = order.order();
      if (kept == null || keptOfRun != order.runId()) {
        kept = KeptCells.of(runs.get(order.runId()), inputs, waiting.rows(order.runId()));
        keptOfRun = order.runId();
      }
      KeptCells cells = kept;
      asking
          .read(account, order, papers, (asked, known) -> add(asked, known, cells))
          .ifPresent(
              fault ->
                  receiver.incomplete(
                      "order %s: number order %s %s"
                          .formatted(order.order(), order.numberOrderId(), fault)));
    }

    private void add(AskedRequirement asked, KnownNumber known, KeptCells cells) {
      Standing standing = Standing.valueOf(asked.status());
      if (standing != Standing.MISSING && standing != Standing.REJECTED) {
        return;
      }
      OpenLine line =
          lines.computeIfAbsent(
              scope(asked, standing), scope -> new OpenLine(scope, asked.fieldType()));
      line.add(known.requestId(), known.deadline(), asked.subNumberOrderId());
      cells.of(known.row()).forEach(line::keep);
    }

    private Scope scope(AskedRequirement asked, Standing standing) {
      boolean isNumber = by == Granularity.NUMBER;
      return new Scope(
          account,
          asked.countryIso(),
          asked.phoneNumberType(),
          by == Granularity.COUNTRY ? null : asked.locality(),
          isNumber || by == Granularity.ORDER ? asked.order() : null,
          isNumber ? asked.phoneNumber() : null,
          standing.name().toLowerCase(Locale.ROOT),
          asked.requirementId());
    }

    void flush() {
      Map<String, List<String>> said = new HashMap<>();
      for (OpenLine line : lines.values()) {
        if (line.scope().status().equals("rejected")) {
          line.parts().forEach(part -> line.say(said.computeIfAbsent(part, this::saidByProvider)));
        }
        receiver.line(line, rule(line.scope()));
      }
      lines.clear();
    }

    private List<String> saidByProvider(String part) {
      return papers.comments(part).stream().filter(Comment::byProvider).map(Comment::body).toList();
    }

    private @Nullable Rule rule(Scope scope) {
      String country = scope.countryIso();
      String type = scope.phoneNumberType();
      if (country == null || type == null) {
        return null;
      }
      return rules
          .computeIfAbsent(List.of(country, type), kind -> papers.rules(country, type))
          .stream()
          .filter(rule -> rule.requirementId().equalsIgnoreCase(scope.requirementId()))
          .findFirst()
          .orElse(null);
    }
  }
}
