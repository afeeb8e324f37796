package bulkorders.chaos;

import bulkorders.endtoend.points.Point;
import java.util.ArrayList;
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
 * @param rows of the input, as {@code type,count,area code}
 * @param settings of the program
 * @param foreigners how many orders of others the account has from the beginning
 * @param acts the processes and what happens to them, in turn
 */
record Script(long seed, List<String> rows, List<String> settings, int foreigners, List<Act> acts) {

  /** Enough for a third page of 250. */
  private static final int FOREIGNERS_ON_THREE_PAGES = 510;

  /** A halt has eight points to be at; so it is drawn more often than the other blows. */
  private static final int MORE_HALTS = 5;

  private static final List<String> PLENTY = List.of("312", "773", "646", "512", "206", "303");
  private static final String SHORT = "212";
  private static final int NUMBERS_IN_SHORT = 25;
  private static final String EMPTY = "907";

  static Script of(long seed) {
    var random = new Random(seed);
    List<String> rows =
        IntStream.range(0, 5 + random.nextInt(8)).mapToObj(row -> row(random)).toList();
    List<Act> acts =
        IntStream.range(0, 2 + random.nextInt(3))
            .mapToObj(number -> act(random, number == 0))
            .toList();
    // Nothing helps an order that is suspended between its last byte and the check before it; who
    // suspends all senders at the moment of one may well meet another there.
    boolean isOvertaken = acts.stream().anyMatch(act -> act.blow() == Blow.OVERTAKEN_BEFORE_POST);
    List<String> settings =
        List.of(
            "--bulk-orders.submission.workers=" + (isOvertaken ? 1 : 1 + random.nextInt(4)),
            "--bulk-orders.planning.max-numbers-per-order=" + (8 + random.nextInt(12)));
    boolean needsPages = acts.stream().anyMatch(act -> act.has(Trouble.THIRD_PAGE_FAILS));
    return new Script(seed, rows, settings, needsPages ? FOREIGNERS_ON_THREE_PAGES : 0, acts);
  }

  private static String row(Random random) {
    return switch (random.nextInt(12)) {
      case 0 -> "local,%d,%s".formatted(15 + random.nextInt(20), SHORT);
      case 1 -> "local,%d,%s".formatted(1 + random.nextInt(5), EMPTY);
      case 2 -> "fixed,%d,312".formatted(1 + random.nextInt(5));
      default ->
          "local,%d,%s".formatted(1 + random.nextInt(8), PLENTY.get(random.nextInt(PLENTY.size())));
    };
  }

  private static Act act(Random random, boolean isFirst) {
    Blow blow = blow(random);
    Point point = Point.values()[random.nextInt(Point.values().length)];
    List<Rule> rules = new ArrayList<>();
    int troubles = blow == Blow.NONE ? 2 + random.nextInt(3) : random.nextInt(3);
    for (int i = 0; i < troubles; i++) {
      rules.add(rule(random));
    }
    return new Act(
        !isFirst && random.nextInt(3) == 0,
        blow,
        point,
        1 + random.nextInt(passes(point)),
        random.nextInt(1_500),
        List.copyOf(rules));
  }

  private static Blow blow(Random random) {
    int drawn = random.nextInt(Blow.values().length + MORE_HALTS);
    return drawn < Blow.values().length ? Blow.values()[drawn] : Blow.HALT;
  }

  /** How often a run of a script is likely to pass a point; later passes would meet nobody. */
  private static int passes(Point point) {
    return switch (point) {
      case CHUNK_COMMITTED, REPORT_HALF_WRITTEN -> 1;
      case INTENT_COMMITTED, BEFORE_POST, POST_PARTLY_WRITTEN, ANSWER_RECEIVED, OUTCOME_COMMITTED ->
          3;
      case JOB_REPOSITORY_UPDATED -> 12;
    };
  }

  private static Rule rule(Random random) {
    Trouble trouble = Trouble.values()[random.nextInt(Trouble.values().length)];
    // What happens to orders matters most.
    Operation operation =
        trouble.operations().contains(Operation.CREATE) && random.nextBoolean()
            ? Operation.CREATE
            : List.copyOf(trouble.operations()).get(random.nextInt(trouble.operations().size()));
    int times = 1 + random.nextInt(trouble == Trouble.THROTTLED ? 10 : 3);
    boolean isList = operation == Operation.LIST || operation == Operation.LIST_PAGE_3;
    int skip = random.nextInt(isList ? 2 : 4);
    return new Rule(trouble, operation, skip, times, random.nextInt(30));
  }

  /** The rows that intake refuses. */
  long rejects() {
    return rows.stream().filter(row -> row.startsWith("fixed,")).count();
  }

  /** How many numbers are bought in the end, whatever happens on the way. */
  long numbersToBuy() {
    long shortOnes = numbersOf(Set.of(SHORT));
    return numbersOf(new HashSet<>(PLENTY)) + Math.min(shortOnes, NUMBERS_IN_SHORT);
  }

  private long numbersOf(Set<String> areas) {
    return rows.stream()
        .map(row -> row.split(",", -1))
        .filter(row -> row[0].equals("local") && areas.contains(row[2]))
        .mapToLong(row -> Long.parseLong(row[1]))
        .sum();
  }

  /** Numbers asked for in all rows. */
  long numbersRequested() {
    return rows.stream().mapToLong(row -> Long.parseLong(row.split(",", -1)[1])).sum();
  }

  /** Whether something can make the provider refuse what is not at fault. */
  boolean refusesContent() {
    return troubles().anyMatch(Trouble::refusesContent);
  }

  /** Whether orders may be left to a person. */
  boolean mayPark() {
    return troubles().anyMatch(Trouble::keepsLooksFromAddingUp);
  }

  private Stream<Trouble> troubles() {
    return acts.stream().flatMap(act -> act.rules().stream()).map(Rule::trouble);
  }

  /** Every kind of disturbance in it. */
  Set<Enum<?>> kinds() {
    return Stream.concat(troubles(), acts.stream().map(Act::blow)).collect(Collectors.toSet());
  }

  @Override
  public String toString() {
    return acts.stream()
        .map(act -> "\n  " + act)
        .collect(Collectors.joining("", "%s %s".formatted(rows, settings), ""));
  }
}
