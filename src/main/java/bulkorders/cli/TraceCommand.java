package bulkorders.cli;

import bulkorders.ledger.Runs;
import bulkorders.ledger.Traces;
import bulkorders.ledger.Traces.Trace;
import java.math.BigDecimal;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** Shows the whole way of a number, a row or an order. */
@Command(
    name = "trace",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description =
        "Shows the whole way of a number, a row or an order: from the file to the provider.",
    footer = {
      "",
      "Examples: bulk-orders trace +13125550100",
      "          bulk-orders trace 7:120          line 120 of the input of run 7",
      "          bulk-orders trace 3c90c3cc-0d44-4b50-8888-8dd25736052a",
      "          bulk-orders trace ref-4.bohc76mr4gbscpunp2.1"
    })
final class TraceCommand implements Callable<Integer> {

  private static final Pattern NUMBER = Pattern.compile("\\+[0-9]{5,15}");
  private static final Pattern LINE = Pattern.compile("([0-9]{1,9}):([0-9]{1,18})");
  private static final JsonMapper JSON =
      JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build();

  @Parameters(
      paramLabel = "WHAT",
      description =
          "+NUMBER, RUN:LINE, a reference, or the provider's id of an order, number order or sub"
              + " number order.")
  private String what = "";

  @Option(names = "--sandbox", description = "Of a rehearsal.")
  private boolean sandbox;

  @Mixin private FormatOption format = new FormatOption();

  private final Terminal terminal;
  private final Sessions sessions;

  TraceCommand(Terminal terminal, Sessions sessions) {
    this.terminal = terminal;
    this.sessions = sessions;
  }

  @Override
  public Integer call() {
    try (Session session = sessions.open(Sessions.Purpose.READ, sandbox, null)) {
      if (!session.get(Runs.class).ledgerExists()) {
        throw unknown();
      }
      Trace trace = trace(session.get(Traces.class), what.strip());
      if (trace.isEmpty()) {
        throw unknown();
      }
      if (format.isJson()) {
        terminal.out().println(JSON.writeValueAsString(trace));
      } else {
        print(trace);
      }
      return ExitCode.ALL_ORDERED.code();
    }
  }

  private static Trace trace(Traces traces, String asked) {
    if (NUMBER.matcher(asked).matches()) {
      return traces.ofNumber(asked);
    }
    Matcher line = LINE.matcher(asked);
    return line.matches()
        ? traces.ofLine(Integer.parseInt(line.group(1)), Long.parseLong(line.group(2)))
        : traces.ofOrder(asked);
  }

  private RefusedException unknown() {
    return new RefusedException(
        "the ledger knows nothing of %s; give +NUMBER, RUN:LINE, a reference, or the provider's id of an order%s"
            .formatted(what, sandbox ? "" : " (--sandbox for a rehearsal's)"));
  }

  private void print(Trace trace) {
    for (Traces.Row row : trace.rows()) {
      line(
          "row        run %d, line %d%s",
          row.run(), row.line(), named(" request ", row.requestId()));
      line("  asks     %s", asks(row));
      row.faults()
          .forEach(
              fault -> line("  rejected %s%s", named("", fault.column(), ": "), fault.reason()));
      if (row.repeats() != null) {
        line("  repeats  %s", row.repeats());
      }
      if (row.faults().isEmpty()) {
        line("  ordered  %,d of %,d", row.ordered(), row.countRequested());
      }
    }
    for (Traces.Order order : trace.orders()) {
      line("order      run %d, order %s, %s", order.run(), order.order(), order.state());
      line("  account  %s", order.account());
      line("  ref      %s", order.reference());
      line(
          "  provider %s", order.providerOrderId() == null ? "no id yet" : order.providerOrderId());
      line(
          "  numbers  %,d of %,d, in %,d groups",
          order.ordered(), order.requested(), order.groups());
      line(
          "  cost     %s",
          cost(order.setupCost(), order.monthlyCost(), order.currency(), order.costSource()));
      if (order.parkedReason() != null) {
        line("  PARKED   %s", order.parkedReason());
      }
      if (order.reason() != null) {
        line("  reason   %s", order.reason());
      }
    }
    for (Traces.Number number : trace.numbers()) {
      line("number     %s, %s (%s)", number.phoneNumber(), number.state(), number.status());
      line("  from     run %d, line %d, %s", number.run(), number.line(), number.reference());
      line(
          "  provider number order %s%s%s",
          number.numberOrderId(),
          named(" ", number.numberOrderStatus()),
          named(", sub number order ", number.subNumberOrderId()));
      if (number.requirementsStatus() != null || number.deadline() != null) {
        line(
            "  papers   %s%s",
            Objects.toString(number.requirementsStatus(), ""),
            number.deadline() == null ? "" : " until " + Terminal.time(number.deadline()));
      }
      line(
          "  cost     %s",
          cost(number.setupCost(), number.monthlyCost(), number.currency(), number.costSource()));
    }
    if (trace.numbersTotal() > trace.numbers().size()) {
      line(
          "... and %,d more numbers in numbers.csv of the report",
          trace.numbersTotal() - trace.numbers().size());
    }
    line("events");
    for (Traces.Event event : trace.events()) {
      line(
          "  %s  %-14s by %s  %s %s",
          Terminal.time(event.at()),
          event.type(),
          event.actor(),
          Objects.toString(event.reference(), ""),
          Objects.toString(event.detail(), ""));
    }
  }

  private static String asks(Traces.Row row) {
    return Stream.of(
            row.countRequested() + " numbers:",
            row.countryIso(),
            row.phoneNumberType(),
            row.nationalDestinationCode(),
            row.administrativeArea(),
            row.locality(),
            row.features(),
            named("starts with ", row.startsWith()),
            named("ends with ", row.endsWith()),
            named("contains ", row.contains()),
            named("strategy ", row.strategy()))
        .filter(part -> part != null && !part.isEmpty())
        .collect(Collectors.joining(" "));
  }

  private static String cost(
      @Nullable BigDecimal setup,
      @Nullable BigDecimal monthly,
      @Nullable String currency,
      String source) {
    if (setup == null && monthly == null) {
      return source;
    }
    return "%s setup, %s monthly %s (%s)"
        .formatted(amount(setup), amount(monthly), Objects.toString(currency, ""), source);
  }

  private static String amount(@Nullable BigDecimal amount) {
    return amount == null ? "unknown" : amount.stripTrailingZeros().toPlainString();
  }

  private static String named(String name, @Nullable String value) {
    return named(name, value, "");
  }

  private static String named(String name, @Nullable String value, String behind) {
    return value == null ? "" : name + value + behind;
  }

  /** Cells that are empty at the end leave no blanks. */
  private void line(String text, Object... cells) {
    terminal.out().println(text.formatted(cells).stripTrailing());
  }
}
