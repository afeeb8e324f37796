package bulkorders.cli;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What {@code order} and {@code restart} have in common: how orders are placed and waited for. */
final class PlacingOptions {

  @Option(
      names = "--yes",
      description = "Order without asking; required where there is no terminal.")
  private boolean yes;

  @Option(
      names = "--max-numbers",
      paramLabel = "N",
      description = "Order nothing when more numbers than that are yet to be ordered.")
  private @Nullable Long maxNumbers;

  @Option(
      names = "--max-cost",
      paramLabel = "AMOUNT CUR",
      arity = "2",
      hideParamSyntax = true,
      description =
          "Order nothing of a file that costs more, setup and first month together, or of which the"
              + " cost is not known before it is ordered; such as 500 USD.")
  private @Nullable List<String> maxCost;

  @Option(
      names = "--approved",
      paramLabel = "HASH",
      description =
          "Order without asking, but only just what plan showed with this hash; refused when"
              + " input, settings or plan moved.")
  private @Nullable String approved;

  @Option(
      names = "--no-wait",
      description = "Place the orders and end; do not wait until they are final.")
  private boolean noWait;

  @Option(
      names = "--wait-timeout",
      paramLabel = "DURATION",
      converter = DurationConverter.class,
      description =
          "How long to wait until placed orders are final, such as 90s, 30m, 2h; 30m by default.")
  private Duration waitTimeout = Duration.ofMinutes(30);

  @Option(
      names = "--adopt",
      description =
          "Take over into this ledger what was already ordered of the input from another one,"
              + " which must not go on with it.")
  private boolean adopt;

  /** Whether orders that another ledger placed are taken over. */
  boolean adopt() {
    return adopt;
  }

  /**
   * @param rehearsal whether nothing is bought, so that nobody has to be asked
   * @throws RefusedException when a limit is none
   */
  Confirmation confirmation(Terminal terminal, boolean rehearsal) {
    return new Confirmation(terminal, yes || rehearsal, approved, maxNumbers, MaxCost.of(maxCost));
  }

  /** How long to wait until placed orders are final. */
  Duration waitTimeout() {
    return noWait ? Duration.ZERO : waitTimeout;
  }
}
