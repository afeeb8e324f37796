package bulkorders.cli;

import bulkorders.job.Cancelling;
import bulkorders.job.Cancelling.Outcome;
import bulkorders.job.StopSignal;
import bulkorders.ledger.Cancellations.Part;
import bulkorders.ledger.Cancellations.PartState;
import bulkorders.ledger.ProviderOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;

/** Cancels what was ordered and is not final. */
@Command(
    name = "cancel",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description =
        "Cancels sub number orders that are still pending at the provider: all of a run, those of"
            + " an order, or one. Shows them first, and asks. Exit code 0 when all is cancelled, 3"
            + " when something cannot be, 6 when the provider is not done with it.",
    footer = {
      "",
      "Examples: bulk-orders cancel 7",
      "          bulk-orders cancel 7:3 --note \"papers are not to be had\"",
      "          bulk-orders cancel 407cae20-4d1c-41f5-9f2b-0a1b2c3d4e5f --yes"
    })
final class CancelCommand implements Callable<Integer> {

  private static final int SHOWN = 20;

  @Parameters(
      paramLabel = "RUN|ORDER|SUB_ORDER",
      description =
          "Number of a run; RUN:ORDER such as 7:3, or a reference; or the provider's id of an"
              + " order, a surplus order, a number order or a sub number order.")
  private String target = "";

  @Option(
      names = "--yes",
      description = "Cancel without asking; required where there is no terminal.")
  private boolean yes;

  @Option(names = "--sandbox", description = "Orders of rehearsals.")
  private boolean sandbox;

  @Mixin private FormatOption format = new FormatOption();

  @Mixin private ResponsibleOptions responsible = new ResponsibleOptions();

  private final Terminal terminal;
  private final Sessions sessions;

  CancelCommand(Terminal terminal, Sessions sessions) {
    this.terminal = terminal;
    this.sessions = sessions;
  }

  @Override
  public Integer call() {
    boolean isAsked = !(yes || sandbox);
    if (isAsked && !terminal.isInteractive()) {
      throw new RefusedException(
          "cancelling is confirmed by typing how many numbers are cancelled, and there is no"
              + " terminal; give --yes to cancel without");
    }
    try (Session session = sessions.open(Sessions.Purpose.WORK, sandbox, responsible.actor)) {
      Signals.stop(session.get(StopSignal.class), terminal);
      Outcome outcome =
          session
              .get(Cancelling.class)
              .cancel(target.strip(), responsible.note, parts -> !isAsked || isSure(parts));
      print(outcome);
      return code(outcome).code();
    }
  }

  private boolean isSure(List<Part> parts) {
    List<Part> open = parts.stream().filter(part -> part.state() == PartState.OPEN).toList();
    if (open.isEmpty()) {
      return true;
    }
    open.stream().limit(SHOWN).forEach(part -> terminal.err().println("  " + describe(part)));
    if (open.size() > SHOWN) {
      terminal.err().printf("  ... and %,d more%n", open.size() - SHOWN);
    }
    long numbers = numbers(open);
    terminal
        .err()
        .print(
            "Type the number of numbers (%,d in %s) to cancel them: "
                .formatted(
                    numbers,
                    ResultPrinter.counted(open.size(), "sub number order", "sub number orders")));
    terminal.err().flush();
    String answer = terminal.readLine();
    return answer != null && answer.strip().replace(",", "").equals(String.valueOf(numbers));
  }

  private static long numbers(List<Part> parts) {
    return parts.stream().mapToLong(part -> Objects.requireNonNullElse(part.numbers(), 0)).sum();
  }

  private static String describe(Part part) {
    return "%s  order %s%s, account %s: %s"
        .formatted(
            part.id(),
            part.label(),
            part.surplusOf() == null ? "" : ", surplus order " + part.surplusOf(),
            part.account(),
            Stream.of(
                    part.numbers() == null
                        ? "numbers"
                        : ResultPrinter.counted(part.numbers(), "number", "numbers"),
                    part.countryIso(),
                    part.phoneNumberType())
                .filter(Objects::nonNull)
                .collect(Collectors.joining(" ")));
  }

  private static ExitCode code(Outcome outcome) {
    if (outcome.cancellation().error() != null) {
      return ExitCode.STOPPED;
    }
    List<Part> parts = outcome.parts();
    boolean isLeft =
        parts.isEmpty()
            || parts.stream().anyMatch(part -> part.state() == PartState.REFUSED || isLost(part));
    if (isLeft || !outcome.untouched().isEmpty()) {
      return ExitCode.SHORTFALL;
    }
    return parts.stream().anyMatch(part -> part.state() == PartState.ASKED)
        ? ExitCode.NOT_FINAL
        : ExitCode.ALL_ORDERED;
  }

  /** Final in another way than wanted. */
  private static boolean isLost(Part part) {
    String status = part.status().toLowerCase(Locale.ROOT);
    return part.state() == PartState.FINAL
        && !List.of("cancelled", "canceled", "deleted").contains(status);
  }

  private void print(Outcome outcome) {
    String error = outcome.cancellation().error();
    if (error != null) {
      terminal.err().println("bulk-orders: " + error);
    }
    if (format.isJson()) {
      terminal.out().println(JsonMapper.shared().writeValueAsString(facts(outcome)));
    } else {
      lines(outcome).forEach(terminal.out()::println);
    }
  }

  private static List<Part> in(Outcome outcome, PartState state) {
    return outcome.parts().stream().filter(part -> part.state() == state).toList();
  }

  private static List<String> lines(Outcome outcome) {
    List<Part> cancelled = in(outcome, PartState.CANCELLED);
    List<String> lines = new ArrayList<>();
    lines.add(
        "run %d  %s with %s cancelled"
            .formatted(
                outcome.cancellation().runId(),
                ResultPrinter.counted(cancelled.size(), "sub number order", "sub number orders"),
                ResultPrinter.counted(numbers(cancelled), "number", "numbers")));
    outcome.parts().stream()
        .filter(part -> part.state() != PartState.CANCELLED)
        .forEach(
            part ->
                lines.add(
                    "  %-10s %s; %s"
                        .formatted(
                            part.state() == PartState.ASKED ? "asked" : "left",
                            describe(part),
                            part.detail() == null ? "not asked yet" : part.detail())));
    if (outcome.parts().isEmpty() && outcome.untouched().isEmpty() && isListed(outcome)) {
      lines.add("  %-10s nothing of it is pending at the provider".formatted("left"));
    }
    outcome.untouched().forEach(order -> lines.add("  %-10s %s".formatted("left", why(order))));
    return lines;
  }

  private static boolean isListed(Outcome outcome) {
    return outcome.cancellation().listedAt() != null;
  }

  private static String why(ProviderOrder order) {
    String name = "order %d:%s".formatted(order.runId(), order.label());
    if (order.state().isFinal()) {
      return "%s is %s: nothing of it can be cancelled".formatted(name, order.state());
    }
    return order.state().isToFollow()
        ? "%s has no number orders yet that could be cancelled; try again when it has"
            .formatted(name)
        : "%s is %s: the provider does not have it for certain, so there is nothing to cancel"
            .formatted(name, order.state());
  }

  private Map<String, @Nullable Object> facts(Outcome outcome) {
    Map<String, @Nullable Object> facts = new LinkedHashMap<>();
    facts.put("cancellation", outcome.cancellation().id());
    facts.put("run", outcome.cancellation().runId());
    facts.put("status", code(outcome) == ExitCode.STOPPED ? "STOPPED" : "DONE");
    for (PartState state : PartState.values()) {
      facts.put(state.name().toLowerCase(Locale.ROOT), in(outcome, state).size());
    }
    facts.put("numbers_cancelled", numbers(in(outcome, PartState.CANCELLED)));
    facts.put("sub_number_orders", outcome.parts().stream().map(CancelCommand::facts).toList());
    facts.put("left", outcome.untouched().stream().map(CancelCommand::why).toList());
    facts.put("provider_calls", outcome.cancellation().providerCalls());
    facts.put("error", outcome.cancellation().error());
    return facts;
  }

  private static Map<String, @Nullable Object> facts(Part part) {
    Map<String, @Nullable Object> facts = new LinkedHashMap<>();
    facts.put("id", part.id());
    facts.put("order", part.label());
    facts.put("surplus_of", part.surplusOf());
    facts.put("account", part.account());
    facts.put("number_order_id", part.numberOrder());
    facts.put("country_iso", part.countryIso());
    facts.put("phone_number_type", part.phoneNumberType());
    facts.put("numbers", part.numbers());
    facts.put("status", part.status());
    facts.put("outcome", part.state().name());
    facts.put("detail", part.detail());
    return facts;
  }
}
