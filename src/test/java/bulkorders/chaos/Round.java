package bulkorders.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import bulkorders.database.Database;
import bulkorders.endtoend.Folders;
import bulkorders.endtoend.Ledger;
import bulkorders.endtoend.Moments;
import bulkorders.endtoend.Packed;
import bulkorders.endtoend.Program;
import bulkorders.endtoend.Result;
import bulkorders.endtoend.points.Point;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** One round: the acts of a script, then the same command until it is done, then the verdict. */
final class Round {

  /** After the last trouble so many commands have to be enough. */
  private static final int COMMANDS_AFTERWARDS = 5;

  private static final int KILLED = 137;
  private static final long LOOK_AGAIN_MILLIS = 10;

  private final Script script;
  private final Stage stage;
  private final String name;
  private final Path folder;
  private final Path home;
  private final Path file;
  private final Database database;
  private final Ledger ledger;
  private final String key = "KEY0123-" + UUID.randomUUID();
  private final List<Program.Child> children = new ArrayList<>();
  private final List<Result> results = new ArrayList<>();
  private final Set<Enum<?>> struck = new HashSet<>();

  private Round(Script script, Stage stage) {
    this.script = script;
    this.stage = stage;
    this.name = "round_" + UUID.randomUUID().toString().replace("-", "");
    this.folder = stage.folder(name);
    this.home = folder.resolve("home");
    this.file = folder.resolve("numbers.csv");
    this.database = stage.ledger(name);
    this.ledger = new Ledger(database);
  }

  /**
   * Plays a round.
   *
   * @return what came of it
   * @throws AssertionError when something is not as it has to be; the message says how to play the
   *     round again
   */
  static Outcome play(Script script, Stage stage) {
    long begin = System.nanoTime();
    var round = new Round(script, stage);
    try {
      String verdict = round.play();
      round.struck.addAll(stage.proxy().takeStruck());
      return new Outcome(
          "%s, %d processes, %d s"
              .formatted(
                  verdict,
                  round.children.size(),
                  Duration.ofNanos(System.nanoTime() - begin).toSeconds()),
          round.struck);
    } catch (AssertionError | RuntimeException e) {
      throw round.failed(e);
    } finally {
      round.end();
    }
  }

  /**
   * What came of a round.
   *
   * @param words how its run ended, and at what expense
   * @param struck the kinds of disturbances that came about; some come too late, or find nobody
   */
  record Outcome(String words, Set<Enum<?>> struck) {}

  private String play() {
    stage.proxy().arm(List.of());
    stage.proxy().takeStruck();
    stage.sandbox().reset();
    stage.sandbox().orderAsForeigner(script.foreigners());
    List<String> forSale = stage.sandbox().forSale(Row.NAMED_AREA, script.rows().size());
    stage.sandbox().sellElsewhere(named(Row.Kind.NAMED_GONE, forSale));
    stage.sandbox().orderAsForeigner(Row.NAMED_AREA, named(Row.Kind.NAMED_OWNED, forSale));
    write(forSale);
    for (Act act : script.acts()) {
      if (!isDone()) {
        perform(act);
      }
    }
    stage.proxy().arm(List.of());
    stage.sandbox().noFaults();
    for (int i = 0; !isDone(); i++) {
      assertThat(i).as("commands without any trouble").isLessThan(COMMANDS_AFTERWARDS);
      take(start(Moments.in(folder), false));
    }
    return new Verdict(script, stage, ledger, home, key, children).pass();
  }

  /** Whether nothing is left to do for a command; by what the last one said. */
  private boolean isDone() {
    if (results.isEmpty()) {
      return false;
    }
    Result last = results.get(results.size() - 1);
    return switch (last.status()) {
      // Nothing on standard output: there was no stopped run to go on with.
      case 0, 3 -> !last.out().isBlank();
      case 5 -> {
        assertThat(last.err()).as("nobody else is at work").contains("was ordered already");
        yield true;
      }
      case 4 -> isLeftToPerson();
      default -> false;
    };
  }

  private boolean isLeftToPerson() {
    return ledger.count("select count(*) from provider_order where parked_reason is not null") > 0
        && ledger.count(
                """
                select count(*) from provider_order where parked_reason is null
                  and state in ('PLANNED', 'SUBMITTING', 'UNCERTAIN', 'ACCEPTED', 'PROCESSING')
                """)
            == 0;
  }

  private void perform(Act act) {
    Moments moments = Moments.in(folder);
    switch (act.blow()) {
      case HALT -> moments.haltAt(act.point(), act.pass());
      case DATABASE_KILLED, DATABASE_STOPPED -> moments.pauseAt(act.point(), act.pass());
      case SUSPEND_BEFORE_POST, OVERTAKEN_BEFORE_POST ->
          moments.pauseAt(Point.BEFORE_POST, act.pass());
      default -> {}
    }
    if (act.curtain() > 0 && act.kindOfBlow() != Point.OUTCOME_COMMITTED) {
      moments.haltAt(Point.OUTCOME_COMMITTED, act.curtain());
    }
    stage.proxy().arm(act.rules());
    for (Rule rule : act.rules()) {
      // The provider's own; the proxy lets them pass.
      switch (rule.trouble()) {
        case LIST_LAGS -> stage.sandbox().lag(Stage.LAG);
        case GROUP_REFUSED -> stage.sandbox().refuseGroups(rule.times());
        default -> {}
      }
    }
    Program.Child child = start(moments, act.restarts());
    if (isStruck(act, moments, child)) {
      struck.add(act.kindOfBlow());
    }
    take(child);
    if (act.blow() == Blow.HALT && moments.isHaltedAt(act.point())) {
      struck.add(act.point());
    }
    stage.sandbox().noFaults();
  }

  /** Whether there was still a process, or a moment, to strike. */
  private boolean isStruck(Act act, Moments moments, Program.Child child) {
    boolean isThere =
        switch (act.blow()) {
          case NONE, HALT -> false;
          case SUSPEND_BEFORE_POST, OVERTAKEN_BEFORE_POST ->
              isPaused(Point.BEFORE_POST, moments, child);
          case DATABASE_KILLED, DATABASE_STOPPED -> isPaused(act.point(), moments, child);
          default -> isAliveAfter(act, moments, child);
        };
    if (isThere) {
      strike(act, moments, child);
    }
    return isThere;
  }

  private void strike(Act act, Moments moments, Program.Child child) {
    switch (act.blow()) {
      case NONE, HALT -> {}
      case KILL -> child.kill();
      case TERMINATE -> child.terminate();
      case TERMINATE_TWICE -> {
        child.terminate();
        sleep(act.afterMillis() / 4);
        child.terminate();
      }
      case SUSPEND_BEFORE_POST -> {
        child.suspend();
        moments.letGo(Point.BEFORE_POST);
        sleep(Stage.SETTLE_TIME.toMillis() + act.afterMillis());
        child.resume();
      }
      case OVERTAKEN_BEFORE_POST -> {
        child.suspend();
        stage.server().stopAtOnce();
        stage.server().start();
        take(start(Moments.in(folder), false));
        moments.letGo(Point.BEFORE_POST);
        child.resume();
      }
      case DATABASE_KILLED, DATABASE_STOPPED -> {
        if (act.blow() == Blow.DATABASE_KILLED) {
          stage.server().kill();
        } else {
          stage.server().stopAtOnce();
        }
        moments.letGo(act.point());
        sleep(act.afterMillis());
        stage.server().start();
      }
      case DATABASE_RESTARTED -> {
        stage.server().close();
        stage.server().start();
      }
      case PROVIDER_CRASHES -> stage.sandbox().crash();
      case PROVIDER_REFUSES -> {
        stage.proxy().refuse();
        sleep(act.afterMillis());
        stage.proxy().admit();
      }
    }
  }

  /** Waits until a random moment of its work; false when it has ended by then. */
  private static boolean isAliveAfter(Act act, Moments moments, Program.Child child) {
    while (child.isAlive() && !moments.isPassed(act.point())) {
      sleep(LOOK_AGAIN_MILLIS);
    }
    sleep(act.afterMillis());
    return child.isAlive();
  }

  private static boolean isPaused(Point point, Moments moments, Program.Child child) {
    while (child.isAlive() && !moments.isPausedAt(point)) {
      sleep(LOOK_AGAIN_MILLIS);
    }
    return child.isAlive();
  }

  private Program.Child start(Moments moments, boolean restarts) {
    List<String> arguments = new ArrayList<>();
    if (restarts) {
      arguments.addAll(List.of("restart", "--stopped"));
    } else {
      arguments.addAll(List.of("order", file.toString(), "--skip-limit", "100%"));
    }
    arguments.addAll(
        List.of(
            "--yes",
            "--format",
            "json",
            "--wait-timeout",
            "20s",
            "--bulk-orders.submission.settle-time=" + Stage.SETTLE_TIME.toSeconds() + "s",
            "--bulk-orders.submission.request-timeout=" + Stage.REQUEST_TIMEOUT.toSeconds() + "s",
            "--bulk-orders.tracking.interval=100ms",
            "--bulk-orders.telnyx.requests-per-second=500",
            "--bulk-orders.telnyx.base-url=" + stage.proxy().url() + "/v2"));
    arguments.addAll(script.settings());
    Map<String, String> environment = Program.environment(home, key, database);
    Packed.woven()
        .warmUp(
            () -> {
              Map<String, String> writing = new HashMap<>(environment);
              writing.putAll(Packed.woven().writingArchive());
              writing.put("BULK_ORDERS_HOME", folder.resolve("warm-up").toString());
              List<String> planning = List.of("plan", "--sandbox", file.toString());
              return Program.start(folder, writing, Moments.in(folder), planning);
            });
    Program.Child child = Program.start(folder, environment, moments, arguments);
    children.add(child);
    return child;
  }

  /** How a process ended: for people a line and no trace, for scripts a code that is documented. */
  private void take(Program.Child child) {
    Result result = child.await();
    results.add(result);
    assertThat(result.status())
        .as("exit code of %s", result)
        .isIn(0, 1, 2, 3, 4, 5, 6, 130, KILLED, 143);
    result.hasStatus(result.status());
  }

  private List<String> named(Row.Kind kind, List<String> forSale) {
    return script.rows(kind).map(row -> row.phoneNumber(forSale)).toList();
  }

  private void write(List<String> forSale) {
    List<String> lines = new ArrayList<>(List.of(Row.HEADER));
    script.rows().forEach(row -> lines.add(row.line(forSale)));
    try {
      Files.write(file, lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private AssertionError failed(Throwable cause) {
    var told = new StringBuilder();
    for (Result result : results) {
      told.append("%n=== %s".formatted(result));
    }
    Path kept = Path.of("target", "chaos", "seed-" + script.seed());
    try {
      Folders.delete(kept);
      Folders.copy(folder, kept);
      Files.writeString(kept.resolve("processes.txt"), told);
    } catch (IOException | UncheckedIOException e) {
      cause.addSuppressed(e);
    }
    return new AssertionError(
        """
        round with seed %d: %s
        %s
        again with: mvn -Pchaos verify -Dchaos.seed=%d -Dchaos.rounds=1
        logs and reports of the round: %s
        %s\
        """
            .formatted(
                script.seed(),
                cause.getMessage(),
                script,
                script.seed(),
                kept.toAbsolutePath(),
                told),
        cause);
  }

  private void end() {
    children.stream().filter(Program.Child::isAlive).forEach(Program.Child::kill);
    stage.drop(name);
    Folders.delete(folder);
  }

  private static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
