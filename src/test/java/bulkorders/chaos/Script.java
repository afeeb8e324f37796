package bulkorders.chaos;

import bulkorders.endtoend.points.Point;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * All of a round that follows from its seed.
 *
 * @param rows of the input
 * @param settings of the program
 * @param foreigners how many orders of others the account has from the beginning
 * @param acts the processes and what happens to them, in turn
 */
record Script(long seed, List<Row> rows, List<String> settings, int foreigners, List<Act> acts) {

  /** Enough for a third page of 250. */
  private static final int FOREIGNERS_ON_THREE_PAGES = 510;

  /** A halt has eight points to be at; so it is drawn more often than the other blows. */
  private static final int MORE_HALTS = 5;

  /** The latest random moment. */
  private static final int LATEST_MILLIS = 600;

  /** So many outcomes there are hardly while a process waits to be struck. */
  private static final int WHILE_PAUSED = 8;

  /** So many outcomes there are hardly before a random moment. */
  private static final int WITHIN_RANDOM_MOMENT = 12;

  static Script of(long seed) {
    var random = new Random(seed);
    Row.Mixture mixture = Row.Mixture.values()[random.nextInt(Row.Mixture.values().length)];
    List<Row> rows =
        IntStream.range(0, 36 + random.nextInt(10))
            .mapToObj(place -> Row.random(random, mixture, place))
            .toList();
    List<Act> acts = acts(random, mixture);
    // Nothing helps an order that is suspended between its last byte and the check before it; who
    // suspends all senders at the moment of one may well meet another there.
    boolean isOvertaken = acts.stream().anyMatch(act -> act.blow() == Blow.OVERTAKEN_BEFORE_POST);
    List<String> settings =
        List.of(
            "--bulk-orders.submission.workers=" + (isOvertaken ? 1 : 1 + random.nextInt(4)),
            "--bulk-orders.planning.max-numbers-per-order=" + (5 + random.nextInt(4)),
            "--bulk-orders.planning.numbers-per-order=" + (3 + random.nextInt(3)));
    boolean needsPages = acts.stream().anyMatch(act -> act.has(Trouble.THIRD_PAGE_FAILS));
    return new Script(seed, rows, settings, needsPages ? FOREIGNERS_ON_THREE_PAGES : 0, acts);
  }

  /** One to three; who overtakes comes to an end with all the work, so that is the last one. */
  private static List<Act> acts(Random random, Row.Mixture mixture) {
    List<Act> acts = new ArrayList<>();
    int last = random.nextInt(3);
    for (int number = 0; number <= last; number++) {
      Blow blow = blow(random);
      boolean isLast = number == last || blow == Blow.OVERTAKEN_BEFORE_POST;
      acts.add(act(random, blow, mixture, number == 0, isLast));
      if (isLast) {
        break;
      }
    }
    return List.copyOf(acts);
  }

  private static Act act(
      Random random, Blow blow, Row.Mixture mixture, boolean isFirst, boolean isLast) {
    Point point = point(random, blow, mixture, isFirst, isLast);
    int pass = 1 + random.nextInt(passes(point));
    List<Rule> rules = new ArrayList<>();
    int troubles = blow == Blow.NONE || isLast ? 2 + random.nextInt(3) : random.nextInt(3);
    for (int i = 0; i < troubles; i++) {
      rules.add(rule(random, mixture, isLast));
    }
    return new Act(
        !isFirst && random.nextInt(3) == 0,
        blow,
        point,
        pass,
        random.nextInt(LATEST_MILLIS),
        List.copyOf(rules),
        isLast ? 0 : curtain(blow, pass, rules));
  }

  private static Blow blow(Random random) {
    int drawn = random.nextInt(Blow.values().length + MORE_HALTS);
    return drawn < Blow.values().length ? Blow.values()[drawn] : Blow.HALT;
  }

  /** An instruction that a process of the act comes to. */
  private static Point point(
      Random random, Blow blow, Row.Mixture mixture, boolean isFirst, boolean isLast) {
    if (blow.isAtRandomMoment()) {
      return random.nextBoolean() ? Point.JOB_REPOSITORY_UPDATED : Point.INTENT_COMMITTED;
    }
    if (blow == Blow.SUSPEND_BEFORE_POST || blow == Blow.OVERTAKEN_BEFORE_POST) {
      return Point.BEFORE_POST;
    }
    List<Point> points =
        new ArrayList<>(
            List.of(
                Point.INTENT_COMMITTED,
                Point.BEFORE_POST,
                Point.POST_PARTLY_WRITTEN,
                Point.ANSWER_RECEIVED,
                Point.OUTCOME_COMMITTED,
                Point.JOB_REPOSITORY_UPDATED));
    // What only some acts come to is drawn more often there.
    if (isFirst) {
      points.addAll(List.of(Point.CHUNK_COMMITTED, Point.CHUNK_COMMITTED));
    }
    if (isLast || mixture == Row.Mixture.SEARCHED) {
      points.addAll(List.of(Point.NUMBERS_CHOSEN, Point.NUMBERS_RESERVED));
    }
    if (isLast) {
      points.addAll(List.of(Point.REPORT_HALF_WRITTEN, Point.REPORT_HALF_WRITTEN));
    }
    return points.get(random.nextInt(points.size()));
  }

  /** How often a process of a script is likely to pass a point; later passes would meet nobody. */
  private static int passes(Point point) {
    return switch (point) {
      case CHUNK_COMMITTED, LOOK_ENDED, REPORT_HALF_WRITTEN -> 1;
      case NUMBERS_CHOSEN, NUMBERS_RESERVED -> 2;
      case INTENT_COMMITTED, BEFORE_POST, POST_PARTLY_WRITTEN, ANSWER_RECEIVED, OUTCOME_COMMITTED ->
          3;
      case JOB_REPOSITORY_UPDATED -> 6;
    };
  }

  private static Rule rule(Random random, Row.Mixture mixture, boolean isLast) {
    List<Trouble> troubles =
        Stream.of(Trouble.values()).filter(trouble -> isLast || !trouble.comesLate()).toList();
    Trouble trouble = troubles.get(random.nextInt(troubles.size()));
    List<Operation> operations =
        trouble.operations().stream()
            .filter(operation -> isLast || !operation.comesLate(mixture))
            .toList();
    // What happens to orders matters most.
    Operation operation =
        operations.contains(mixture.creates()) && random.nextBoolean()
            ? mixture.creates()
            : operations.get(random.nextInt(operations.size()));
    return new Rule(
        trouble,
        operation,
        random.nextInt(skips(trouble, operation)),
        1 + random.nextInt(times(trouble)),
        random.nextInt(30));
  }

  /** From how many first requests of the operation that meets the trouble is drawn. */
  private static int skips(Trouble trouble, Operation operation) {
    if (trouble == Trouble.THIRD_PAGE_FAILS || trouble == Trouble.GROUP_REFUSED) {
      return 1;
    }
    return switch (operation) {
      case LIST, LIST_NAMED, OWNED -> 2;
      default -> 4;
    };
  }

  private static int times(Trouble trouble) {
    return switch (trouble) {
      case THROTTLED -> 8;
      case DELAYED -> 20;
      default -> 3;
    };
  }

  /** As early as can be without anything planned being missed. */
  private static int curtain(Blow blow, int pass, List<Rule> rules) {
    int afterRules =
        rules.stream()
            .filter(rule -> rule.operation().creates())
            .mapToInt(rule -> rule.skip() + rule.times())
            .max()
            .orElse(0);
    int afterBlow = blow.isAtRandomMoment() ? WITHIN_RANDOM_MOMENT : pass + WHILE_PAUSED;
    return Math.max(afterRules, blow == Blow.NONE ? 1 : afterBlow);
  }

  /** The rows that intake refuses. */
  long rejects() {
    return rows(Row.Kind.FAULTY).count();
  }

  /** The rows of one kind. */
  Stream<Row> rows(Row.Kind kind) {
    return rows.stream().filter(row -> row.kind() == kind);
  }

  /** How many numbers are bought in the end, whatever happens on the way. */
  long numbersToBuy() {
    return Row.numbersToBuy(rows);
  }

  /** Numbers asked for in all rows. */
  long numbersRequested() {
    return rows.stream().mapToLong(Row::count).sum();
  }

  /** Whether something can make the provider refuse what is not at fault. */
  boolean refusesContent() {
    return troubles().anyMatch(Trouble::refusesContent);
  }

  /** Whether orders may be left to a person. */
  boolean mayPark() {
    return troubles().anyMatch(Trouble::keepsLooksFromAddingUp);
  }

  /**
   * Whether orders that name their numbers may be left to a person: the account has one of them,
   * and an answer that was lost does not tell since when.
   */
  boolean mayParkNamed() {
    return mayPark() || rows(Row.Kind.NAMED_OWNED).findAny().isPresent();
  }

  private Stream<Trouble> troubles() {
    return acts.stream().flatMap(act -> act.rules().stream()).map(Rule::trouble);
  }

  /** Every kind of disturbance that there is. */
  static Set<Enum<?>> allKinds() {
    Set<Enum<?>> kinds = new HashSet<>(EnumSet.allOf(Trouble.class));
    kinds.addAll(EnumSet.complementOf(EnumSet.of(Blow.NONE, Blow.HALT)));
    // A look that finds nothing passes no end.
    kinds.addAll(EnumSet.complementOf(EnumSet.of(Point.LOOK_ENDED)));
    kinds.addAll(EnumSet.complementOf(EnumSet.of(Operation.OTHER)));
    return kinds;
  }

  /** Every kind of disturbance that is planned in it. */
  Set<Enum<?>> kinds() {
    return acts.stream().flatMap(act -> act.kinds().stream()).collect(Collectors.toSet());
  }

  @Override
  public String toString() {
    return acts.stream()
        .map(act -> "\n  " + act)
        .collect(Collectors.joining("", "%s %s".formatted(rows, settings), ""));
  }
}
