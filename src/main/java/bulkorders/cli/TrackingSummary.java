package bulkorders.cli;

import bulkorders.job.Following.Outcome;
import bulkorders.ledger.Deadlines.Deadline;
import bulkorders.ledger.FollowedRuns.Open;
import bulkorders.ledger.Trackings.Tracked;
import bulkorders.run.Commands;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * What came of following orders, as it is printed.
 *
 * @param warnBefore deadlines before that moment are near
 */
record TrackingSummary(Outcome outcome, Instant warnBefore, boolean sandbox) {

  ExitCode code() {
    if (outcome.tracked().error() != null) {
      return ExitCode.STOPPED;
    }
    if (isDeadlineNear()) {
      return ExitCode.SHORTFALL;
    }
    return outcome.open().isNothing() ? ExitCode.ALL_ORDERED : ExitCode.NOT_FINAL;
  }

  private boolean isDeadlineNear() {
    return outcome.deadlines().stream().anyMatch(deadline -> deadline.at().isBefore(warnBefore));
  }

  void print(Terminal terminal, boolean json) {
    String error = outcome.tracked().error();
    if (error != null) {
      terminal.err().println("bulk-orders: " + error);
    }
    terminal.out().print(json ? JsonMapper.shared().writeValueAsString(facts()) + "\n" : text());
  }

  private String status() {
    return switch (code()) {
      case STOPPED -> "STOPPED";
      case ALL_ORDERED -> "FINAL";
      default -> "OPEN";
    };
  }

  private Map<String, @Nullable Object> facts() {
    Tracked tracked = outcome.tracked();
    Open open = outcome.open();
    Map<String, @Nullable Object> facts = new LinkedHashMap<>();
    facts.put("tracking", tracked.id());
    facts.put("account", tracked.scope());
    facts.put("status", status());
    facts.put("orders_read", tracked.ordersRead());
    facts.put("orders_final", tracked.ordersFinal());
    Map<String, @Nullable Object> orders = new LinkedHashMap<>();
    orders.put("open", open.followed());
    orders.put("waiting", open.waiting());
    orders.put("uncertain", open.unclear());
    orders.put("stuck", open.stuck());
    orders.put("stuck_since", open.stuckSince() == null ? null : open.stuckSince().toString());
    facts.put("orders", orders);
    facts.put("deadlines", outcome.deadlines().stream().map(TrackingSummary::facts).toList());
    facts.put("deadline_near", isDeadlineNear());
    facts.put("provider_calls", tracked.providerCalls());
    facts.put("error", tracked.error());
    return facts;
  }

  private static Map<String, Object> facts(Deadline deadline) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("account", deadline.place());
    facts.put("deadline", deadline.at().toString());
    facts.put("numbers", deadline.numbers());
    return facts;
  }

  private String text() {
    Tracked tracked = outcome.tracked();
    Open open = outcome.open();
    var text = new StringBuilder();
    text.append(
        "tracking %d  %s read, %s final%n"
            .formatted(
                tracked.id(),
                ResultPrinter.counted(tracked.ordersRead(), "order", "orders"),
                ResultPrinter.counted(tracked.ordersFinal(), "became", "became")));
    text.append("  open       %s%n".formatted(open.isNothing() ? "nothing" : counts(open)));
    Instant since = open.stuckSince();
    if (since != null) {
      text.append(
          "  stuck      %s, the first since %s; see: %s%n"
              .formatted(
                  ResultPrinter.counted(open.stuck(), "order", "orders"),
                  Terminal.time(since),
                  new Commands(sandbox).of("todo")));
    }
    for (Deadline deadline : outcome.deadlines()) {
      text.append(
          "  %-10s account %s: papers of %s are due, the first at %s%n"
              .formatted(
                  deadline.at().isBefore(warnBefore) ? "DEADLINE" : "deadline",
                  deadline.place(),
                  ResultPrinter.counted(deadline.numbers(), "number", "numbers"),
                  Terminal.time(deadline.at())));
    }
    return text.toString();
  }

  private static String counts(Open open) {
    String parts =
        Stream.of(
                open.waiting() == 0 ? null : "%,d for papers or a review".formatted(open.waiting()),
                open.unclear() == 0 ? null : "%,d unclear".formatted(open.unclear()))
            .filter(Objects::nonNull)
            .collect(Collectors.joining(", "));
    return ResultPrinter.counted(open.followed() + open.unclear(), "order", "orders")
        + (parts.isEmpty() ? "" : ": " + parts);
  }
}
