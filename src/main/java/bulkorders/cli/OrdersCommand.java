package bulkorders.cli;

import bulkorders.cli.Table.Column;
import bulkorders.job.Accounts;
import bulkorders.job.StopSignal;
import bulkorders.ledger.OrderList;
import bulkorders.ledger.OrderState;
import bulkorders.ledger.Runs;
import bulkorders.provider.BookPage;
import bulkorders.provider.BookedNumberOrder;
import bulkorders.provider.NumberOrderFilter;
import bulkorders.provider.NumberProvider;
import bulkorders.run.RunControl;
import bulkorders.tracking.TrackingProperties;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lists orders, those of the ledger or the number orders of an account. */
@Command(
    name = "orders",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description =
        "Lists the orders of all runs in the ledger; with --remote the number orders that accounts"
            + " have at their provider, whoever ordered them.",
    footer = {
      "",
      "Examples: bulk-orders orders --status waiting",
      "          bulk-orders orders --created-after 2026-11-01 --format csv > november.csv",
      "          bulk-orders orders --remote --status pending --requirements-met false"
    })
final class OrdersCommand implements Callable<Integer> {

  private static final List<Column> LEDGER =
      List.of(
          new Column("run", 5),
          new Column("order", -7),
          new Column("status", -10),
          new Column("account", -10),
          new Column("provider", 0),
          new Column("requested", 10),
          new Column("ordered", 10),
          new Column("in_service", 0),
          new Column("cancelled", 0),
          new Column("requirements_met", 0),
          new Column("stuck", 0),
          new Column("created_at", -26),
          new Column("accepted_at", 0),
          new Column("final_at", 0),
          new Column("deadline", -26),
          new Column("reference", -34),
          new Column("customer_reference", 0),
          new Column("provider_order_id", 0),
          new Column("reason", 0));

  private static final List<Column> REMOTE =
      List.of(
          new Column("account", -10),
          new Column("id", -36),
          new Column("status", -10),
          new Column("phone_numbers_count", 19),
          new Column("requirements_met", -16),
          new Column("created_at", -26),
          new Column("customer_reference", -34));

  @Option(
      names = "--status",
      paramLabel = "STATUS",
      description =
          "A state of an order, or open, waiting, parked, stuck; with --remote a word of the"
              + " provider such as pending, success, failure.")
  private @Nullable String status;

  @Option(
      names = "--created-after",
      paramLabel = "TIME",
      description = "Younger ones, such as 2026-11-01 or 2026-11-01T08:00:00Z.")
  private @Nullable String createdAfter;

  @Option(names = "--created-before", paramLabel = "TIME", description = "Older ones, likewise.")
  private @Nullable String createdBefore;

  @Option(
      names = "--customer-reference",
      paramLabel = "REFERENCE",
      description = "With exactly this reference: of the ledger, or of the provider.")
  private @Nullable String customerReference;

  @Option(names = "--count", paramLabel = "N", description = "With so many numbers.")
  private @Nullable Integer count;

  @Option(
      names = "--requirements-met",
      arity = "0..1",
      fallbackValue = "true",
      paramLabel = "true|false",
      description = "Whether no papers are asked for any more.")
  private @Nullable Boolean requirementsMet;

  @Option(names = "--provider", paramLabel = "PROVIDER", description = "Orders at that provider.")
  private @Nullable String provider;

  @Option(
      names = "--account",
      paramLabel = "NAME",
      description = "Orders of that account; with --remote all that have a key by default.")
  private @Nullable String account;

  @Option(names = "--remote", description = "List what the provider has.")
  private boolean remote;

  @Option(names = "--sandbox", description = "Orders of rehearsals.")
  private boolean sandbox;

  @Option(
      names = "--format",
      paramLabel = "text|csv|json",
      description = "How the list is printed; text by default.")
  private Table.Style format = Table.Style.TEXT;

  private final Terminal terminal;
  private final Sessions sessions;

  OrdersCommand(Terminal terminal, Sessions sessions) {
    this.terminal = terminal;
    this.sessions = sessions;
  }

  @Override
  public Integer call() {
    Instant after = moment("--created-after", createdAfter);
    Instant before = moment("--created-before", createdBefore);
    requireFilters();
    try (Session session =
        sessions.open(remote ? Sessions.Purpose.WORK : Sessions.Purpose.READ, sandbox, null)) {
      if (remote) {
        Signals.stop(session.get(StopSignal.class), terminal);
        listRemote(
            session,
            new NumberOrderFilter(
                status, after, before, count, customerReference, requirementsMet));
      } else {
        listLedger(session, after, before);
      }
      return ExitCode.ALL_ORDERED.code();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void requireFilters() {
    if (!remote && status != null) {
      String word = status.toUpperCase(Locale.ROOT);
      List<String> words =
          Stream.concat(
                  Arrays.stream(OrderState.values()).map(OrderState::name),
                  OrderList.WORDS.stream())
              .toList();
      if (!words.contains(word)) {
        throw new RefusedException(
            "--status %s is none of the ledger; expected one of %s"
                .formatted(
                    status,
                    words.stream()
                        .map(known -> known.toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining(", "))));
      }
    }
    if (count != null && count < 0) {
      throw new RefusedException("--count %d is no number of numbers".formatted(count));
    }
  }

  private static @Nullable Instant moment(String option, @Nullable String given) {
    if (given == null) {
      return null;
    }
    String text = given.strip();
    try {
      return text.length() <= 10
          ? LocalDate.parse(text).atStartOfDay(Terminal.zone()).toInstant()
          : OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeParseException e) {
      throw new RefusedException(
          "%s %s is no time; expected one such as 2026-11-01 or 2026-11-01T08:00:00+01:00"
              .formatted(option, given));
    }
  }

  private void listLedger(Session session, @Nullable Instant after, @Nullable Instant before)
      throws IOException {
    try (var table = new Table(terminal, format, "orders", LEDGER)) {
      if (!session.get(Runs.class).ledgerExists()) {
        return;
      }
      var filter =
          new OrderList.Filter(
              account,
              provider,
              status == null ? null : status.toUpperCase(Locale.ROOT),
              after,
              before,
              customerReference,
              count,
              requirementsMet);
      session
          .get(OrderList.class)
          .list(
              filter,
              session.get(TrackingProperties.class).stuckAfter(),
              order ->
                  table.row(
                      order.run(),
                      order.label(),
                      word(order),
                      order.account(),
                      order.provider(),
                      order.requested(),
                      order.ordered(),
                      order.inService(),
                      order.cancelled(),
                      order.requirementsMet(),
                      order.stuck(),
                      order.createdAt(),
                      order.acceptedAt(),
                      order.finalAt(),
                      order.deadline(),
                      order.reference(),
                      order.customerReference(),
                      order.providerOrderId(),
                      order.reason()));
    }
  }

  /** People are told what keeps an order open; programs get the state, and the rest beside it. */
  private String word(OrderList.Listed order) {
    if (format != Table.Style.TEXT) {
      return order.state().name();
    }
    return order.parked()
        ? "PARKED"
        : order.waiting() ? "WAITING" : order.stuck() ? "STUCK" : order.state().name();
  }

  private void listRemote(Session session, NumberOrderFilter filter) throws IOException {
    Accounts accounts = session.get(Accounts.class);
    StopSignal stop = session.get(StopSignal.class);
    try (var table = new Table(terminal, format, "orders", REMOTE)) {
      for (String name : accountNames(accounts)) {
        listRemote(name, accounts.of(name).heeding(heeding(stop)), filter, table);
      }
    }
  }

  private List<String> accountNames(Accounts accounts) {
    if (account != null) {
      return List.of(accounts.get(account).name());
    }
    return accounts.withKey(provider);
  }

  private void listRemote(
      String name, NumberProvider client, NumberOrderFilter filter, Table table) {
    long before = table.rows();
    long shown = 0;
    Long total = null;
    for (int page = 1; ; page++) {
      BookPage read = client.overview(page, filter, order -> print(name, order, table));
      if (read.fault() != null) {
        terminal.err().printf("bulk-orders: account %s: page %d %s%n", name, page, read.fault());
      }
      shown += read.entries();
      total = read.total() == null ? total : read.total();
      if (read.entries() == 0) {
        break;
      }
    }
    if (total != null && shown != total) {
      terminal
          .err()
          .printf(
              "bulk-orders: account %s says that it has %,d such orders and showed %,d: the"
                  + " list changed while it was read%n",
              name, total, shown);
    }
    if (format == Table.Style.TEXT && terminal.isInteractive()) {
      terminal.err().printf("bulk-orders: account %s: %,d listed%n", name, table.rows() - before);
    }
  }

  /** How the provider compares references is not documented. */
  private void print(String name, BookedNumberOrder order, Table table) {
    if (customerReference != null && !customerReference.equals(order.reference())) {
      return;
    }
    table.row(
        name,
        order.id(),
        order.status(),
        order.count(),
        order.requirementsMet(),
        order.createdAt(),
        order.reference());
  }

  private static RunControl heeding(StopSignal stop) {
    return new RunControl() {
      @Override
      public boolean stopRequested() {
        return stop.isGiven();
      }

      @Override
      public void requireAlive() {
        // Nobody else minds who reads.
      }
    };
  }
}
