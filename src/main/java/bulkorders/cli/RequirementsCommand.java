package bulkorders.cli;

import bulkorders.job.Accounts;
import bulkorders.job.FillingRequirements;
import bulkorders.job.StopSignal;
import bulkorders.ledger.Filling;
import bulkorders.ledger.Fillings;
import bulkorders.requirements.Granularity;
import bulkorders.requirements.OpenRequirements;
import bulkorders.run.Commands;
import bulkorders.run.RunControl;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The regulatory requirements of numbers: lists them, and fills in what is fed back. */
@Command(
    name = "requirements",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description =
        "Fills the regulatory requirements of numbers from a file that \"requirements list\" wrote"
            + " and somebody filled in. Exit code 0 when all was taken, 3 when some was not, 4 when"
            + " it was stopped; the same command goes on.",
    footer = {
      "",
      "Examples: bulk-orders requirements list --output papers.csv",
      "          bulk-orders requirements papers.csv",
      "          bulk-orders requirements forget --all",
      "The columns are explained in docs/requirements.md."
    })
final class RequirementsCommand implements Callable<Integer> {

  private static final int PROBLEMS_SHOWN = 20;

  @Parameters(arity = "0..1", paramLabel = "FILE", description = "The list, filled in.")
  private @Nullable Path file;

  @Option(names = "--sandbox", description = "Numbers of rehearsals, at the built-in sandbox.")
  private boolean sandbox;

  @Mixin private FormatOption format = new FormatOption();

  @Mixin private ResponsibleOptions responsible = new ResponsibleOptions();

  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  private final Terminal terminal;
  private final Sessions sessions;

  RequirementsCommand(Terminal terminal, Sessions sessions) {
    this.terminal = terminal;
    this.sessions = sessions;
  }

  @Override
  public Integer call() {
    if (file == null) {
      throw new ParameterException(
          spec.commandLine(), "name the file to take values from, or list what is wanted");
    }
    try (Session session = sessions.open(Sessions.Purpose.WORK, sandbox, responsible.actor)) {
      Signals.stop(session.get(StopSignal.class), terminal);
      Filling filling = session.get(FillingRequirements.class).fill(file, responsible.note);
      Fillings fillings = session.get(Fillings.class);
      var summary =
          new FillingSummary(
              filling,
              fillings.counts(filling.id()),
              fillings.problems(filling.id(), PROBLEMS_SHOWN));
      summary.print(terminal, format.isJson());
      return summary.code().code();
    }
  }

  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description =
          "Writes a file of everything that waits for you: fill in its column value and feed it"
              + " back.",
      footer = {"", "Example:  bulk-orders requirements list --by locality --output papers.csv"})
  private Integer list(
      @Option(
              names = "--by",
              paramLabel = "country|locality|order|number",
              defaultValue = "COUNTRY",
              description =
                  "For which numbers a line is: all of a country and type, of a place, of an"
                      + " order, or a single one; country by default.")
          Granularity by,
      @Option(
              names = "--account",
              paramLabel = "NAME",
              description = "Account to list; all that have a key by default.")
          @Nullable String account,
      @Option(names = "--sandbox", description = "Numbers of rehearsals, at the built-in sandbox.")
          boolean rehearsal,
      @Option(
              names = "--output",
              paramLabel = "FILE",
              description = "Where the list goes; standard output by default.")
          @Nullable Path output,
      @Option(
              names = "--format",
              paramLabel = "csv|text|json",
              defaultValue = "CSV",
              description = "csv, the file to fill in; text or json to look at. csv by default.")
          RequirementsListing.Form form)
      throws IOException {
    try (Session session = sessions.open(Sessions.Purpose.WORK, rehearsal, null)) {
      StopSignal stop = session.get(StopSignal.class);
      Signals.stop(stop, terminal);
      var listing =
          new RequirementsListing(
              session.get(OpenRequirements.class),
              session.get(Accounts.class),
              by,
              new Stoppable(stop),
              new Commands(rehearsal),
              terminal);
      return listing.write(accounts(session, account), form, output).code();
    }
  }

  /** Goes on until this process is asked to stop; reading needs no lock. */
  private record Stoppable(StopSignal stop) implements RunControl {

    @Override
    public boolean stopRequested() {
      return stop.isGiven();
    }

    @Override
    public void requireAlive() {
      // Whoever else reads does no harm.
    }
  }

  private static List<String> accounts(Session session, @Nullable String account) {
    var accounts = session.get(Accounts.class);
    if (account != null) {
      return List.of(accounts.get(account).name());
    }
    return accounts.withKey(null);
  }

  @Command(
      name = "forget",
      mixinStandardHelpOptions = true,
      description =
          "Takes everything out of the ledger that was kept of files that were fed back. Values are"
              + " not kept beyond the end of their file; one that was stopped cannot go on"
              + " afterwards.",
      footer = {
        "",
        "Examples: bulk-orders requirements forget 3",
        "          bulk-orders requirements forget --all"
      })
  private Integer forget(
      @Parameters(arity = "0..1", paramLabel = "N", description = "Number of a filling.")
          @Nullable Integer number,
      @Option(names = "--all", description = "All of them.") boolean all,
      @Option(names = "--sandbox", description = "Those of rehearsals.") boolean rehearsal,
      @Option(
              names = "--actor",
              paramLabel = "NAME",
              description = "Who is responsible; user@host by default.")
          @Nullable String actor) {
    if (all == (number != null)) {
      throw new RefusedException("name the filling to forget, or --all");
    }
    try (Session session = sessions.open(Sessions.Purpose.WORK, rehearsal, actor)) {
      var fillings = session.get(Fillings.class);
      List<Integer> remembered = fillings.remembered();
      if (number != null && fillings.find(number).isEmpty()) {
        throw new RefusedException("there is no filling " + number);
      }
      List<Integer> wanted =
          remembered.stream().filter(id -> number == null || id.equals(number)).toList();
      session.get(FillingRequirements.class).forget(wanted);
      terminal
          .out()
          .printf("forgotten: %s%n", ResultPrinter.counted(wanted.size(), "filling", "fillings"));
      return ExitCode.ALL_ORDERED.code();
    }
  }
}
