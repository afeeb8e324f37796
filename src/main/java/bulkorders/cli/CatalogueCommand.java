package bulkorders.cli;

import bulkorders.job.Accounts;
import bulkorders.ledger.Catalogues;
import bulkorders.ledger.Catalogues.Wanted;
import bulkorders.provider.CatalogueEntry;
import bulkorders.stock.CatalogueReader;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Prints what a provider sells by stock keeping unit, and reads it anew. */
@Command(
    name = "catalogue",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description =
        "Lists the stock keeping units that a provider sells, with prices and stock as they were"
            + " read last. Reads them when that was never done, or longer ago than"
            + " bulk-orders.catalogue.max-age (a day).",
    footer = {
      "",
      "Examples: DIDWW_API_KEY=... bulk-orders catalogue --country DE --type local",
      "          bulk-orders catalogue --sandbox --area berlin"
    })
final class CatalogueCommand implements Callable<Integer> {

  private static final List<Table.Column> COLUMNS =
      List.of(
          new Table.Column("country_iso", -11),
          new Table.Column("area_name", -16),
          new Table.Column("did_group_type", -14),
          new Table.Column("prefix", -6),
          new Table.Column("features", -24),
          new Table.Column("channels", 8),
          new Table.Column("setup_price", 11),
          new Table.Column("monthly_price", 13),
          new Table.Column("currency", -8),
          new Table.Column("stock", 9),
          new Table.Column("needs_registration", -18),
          new Table.Column("sku_id", -36),
          new Table.Column("did_group_id", 0));

  @Option(
      names = "--account",
      paramLabel = "NAME",
      description = "Account at a provider that sells by stock keeping unit; didww by default.")
  private String account = "didww";

  @Option(names = "--country", paramLabel = "ISO", description = "Only of this country.")
  private @Nullable String country;

  @Option(names = "--area", paramLabel = "NAME", description = "Only where the name has this.")
  private @Nullable String area;

  @Option(names = "--prefix", paramLabel = "DIGITS", description = "Only with this area code.")
  private @Nullable String prefix;

  @Option(names = "--type", paramLabel = "NAME", description = "Only of this type, such as local.")
  private @Nullable String type;

  @Option(
      names = "--features",
      paramLabel = "NAME,...",
      split = ",",
      description = "Only with all of these, such as voice_in,sms_in.")
  private List<String> features = List.of();

  @Option(names = "--channels", paramLabel = "N", description = "Only with so many channels.")
  private @Nullable Integer channels;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "At most so many lines; 200 by default.")
  private int limit = 200;

  @Option(names = "--refresh", description = "Read it anew in any case.")
  private boolean refresh;

  @Option(names = "--sandbox", description = "The catalogue of the built-in sandbox.")
  private boolean sandbox;

  @Option(
      names = "--format",
      paramLabel = "text|csv|json",
      description = "How the list is printed; text by default.")
  private Table.Style format = Table.Style.TEXT;

  private final Terminal terminal;
  private final Sessions sessions;

  CatalogueCommand(Terminal terminal, Sessions sessions) {
    this.terminal = terminal;
    this.sessions = sessions;
  }

  @Override
  public Integer call() throws IOException {
    if (limit < 1) {
      throw new RefusedException("--limit %d: expected 1 or more".formatted(limit));
    }
    String name = account.toLowerCase(Locale.ROOT);
    try (Session session = sessions.open(Sessions.Purpose.WORK, sandbox, null)) {
      Catalogues catalogues = session.get(Catalogues.class);
      Instant readAt = fresh(session, catalogues, name);
      String currency = catalogues.currency(name).orElse("");
      var wanted = new Wanted(null, country, area, prefix, type, features, channels, null);
      try (Table table = new Table(terminal, format, "units", COLUMNS)) {
        // One more tells whether there are others.
        List<CatalogueEntry> found = catalogues.find(name, wanted, limit + 1);
        found.stream().limit(limit).forEach(unit -> row(table, unit, currency));
        if (found.size() > limit) {
          terminal.err().println("bulk-orders: there are more; narrow the list, or give --limit");
        }
        if (found.isEmpty()) {
          terminal.err().println("bulk-orders: no unit of the catalogue is like that");
        }
      }
      terminal
          .err()
          .printf(
              "bulk-orders: the catalogue of account %s, read %s; taxes are not in its prices%n",
              name, Terminal.time(readAt));
      return ExitCode.ALL_ORDERED.code();
    }
  }

  private Instant fresh(Session session, Catalogues catalogues, String name) {
    CatalogueReader reader = session.get(CatalogueReader.class);
    if ((refresh || !reader.isFresh(name))
        && !reader.read(name, session.get(Accounts.class).of(name))) {
      throw new RefusedException(
          "account %s is at a provider that does not sell by stock keeping unit".formatted(name));
    }
    return catalogues.readAt(name).orElseThrow();
  }

  private static void row(Table table, CatalogueEntry unit, String currency) {
    table.row(
        unit.countryIso(),
        unit.areaName(),
        unit.didGroupType(),
        unit.prefix(),
        String.join("|", unit.features()),
        unit.channels(),
        unit.setupPrice().stripTrailingZeros().toPlainString(),
        unit.monthlyPrice().stripTrailingZeros().toPlainString(),
        currency,
        unit.stock(),
        unit.needsRegistration(),
        unit.skuId(),
        unit.didGroupId());
  }
}
