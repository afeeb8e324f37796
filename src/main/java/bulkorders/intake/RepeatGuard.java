package bulkorders.intake;

import bulkorders.ledger.RepeatMode;
import bulkorders.ledger.Repeats;
import bulkorders.ledger.Repeats.EarlierRun;
import bulkorders.ledger.Repeats.Example;
import bulkorders.ledger.Repeats.Found;
import bulkorders.ledger.Run;
import bulkorders.run.PeoplesTime;
import java.time.Clock;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * Keeps a corrected file, fed back whole, from buying everything again: what an input asks for is
 * compared with all that was ordered before.
 */
@Component
public class RepeatGuard {

  private static final int RUNS_NAMED = 3;

  private final Repeats repeats;
  private final RepeatProperties properties;
  private final Clock clock;

  RepeatGuard(Repeats repeats, RepeatProperties properties, Clock clock) {
    this.repeats = repeats;
    this.properties = properties;
    this.clock = clock;
  }

  /**
   * Compares the rows of a run before they are planned. What is found is kept with the run, so that
   * its rows can be left out and reported. May be repeated.
   *
   * @throws RepeatedInputException when the run orders, and is to be refused for repeats
   */
  public void compare(Run run) {
    if (run.repeatMode() == RepeatMode.ALLOW) {
      repeats.forget(run);
      return;
    }
    Found found = repeats.compare(run, properties.window());
    if (found.rows() > 0 && run.repeatMode() == RepeatMode.REFUSE && !run.plansOnly()) {
      throw new RepeatedInputException(
          refusal(run, found, "order only the others with --repeat skip"));
    }
  }

  /**
   * Lets a planned run begin to place its orders, unless others have ordered the same since it was
   * planned. May be repeated.
   *
   * @throws RepeatedInputException when they have; nothing was placed
   */
  public void begin(Run run) {
    Found found = repeats.begin(run, properties.window());
    if (found.rows() > 0) {
      throw new RepeatedInputException(
          refusal(run, found, "the same command with --repeat skip orders only the others"));
    }
  }

  /** Orders of a run may have been taken over from another ledger. May be repeated. */
  public void takenOver(Run run) {
    repeats.takenOver(run);
  }

  private String refusal(Run run, Found found, String skip) {
    long rows = run.rowsRead();
    return "%s: %,d of %,d rows were ordered already by %s: %s; nothing was ordered now. Take them out of the file (repeats.csv in the report has them all), %s, or order all of them once more with --repeat allow or --run-key KEY"
        .formatted(run.inputName(), found.rows(), rows, runs(found.runs()), lines(found), skip);
  }

  private String runs(List<EarlierRun> runs) {
    String named =
        runs.stream()
            .limit(RUNS_NAMED)
            .map(run -> "run %d of %s".formatted(run.run(), PeoplesTime.of(run.createdAt(), clock)))
            .collect(Collectors.joining(", "));
    int more = runs.size() - RUNS_NAMED;
    return more > 0 ? named + " and %d more".formatted(more) : named;
  }

  private static String lines(Found found) {
    String named =
        found.examples().stream().map(RepeatGuard::line).collect(Collectors.joining(", "));
    long more = found.rows() - found.examples().size();
    return more > 0 ? named + " and %,d more".formatted(more) : named;
  }

  private static String line(Example example) {
    return "line %d (line %d of run %d)"
        .formatted(example.line(), example.ofLine(), example.ofRun());
  }
}
