package bulkorders.cli;

import bulkorders.intake.InputReading;
import bulkorders.intake.InputStore;
import bulkorders.intake.IntakeProperties;
import bulkorders.intake.StoredInput;
import bulkorders.intake.UnreadableInputException;
import bulkorders.job.Accounts;
import bulkorders.job.Launch;
import bulkorders.ledger.CustomerReferences;
import bulkorders.ledger.StockDemand;
import bulkorders.planning.PlanningProperties;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** Takes inputs in and says how they are to be launched. */
final class Inputs {

  private final InputStore store;
  private final PlanningProperties planning;
  private final InputOptions options;
  private final Clock clock;
  private final InputReading reading;
  private final Accounts accounts;

  Inputs(Session session, InputOptions options) {
    this.store = session.get(InputStore.class);
    this.planning = session.get(PlanningProperties.class);
    this.options = options;
    this.clock = session.get(Clock.class);
    this.accounts = session.get(Accounts.class);
    this.reading = options.reading(session.get(IntakeProperties.class));
  }

  Launch launch(
      String file,
      String runKey,
      StockDemand stock,
      boolean adopt,
      Duration waitTimeout,
      Launch.Question confirmation) {
    return new Launch(
        stored(file),
        reading,
        provider(),
        options.accountName(),
        runKey,
        businessDate(),
        options.repeatMode(runKey),
        stock,
        adopt,
        options.limit(),
        customerReferences(),
        options.reportDir,
        options.note,
        waitTimeout,
        confirmation);
  }

  /** The provider of the account, which the operator may repeat. */
  private String provider() {
    String provider = accounts.get(options.accountName()).provider();
    if (options.provider != null && !options.provider.equals(provider)) {
      throw new RefusedException(
          "--provider %s: account %s is at %s; give one of the two"
              .formatted(options.provider, options.accountName(), provider));
    }
    return provider;
  }

  private CustomerReferences customerReferences() {
    return options.customerReferences == null
        ? planning.customerReference()
        : options.customerReferences;
  }

  /**
   * Looks at each file without reading it.
   *
   * @throws UnreadableInputException naming the first file that is not there or cannot be read
   */
  void requireReadable() {
    options.files.stream()
        .filter(file -> !file.equals(InputStore.STANDARD_INPUT))
        .forEach(file -> InputStore.requireReadable(Path.of(file)));
  }

  /** Today where people live, unless they say for which day something is ordered. */
  private @Nullable LocalDate businessDate() {
    return options.input == InputOptions.Kind.DELIVERED
        ? null
        : options.date != null
            ? options.date
            : LocalDate.ofInstant(clock.instant(), clock.getZone());
  }

  private StoredInput stored(String file) {
    return file.equals(InputStore.STANDARD_INPUT)
        ? store.store(System.in, "standard input")
        : store.store(Path.of(file));
  }
}
