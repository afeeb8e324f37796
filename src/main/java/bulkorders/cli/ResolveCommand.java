package bulkorders.cli;

import bulkorders.job.OrderDecision;
import bulkorders.job.OrderDecisions;
import bulkorders.job.OrderDecisions.Decided;
import bulkorders.ledger.OrderState;
import bulkorders.ledger.ProviderOrder;
import bulkorders.ledger.RunFigures;
import bulkorders.ledger.Runs;
import bulkorders.ledger.Undecided;
import bulkorders.run.Commands;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;

/** Decides about an order of which nobody knows whether the provider took it. */
@Command(
    name = "resolve",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description =
        "Decides about an order of which nobody knows whether the provider took it. Without a"
            + " decision it shows what is known of the order.",
    footer = {
      "",
      "Examples: bulk-orders resolve 7:3",
      "          bulk-orders resolve 7:3 --adopt 3c90c3cc-0d44-4b50-8888-8dd25736052a",
      "          bulk-orders resolve 7:3.r1 --resend --note \"asked support, case 1234\"",
      "          bulk-orders resolve bohc76mr4gbscpunp2.3 --abandon --yes"
    })
final class ResolveCommand implements Callable<Integer> {

  @Parameters(
      paramLabel = "ORDER",
      description = "RUN:ORDER as shown by runs RUN, such as 7:3 or 7:3.r1; or its reference.")
  private String order = "";

  @ArgGroup(multiplicity = "0..1")
  private @Nullable Choice choice;

  @Option(
      names = "--yes",
      description = "Decide without asking; required where there is no terminal.")
  private boolean yes;

  @Option(names = "--sandbox", description = "An order of a rehearsal.")
  private boolean sandbox;

  @Mixin private FormatOption format = new FormatOption();

  @Mixin private ResponsibleOptions responsible = new ResponsibleOptions();

  private final Terminal terminal;
  private final Sessions sessions;

  ResolveCommand(Terminal terminal, Sessions sessions) {
    this.terminal = terminal;
    this.sessions = sessions;
  }

  /** What is decided. */
  static final class Choice {
    @Option(
        names = "--adopt",
        paramLabel = "PROVIDER_ID",
        description = "The provider has it, as this order of its own; it is read and compared.")
    @Nullable String adopt;

    @Option(
        names = "--resend",
        description =
            "It is to be sent again. The provider is looked through once more, after the settle"
                + " time, and must not have it.")
    boolean resend;

    @Option(names = "--abandon", description = "It is given up; its numbers are a shortfall.")
    boolean abandon;

    OrderDecision decision() {
      if (adopt != null) {
        if (adopt.isBlank()) {
          throw new RefusedException(
              "--adopt needs the id that the provider has given to the order");
        }
        return new OrderDecision.Adopt(adopt.strip());
      }
      return resend ? new OrderDecision.Resend() : new OrderDecision.Abandon();
    }
  }

  @Override
  public Integer call() {
    String asked = order.strip();
    Choice chosen = choice;
    return chosen == null ? show(asked) : decide(asked, chosen.decision());
  }

  private Integer show(String asked) {
    try (Session session = sessions.open(Sessions.Purpose.READ, sandbox, null)) {
      if (!session.get(Runs.class).ledgerExists()) {
        throw new RefusedException(
            "the ledger has no order %s; see the runs with: bulk-orders runs".formatted(asked));
      }
      Undecided undecided = session.get(OrderDecisions.class).find(asked);
      if (format.isJson()) {
        terminal.out().println(JsonMapper.shared().writeValueAsString(facts(undecided)));
      } else {
        UndecidedText.of(undecided, sandbox).forEach(terminal.out()::println);
      }
      return ExitCode.ALL_ORDERED.code();
    }
  }

  private Integer decide(String asked, OrderDecision decision) {
    boolean isAsked = !(yes || sandbox || decision instanceof OrderDecision.Adopt);
    if (isAsked && !terminal.isInteractive()) {
      throw new RefusedException(
          "--resend and --abandon are confirmed by typing the order's number of numbers, and there"
              + " is no terminal; give --yes to decide without");
    }
    try (Session session = sessions.open(Sessions.Purpose.WORK, sandbox, responsible.actor)) {
      Optional<Decided> decided =
          session
              .get(OrderDecisions.class)
              .decide(asked, decision, responsible.note, new Asking(isAsked));
      if (decided.isEmpty()) {
        throw new RefusedException("not confirmed; nothing was decided");
      }
      print(decided.get());
      return ExitCode.ALL_ORDERED.code();
    }
  }

  private void print(Decided decided) {
    if (format.isJson()) {
      terminal.out().println(JsonMapper.shared().writeValueAsString(facts(decided)));
      return;
    }
    ProviderOrder after = decided.after();
    terminal
        .out()
        .printf("order %s  %s: %s%n", decided.before().name(), after.state(), came(decided));
    for (String id : decided.surplus()) {
      terminal
          .out()
          .printf("  SURPLUS  the provider has %s too; it costs money until it is cancelled%n", id);
    }
    terminal.out().printf("  next     %s%n", next(decided));
  }

  private static String came(Decided decided) {
    ProviderOrder after = decided.after();
    return switch (after.state()) {
      case ACCEPTED -> "taken over as " + after.providerOrderId();
      case PLANNED -> "to be sent again";
      case REJECTED -> "its groups were planned anew, so what the provider took of it is surplus";
      default ->
          "given up, %s not ordered"
              .formatted(
                  ResultPrinter.counted(after.numbersRequested(), "number is", "numbers are"));
    };
  }

  private String next(Decided decided) {
    RunFigures figures = decided.figures();
    String command = figures.isFinal() || figures.isHeldByDecisions() ? "runs" : "restart";
    return new Commands(sandbox).of("%s %d", command, figures.run().id());
  }

  private Map<String, @Nullable Object> facts(Undecided undecided) {
    ProviderOrder known = undecided.order();
    Map<String, @Nullable Object> facts = new LinkedHashMap<>();
    facts.put("run", known.runId());
    facts.put("order", known.label());
    facts.put("reference", known.reference());
    facts.put("account", known.account());
    facts.put("state", known.state().name());
    facts.put("numbers", known.numbersRequested());
    facts.put("attempts", known.attempt());
    facts.put("sent_at", text(known.sentAt()));
    facts.put("since", text(undecided.since()));
    facts.put("parked_reason", known.parkedReason());
    facts.put("reason", known.reason());
    facts.put("provider_order_ids", undecided.providerOrderIds());
    return facts;
  }

  private Map<String, @Nullable Object> facts(Decided decided) {
    ProviderOrder after = decided.after();
    Map<String, @Nullable Object> facts = new LinkedHashMap<>();
    facts.put("run", after.runId());
    facts.put("order", after.label());
    facts.put("reference", after.reference());
    facts.put("account", after.account());
    facts.put("state", after.state().name());
    facts.put("numbers", after.numbersRequested());
    facts.put("provider_order_id", after.providerOrderId());
    facts.put("surplus", decided.surplus());
    facts.put("parked", decided.figures().parked());
    facts.put("run_status", decided.figures().status().name());
    facts.put("next", next(decided));
    return facts;
  }

  private static @Nullable String text(@Nullable Object value) {
    return value == null ? null : value.toString();
  }

  /** The person at the terminal, who is shown what is known before money is at stake. */
  private final class Asking implements OrderDecisions.Person {

    private final boolean isAsked;

    Asking(boolean isAsked) {
      this.isAsked = isAsked;
    }

    @Override
    public boolean isSure(
        Undecided undecided, Map<String, Integer> atProvider, @Nullable String unasked) {
      if (isAsked) {
        UndecidedText.of(undecided, sandbox).forEach(terminal.err()::println);
      }
      atProvider.forEach(
          (id, numbers) ->
              warn(
                  "the provider has it as %s, with up to %,d numbers: they cost money, and count as surplus from now on"
                      .formatted(id, numbers)));
      if (unasked != null) {
        warn("the provider could not be asked whether it has the order: " + unasked);
      }
      if (!isAsked) {
        return true;
      }
      int numbers = undecided.order().numbersRequested();
      terminal
          .err()
          .print("Type the order's number of numbers (%,d) to decide so: ".formatted(numbers));
      terminal.err().flush();
      String answer = terminal.readLine();
      return answer != null && answer.strip().replace(",", "").equals(String.valueOf(numbers));
    }

    private void warn(String text) {
      terminal.err().println("bulk-orders: WARNING: " + text);
    }

    @Override
    public void waits(Undecided undecided, Duration atLeast) {
      if (undecided.order().state() == OrderState.UNCERTAIN) {
        terminal
            .err()
            .printf(
                "bulk-orders: the provider is looked through once more in %d s, after the settle"
                    + " time%n",
                Math.max(1, atLeast.toSeconds()));
      }
    }
  }
}
