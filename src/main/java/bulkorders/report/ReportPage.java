package bulkorders.report;

import bulkorders.ledger.OrderState;
import bulkorders.ledger.ProviderOrder;
import bulkorders.ledger.Reject;
import bulkorders.ledger.Results.Group;
import bulkorders.ledger.Results.GroupRow;
import bulkorders.ledger.Results.Order;
import bulkorders.ledger.Results.RejectedRow;
import bulkorders.ledger.Results.Row;
import bulkorders.ledger.Run;
import bulkorders.ledger.RunFigures;
import bulkorders.ledger.RunStatus;
import bulkorders.ledger.StockChecks.Area;
import bulkorders.provider.GroupCriteria;
import bulkorders.report.StockOutcomes.StockOutcome;
import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The page for people: one file that needs nothing else. Everything in it is escaped. */
final class ReportPage {

  private static final String TEMPLATE = "report.html.mustache";
  private static final Template PAGE = template();

  private final boolean rehearsal;
  private final DateTimeFormatter times;
  private final Instant now;

  /**
   * @param clock its zone is the one that times are shown in, with their offset
   */
  ReportPage(ReportSettings settings, Clock clock) {
    rehearsal = settings.rehearsal();
    times =
        DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss xxx", Locale.ROOT)
            .withZone(clock.getZone());
    now = clock.instant();
  }

  private static Template template() {
    try (InputStream in =
            Objects.requireNonNull(ReportPage.class.getResourceAsStream(TEMPLATE), TEMPLATE);
        Reader reader = new InputStreamReader(in, StandardCharsets.UTF_8)) {
      return Mustache.compiler().escapeHTML(true).emptyStringIsFalse(true).compile(reader);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Writes the page.
   *
   * @param files names of the other files of the report
   */
  void write(RunFigures figures, PageFacts facts, List<String> files, Writer out) {
    Run run = figures.run();
    RunFigures.Numbers numbers = figures.numbers();
    Map<String, Object> page = new LinkedHashMap<>();
    page.put("input", run.inputName().equals("-") ? "standard input" : run.inputName());
    page.put("run", Integer.toString(run.id()));
    page.put("status", figures.status().name().toLowerCase(Locale.ROOT));
    page.put("rehearsal", rehearsal);
    page.put("accounts", accounts(figures));
    page.put("created", times.format(run.createdAt()));
    page.put("finished", run.finishedAt() == null ? "" : times.format(run.finishedAt()));
    page.put("headline", headline(figures.status()));
    page.put("error", text(run.error()));
    page.put("totals", totals(numbers));
    page.put("surplus", numbers.surplus() > 0 ? count(numbers.surplus()) : "");
    page.put("repeatsFile", files.contains("repeats.ndjson") ? "repeats.ndjson" : "repeats.csv");
    page.put("repeated", numbers.repeated() > 0 ? count(numbers.repeated()) : "");
    page.put("requested", count(numbers.requested()));
    page.put("anyRequested", numbers.requested() > 0);
    page.put("segments", segments(numbers));
    page.put("shares", shares(numbers));
    page.put("shortfallReasons", reasons(facts.shortfallReasons()));
    page.put("shortfall", facts.shortfall().stream().map(this::row).toList());
    page.put("moreShortfall", more(facts.shortfallRows()));
    page.put("anyShortfall", facts.shortfallRows() > 0);
    page.put("stock", facts.stock().stream().map(ReportPage::area).toList());
    page.put("moreStock", more(facts.shortfallAreas()));
    page.put("anyStock", facts.shortfallAreas() > 0);
    page.put("rejects", facts.rejects().stream().map(this::row).toList());
    page.put("moreRejects", more(facts.rejectRows()));
    page.put("anyRejects", facts.rejectRows() > 0);
    page.put("rejectsFile", files.contains("rejects.ndjson") ? "rejects.ndjson" : "rejects.csv");
    page.put(
        "shortfallFile", files.contains("shortfall.ndjson") ? "shortfall.ndjson" : "shortfall.csv");
    page.put("orders", facts.orders().stream().map(this::order).toList());
    page.put("anyRemark", facts.orders().stream().anyMatch(order -> !remark(order).isEmpty()));
    page.put("moreOrders", more(facts.orderCount()));
    page.put("anyOrders", facts.orderCount() > 0);
    page.put("parked", figures.parked() > 0 ? count(figures.parked()) : "");
    page.put("deadlines", deadlines(figures));
    page.put("steps", steps(run, facts));
    page.put("facts", facts(figures, facts));
    page.put("files", files.stream().map(ReportPage::file).toList());
    page.put("written", times.format(now));
    PAGE.execute(page, out);
  }

  private String deadlines(RunFigures figures) {
    return figures.deadlines().stream()
        .map(
            deadline ->
                "%s%s for %s %s"
                    .formatted(
                        deadline.place().isEmpty() ? "" : deadline.place() + " ",
                        times.format(deadline.at()),
                        count(deadline.numbers()),
                        deadline.numbers() == 1 ? "number" : "numbers"))
        .collect(Collectors.joining("; "));
  }

  private static String headline(RunStatus status) {
    return switch (status) {
      case COMPLETED -> "All numbers were ordered.";
      case SHORTFALL -> "Finished. Some numbers were not ordered.";
      case WAITING -> "All orders are placed. Some wait for papers, a review or a registration.";
      case PLACED -> "All orders are placed. The provider is still working on them.";
      case PLANNED -> "Planned only. Nothing was ordered.";
      case STOPPED -> "Not finished. Launched again, it goes on where it was.";
      case FAILED -> "Failed before its end. Launched again, it goes on where it was.";
      case REFUSED -> "The input was refused. Nothing was ordered.";
    };
  }

  private static List<Map<String, String>> totals(RunFigures.Numbers numbers) {
    return List.of(
        Map.of("name", "Requested", "value", count(numbers.requested())),
        Map.of("name", "Ordered", "value", count(numbers.ordered())),
        Map.of("name", "In service", "value", count(numbers.inService())),
        Map.of("name", "Shortfall", "value", count(numbers.shortfall())),
        Map.of("name", "Rejected", "value", count(numbers.rejected())),
        Map.of("name", "Pending", "value", count(numbers.pending())));
  }

  private static List<Map<String, String>> segments(RunFigures.Numbers numbers) {
    List<Map<String, String>> segments = new ArrayList<>();
    segment(segments, "ordered", "Ordered", numbers.ordered(), numbers.requested());
    segment(segments, "shortfall", "Shortfall", numbers.shortfall(), numbers.requested());
    segment(segments, "cancelled", "Cancelled", numbers.cancelled(), numbers.requested());
    segment(segments, "rejected", "Rejected", numbers.rejected(), numbers.requested());
    segment(segments, "repeated", "Ordered before", numbers.repeated(), numbers.requested());
    segment(segments, "pending", "Pending", numbers.pending(), numbers.requested());
    return segments;
  }

  private static void segment(
      List<Map<String, String>> segments, String key, String name, long numbers, long of) {
    if (numbers > 0) {
      segments.add(
          Map.of(
              "key",
              key,
              "name",
              name,
              "value",
              count(numbers),
              "percent",
              percent(numbers, of),
              "grow",
              Long.toString(numbers)));
    }
  }

  private static String shares(RunFigures.Numbers numbers) {
    return String.join(
        ", ",
        segments(numbers).stream()
            .map(s -> s.get("name") + " " + s.get("value") + " (" + s.get("percent") + ")")
            .toList());
  }

  /** A share that is not nothing, or not all, is never shown as 0 % or 100 %. */
  private static String percent(long part, long whole) {
    double percent = 100.0 * part / whole;
    if (part < whole && percent > 99.9) {
      return "> 99.9 %";
    }
    if (percent < 0.1) {
      return "< 0.1 %";
    }
    return String.format(Locale.ROOT, percent % 1 == 0 ? "%.0f %%" : "%.1f %%", percent);
  }

  private static List<Map<String, String>> reasons(List<PageFacts.Reason> reasons) {
    return reasons.stream()
        .map(
            reason ->
                Map.of(
                    "text", reason.text(),
                    "rows", count(reason.rows()),
                    "numbers", count(reason.numbers())))
        .toList();
  }

  private Map<String, String> row(PageFacts.ShownRow shown) {
    Row row = shown.row();
    return Map.of(
        "line",
        Long.toString(row.line()),
        "request",
        row instanceof GroupRow group
            ? text(group.group().requestId())
            : text(((RejectedRow) row).reject().requestId()),
        "wish",
        row instanceof GroupRow group ? wish(group.group()) : excerpt(((RejectedRow) row).reject()),
        "numbers",
        count(shown.numbers()),
        "requested",
        count(shown.requested()),
        "reason",
        shown.reason());
  }

  /** What a group asks for, as far as it can be said in a few words. */
  private static String wish(Group group) {
    GroupCriteria criteria = group.criteria();
    return String.join(
        " ",
        Stream.of(
                criteria.countryIso(),
                criteria.phoneNumberType().replace('_', '-'),
                criteria.nationalDestinationCode(),
                criteria.locality(),
                criteria.administrativeArea(),
                String.join(" + ", criteria.features()))
            .filter(part -> part != null && !part.isEmpty())
            .toList());
  }

  private static Map<String, String> area(StockOutcome outcome) {
    Area area = outcome.area();
    Long available = area.available();
    return Map.of(
        "area",
        area.area().words(),
        "requested",
        count(area.requested()),
        "available",
        available == null ? "not told" : count(available),
        "foretold",
        count(area.foretold()),
        "missing",
        count(outcome.shortfall()),
        "pending",
        count(outcome.pending()));
  }

  private static String excerpt(Reject reject) {
    byte[] raw = reject.raw();
    if (raw == null) {
      return reject.requestId() == null ? "" : "request " + reject.requestId();
    }
    String text =
        new String(raw, 0, Math.min(raw.length, 400), StandardCharsets.UTF_8)
            .replaceAll("\\p{Cntrl}+", " ");
    return text.length() <= 120 ? text : text.substring(0, 119) + "…";
  }

  private Map<String, String> order(Order order) {
    boolean isFinal = order.state().isFinal();
    return Map.ofEntries(
        Map.entry("label", ProviderOrder.label(order.orderNo(), order.replacement())),
        Map.entry("reference", order.reference()),
        Map.entry("providerId", text(order.providerOrderId())),
        Map.entry("state", state(order)),
        Map.entry("requested", count(order.requested())),
        Map.entry("ordered", count(order.ordered())),
        Map.entry("inService", count(order.inService())),
        Map.entry("missing", count(isFinal ? order.missing() : 0)),
        Map.entry("pending", count(isFinal ? 0 : order.missing())),
        Map.entry("accepted", order.acceptedAt() == null ? "" : times.format(order.acceptedAt())),
        Map.entry("remark", remark(order)));
  }

  private static String state(Order order) {
    if (order.parkedReason() != null) {
      return "needs a decision";
    }
    if (order.waiting() && !order.state().isFinal()) {
      return "waiting";
    }
    return order.state() == OrderState.REJECTED && order.replaced() > 0
        ? "rejected, partly replaced"
        : order.state().name().toLowerCase(Locale.ROOT);
  }

  private static String remark(Order order) {
    return order.parkedReason() != null ? order.parkedReason() : text(order.reason());
  }

  private List<Map<String, String>> steps(Run run, PageFacts facts) {
    List<Map<String, String>> steps = new ArrayList<>();
    Instant before = step(steps, "Run created", run.createdAt(), null);
    before = step(steps, "Input taken in", run.intakeEndedAt(), before);
    before = step(steps, "Orders planned", run.plannedAt(), before);
    before = step(steps, "First order accepted", facts.firstAccepted(), before);
    step(steps, "Finished", run.finishedAt(), before);
    Instant finished = run.finishedAt();
    if (finished != null) {
      steps.add(Map.of("name", "In all", "time", "", "after", duration(run.createdAt(), finished)));
    }
    return steps;
  }

  private @Nullable Instant step(
      List<Map<String, String>> steps,
      String name,
      @Nullable Instant time,
      @Nullable Instant before) {
    if (time == null) {
      return before;
    }
    steps.add(
        Map.of(
            "name",
            name,
            "time",
            times.format(time),
            "after",
            before == null ? "" : duration(before, time)));
    return time;
  }

  static String duration(Instant from, Instant to) {
    Duration duration = Duration.between(from, to);
    if (duration.isNegative()) {
      return "";
    }
    if (duration.compareTo(Duration.ofMinutes(1)) < 0) {
      return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
    }
    if (duration.compareTo(Duration.ofHours(1)) < 0) {
      return duration.toMinutes() + " min " + duration.toSecondsPart() + " s";
    }
    return duration.compareTo(Duration.ofDays(2)) < 0
        ? duration.toHours() + " h " + duration.toMinutesPart() + " min"
        : duration.toDays() + " d " + duration.toHoursPart() + " h";
  }

  private static String accounts(RunFigures figures) {
    return String.join(", ", figures.accounts());
  }

  private List<Map<String, String>> facts(RunFigures figures, PageFacts facts) {
    Run run = figures.run();
    List<Map<String, String>> list = new ArrayList<>();
    fact(list, figures.accounts().size() == 1 ? "Account" : "Accounts", accounts(figures));
    fact(list, "Actor", run.actor());
    fact(list, "Note", run.note());
    fact(list, "Run key", run.runKey());
    fact(list, "Business date", run.businessDate() == null ? null : run.businessDate().toString());
    fact(
        list,
        "Rows",
        count(run.rowsRead())
            + " read, "
            + count(run.rowsBlank())
            + " blank, "
            + count(figures.rowsRejected())
            + " rejected");
    fact(list, "Valid groups", count(figures.groups()));
    fact(list, "Provider calls", count(run.providerCalls()));
    if (facts.costs().isEmpty()) {
      fact(list, "Cost", "not told by the provider");
    }
    facts.costs().forEach((money, amounts) -> fact(list, "Cost", cost(money, amounts, facts)));
    fact(list, "Input SHA-256", run.inputHash());
    return list;
  }

  private static String cost(PageFacts.Money money, PageFacts.Amounts amounts, PageFacts facts) {
    return "setup %s %s, monthly %s %s (%s; %s of %s orders)"
        .formatted(
            amount(amounts.setup()),
            money.currency(),
            amount(amounts.monthly()),
            money.currency(),
            money.source(),
            count(amounts.orders()),
            count(facts.orderCount()));
  }

  private static String amount(BigDecimal amount) {
    BigDecimal stripped = amount.stripTrailingZeros();
    return (stripped.scale() < 2 ? stripped.setScale(2) : stripped).toPlainString();
  }

  private static void fact(List<Map<String, String>> list, String name, @Nullable String value) {
    if (value != null && !value.isEmpty()) {
      list.add(Map.of("name", name, "value", value));
    }
  }

  private static Map<String, String> file(String name) {
    String about =
        switch (name) {
          case "results.csv" -> "every row of the input and where it ended";
          case "numbers.csv" -> "every phone number and the row it was ordered for";
          case "stock.csv" -> "what the provider had in stock, and what became of it";
          case "orders.csv" -> "every order and how it stands";
          case "rejects.csv", "rejects.ndjson" ->
              "rows that were refused, to be corrected and ordered again";
          case "repeats.csv", "repeats.ndjson" ->
              "rows that were ordered before, and were left out";
          case "shortfall.csv", "shortfall.ndjson" -> "what could not be had, to be ordered again";
          default -> "these figures for programs";
        };
    return Map.of("name", name, "about", about);
  }

  private static String more(long rows) {
    return rows > PageFacts.SHOWN ? count(rows - PageFacts.SHOWN) : "";
  }

  private static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  private static String text(@Nullable String text) {
    return text == null ? "" : text;
  }
}
