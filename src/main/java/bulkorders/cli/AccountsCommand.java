package bulkorders.cli;

import bulkorders.job.AccountCheck;
import bulkorders.job.Accounts;
import bulkorders.job.ConfiguredAccount;
import bulkorders.ledger.KnownAccount;
import bulkorders.ledger.KnownAccounts;
import bulkorders.ledger.Runs;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;

/** Lists accounts, and takes a person's word for one that has changed. */
@Command(
    name = "accounts",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description =
        "Lists the accounts that orders can be placed with, or confirms one whose key or URL has"
            + " changed.",
    footer = {"", "Examples: bulk-orders accounts", "          bulk-orders accounts confirm east"})
final class AccountsCommand implements Callable<Integer> {

  @Option(
      names = "--format",
      paramLabel = "text|json",
      description = "How the list is printed; text by default.")
  private Format format = Format.TEXT;

  private final Terminal terminal;
  private final Sessions sessions;

  AccountsCommand(Terminal terminal, Sessions sessions) {
    this.terminal = terminal;
    this.sessions = sessions;
  }

  @Override
  public Integer call() {
    return list(format);
  }

  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "Lists the accounts that orders can be placed with.")
  private Integer listCommand(
      @Option(
              names = "--format",
              paramLabel = "text|json",
              defaultValue = "TEXT",
              description = "How the list is printed; text by default.")
          Format wanted) {
    return list(wanted);
  }

  @Command(
      name = "confirm",
      mixinStandardHelpOptions = true,
      description =
          "Says that an account with another key or URL is the same as before. At another account"
              + " orders of ours would not be found, and be bought again.")
  private Integer confirm(
      @Parameters(paramLabel = "NAME", description = "Name of the account.") String name,
      @Option(
              names = "--actor",
              paramLabel = "NAME",
              description = "Who is responsible; user@host by default.")
          @Nullable String actor) {
    try (Session session = sessions.open(Sessions.Purpose.WORK, false, actor)) {
      ConfiguredAccount account = session.get(Accounts.class).get(name);
      int unclear = session.get(AccountCheck.class).confirm(account);
      terminal
          .out()
          .printf(
              "account %s is confirmed as it is configured now, at %s%n",
              account.name(), account.baseUrl().getHost());
      if (unclear > 0) {
        terminal
            .out()
            .printf(
                "%s may have been placed with it before, and will be looked for there%n",
                ResultPrinter.counted(unclear, "order", "orders"));
      }
      return ExitCode.ALL_ORDERED.code();
    }
  }

  private Integer list(Format wanted) {
    try (Session session = sessions.open(Sessions.Purpose.READ, false, null)) {
      var known = session.get(KnownAccounts.class);
      boolean ledgerExists = session.get(Runs.class).ledgerExists();
      Map<String, Long> open = ledgerExists ? known.openOrders() : Map.of();
      List<Line> lines =
          session.get(Accounts.class).all().stream()
              .map(
                  account ->
                      new Line(
                          account,
                          ledgerExists ? known.find(account.name()) : Optional.empty(),
                          open.getOrDefault(account.name(), 0L)))
              .toList();
      if (wanted == Format.JSON) {
        terminal
            .out()
            .println(
                JsonMapper.shared()
                    .writeValueAsString(
                        Map.of("accounts", lines.stream().map(Line::toMap).toList())));
      } else {
        print(lines);
      }
      return ExitCode.ALL_ORDERED.code();
    }
  }

  private void print(List<Line> lines) {
    terminal
        .out()
        .printf(
            "%-20s  %-8s  %-28s  %-8s  %-26s  %s%n",
            "account", "provider", "host", "key", "last change", "open orders");
    for (Line line : lines) {
      terminal
          .out()
          .printf(
              "%-20s  %-8s  %-28s  %-8s  %-26s  %,d%n",
              line.account().name(),
              line.account().provider(),
              line.host(),
              line.account().hasKey() ? "set" : "not set",
              line.known().map(was -> Terminal.time(was.changedAt())).orElse("never used"),
              line.openOrders());
    }
  }

  /** An account as it is configured, and as the ledger knows it. */
  private record Line(ConfiguredAccount account, Optional<KnownAccount> known, long openOrders) {

    String host() {
      int port = account.baseUrl().getPort();
      return account.baseUrl().getHost() + (port < 0 ? "" : ":" + port);
    }

    Map<String, @Nullable Object> toMap() {
      Map<String, @Nullable Object> map = new LinkedHashMap<>();
      map.put("account", account.name());
      map.put("provider", account.provider());
      map.put("host", host());
      map.put("key_set", account.hasKey());
      map.put("changed_at", known.map(was -> was.changedAt().toString()).orElse(null));
      map.put("open_orders", openOrders);
      return map;
    }
  }
}
