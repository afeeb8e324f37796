package bulkorders.cli;

import bulkorders.intake.InputReading;
import bulkorders.intake.InputStore;
import bulkorders.intake.IntakeProperties;
import bulkorders.intake.SkipLimit;
import bulkorders.ledger.CustomerReferences;
import bulkorders.ledger.RepeatMode;
import bulkorders.ledger.StockDemand;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What {@code plan} and {@code order} have in common. */
final class InputOptions {

  private static final List<String> PROVIDERS = List.of("telnyx", "didww");

  @Parameters(
      paramLabel = "FILE",
      arity = "1..*",
      description =
          "CSV or JSON file, may be .gz; - for standard input. Each file is a run of its own.")
  List<String> files = List.of();

  @Option(
      names = "--provider",
      paramLabel = "NAME",
      description =
          "Provider of all rows that name none: telnyx (default) or didww. Says which account is"
              + " meant where no account is named.")
  @Nullable String provider;

  @Option(
      names = "--account",
      paramLabel = "NAME",
      description =
          "Account of all rows that name none; the provider's own by default. See: bulk-orders"
              + " accounts")
  @Nullable String account;

  @Option(
      names = "--sandbox",
      description = "Rehearse with the built-in sandbox, its books and a database of its own.")
  boolean sandbox;

  @Option(
      names = "--skip-limit",
      paramLabel = "N|N%",
      description =
          "Rejected rows above which nothing is ordered; by default 10%%, but at least 10 rows.")
  @Nullable String skipLimit;

  @Option(
      names = "--repeat",
      paramLabel = "refuse|skip|allow",
      description =
          "Rows that were ordered before: refuse the file (default), skip them, or allow to order"
              + " them once more (default with --run-key).")
  @Nullable RepeatMode repeat;

  @Option(
      names = "--input",
      paramLabel = "delivered|standing",
      description =
          "delivered (default): ordered once. standing: the same demand every day, ordered once"
              + " for each date.")
  Kind input = Kind.DELIVERED;

  @Option(
      names = "--date",
      paramLabel = "YYYY-MM-DD",
      description = "Date that a standing input is ordered for; today by default.")
  @Nullable LocalDate date;

  @Option(
      names = "--columns",
      paramLabel = "NAME=COLUMN,...",
      description =
          "What columns of the file stand for, such as"
              + " \"Area Code=national_destination_code,Qty=count_requested\".")
  @Nullable String columns;

  @Option(
      names = "--keep-columns",
      paramLabel = "NAME,...",
      description =
          "Columns of your own that are carried through to the results; those that begin with x_"
              + " are anyway.")
  @Nullable String keepColumns;

  @Option(
      names = "--check-stock",
      description =
          "Ask the provider what it has in stock, once for each area, and show what will be"
              + " missing. Needs the account's key.")
  boolean checkStock;

  @Option(
      names = "--encoding",
      paramLabel = "NAME",
      description =
          "Encoding of a file that is not UTF-8 and has no byte order mark, such as windows-1252.")
  @Nullable String encoding;

  @Option(
      names = "--customer-reference",
      paramLabel = "split|keep",
      description =
          "What becomes of customer_reference: split (default) orders by it and gives it back to"
              + " the provider's number orders in the end; keep leaves it in the results only and"
              + " makes fewer orders.")
  @Nullable CustomerReferences customerReferences;

  @Option(
      names = "--report-dir",
      paramLabel = "DIR",
      description = "Where the report goes; HOME/reports/RUN by default.")
  @Nullable Path reportDir;

  @Mixin FormatOption format = new FormatOption();

  @Option(
      names = "--actor",
      paramLabel = "NAME",
      description = "Who is responsible; user@host by default.")
  @Nullable String actor;

  @Option(
      names = "--note",
      paramLabel = "TEXT",
      description = "Why; kept with the run and its events.")
  @Nullable String note;

  /** What an input is to those who deliver it. */
  enum Kind {
    /** Asks for its numbers once. */
    DELIVERED,
    /** Asks for its numbers on every date anew. */
    STANDING
  }

  SkipLimit limit() {
    try {
      return skipLimit == null ? SkipLimit.DEFAULT : SkipLimit.parse(skipLimit);
    } catch (IllegalArgumentException e) {
      throw new RefusedException("--skip-limit: " + e.getMessage());
    }
  }

  StockDemand stock() {
    return checkStock ? StockDemand.CHECK : StockDemand.UNASKED;
  }

  /** How files are read. */
  InputReading reading(IntakeProperties properties) {
    return properties.reading(columns, keepColumns, encoding);
  }

  private static void requireUsable(
      String option, @Nullable String value, Consumer<String> reading) {
    try {
      if (value != null) {
        reading.accept(value);
      }
    } catch (IllegalArgumentException e) {
      throw new RefusedException(option + ": " + e.getMessage());
    }
  }

  /** Refuses what cannot be read, and what this version cannot order from. */
  void check() {
    if (Collections.frequency(files, InputStore.STANDARD_INPUT) > 1) {
      throw new RefusedException("- is given twice; standard input can be read once");
    }
    if (provider != null && !PROVIDERS.contains(provider)) {
      throw new RefusedException(
          "--provider %s: expected %s".formatted(provider, String.join(" or ", PROVIDERS)));
    }
    if (date != null && input != Kind.STANDING) {
      throw new RefusedException(
          "--date %s says nothing about a delivered input; give --input standing too"
              .formatted(date));
    }
    requireUsable("--columns", columns, value -> InputReading.of("", value, ""));
    requireUsable("--keep-columns", keepColumns, value -> InputReading.of("", "", value));
    requireUsable("--encoding", encoding, value -> InputReading.of(value, "", ""));
  }

  /**
   * Whoever gives a run key orders once more on purpose.
   *
   * @param runKey empty when none is given
   */
  RepeatMode repeatMode(String runKey) {
    if (repeat != null) {
      return repeat;
    }
    return runKey.isEmpty() ? RepeatMode.REFUSE : RepeatMode.ALLOW;
  }

  String accountName() {
    return account != null
        ? account.toLowerCase(Locale.ROOT)
        : provider != null ? provider : PROVIDERS.get(0);
  }
}
