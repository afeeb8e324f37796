package bulkorders.submission.model;

import static org.assertj.core.api.Assertions.assertThat;

import bulkorders.ledger.OrderState;
import bulkorders.ledger.Orders;
import bulkorders.ledger.ProviderOrder;
import bulkorders.ledger.Run;
import bulkorders.ledger.TestLedger;
import bulkorders.submission.model.Move.Asked;
import bulkorders.submission.model.Move.Call;
import bulkorders.submission.model.Rules.Rare;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/**
 * Random walks through the model, with every call made to the real ledger as well: the model says
 * nothing of the program unless both agree after every move.
 */
@Timeout(300)
class ModelAgainstLedgerTests {

  @RegisterExtension static final TestLedger ledger = new TestLedger();

  private static final int WALKS = 1_500;
  private static final int LONGEST = 60;
  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  private final Orders orders = ledger.orders();
  private final Rules rules = Rules.everything(2, Rare.REFUSALS).without(Assumption.LAG_IS_SHORT);
  private final Moves moves = new Moves(rules);

  @Test
  void the_ledger_does_what_the_model_says_on_random_walks() {
    Run run = ledger.planned(1, 5);
    long seed = Long.getLong("model.seed", System.nanoTime());
    System.out.println("Walks through the model: -Dmodel.seed=" + seed);
    Random random = new Random(seed);
    for (int walk = 0; walk < WALKS; walk++) {
      replay(run, walk(random));
    }
  }

  /** Random walks seldom come to where the order was bought twice. */
  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "DIED")
  void the_ledger_does_what_the_model_says_on_the_shortest_way_to_every_call(Asked asked) {
    Run run = ledger.planned(1, 5);
    List<Move> way =
        new Explorer(rules, EnumSet.noneOf(Property.class))
            .wayTo(move -> move.calls().stream().anyMatch(is(asked)))
            .orElseThrow();

    replay(run, way);
  }

  private static Predicate<Call> is(Asked asked) {
    return call -> call.asked() == asked && call.matched();
  }

  private List<Move> walk(Random random) {
    List<Move> way = new ArrayList<>();
    for (World world = World.beginning(rules); way.size() < LONGEST; ) {
      Move move = next(world, random);
      way.add(move);
      world = move.next();
    }
    return way;
  }

  /** Goes the same way in the ledger, and takes everything back. */
  private void replay(Run run, List<Move> way) {
    ledger
        .transaction()
        .executeWithoutResult(
            status -> {
              Processes processes = new Processes(run);
              for (Move move : way) {
                for (Call call : move.calls()) {
                  assertThat(processes.matched(call))
                      .as("%s of %s", call, way)
                      .isEqualTo(call.matched());
                }
                if (!move.calls().isEmpty()) {
                  assertThat(Seen.of(orders.get(processes.order)))
                      .as("%s", way)
                      .isEqualTo(Seen.of(move.next().row()));
                }
              }
              status.setRollbackOnly();
            });
  }

  /** Processes die now and then, and time passes often, or no walk would come far. */
  private Move next(World world, Random random) {
    List<Move> fate = moves.ofFate(world);
    List<Move> possible = new ArrayList<>(moves.of(world));
    int dice = random.nextInt(10);
    if (possible.isEmpty() || dice < 3 && !fate.isEmpty()) {
      // Time is the first that fate thinks of, unless it stands still.
      possible = dice < 2 ? fate.subList(0, 1) : fate;
    }
    return possible.get(random.nextInt(possible.size()));
  }

  /** What ledger and model must agree on. */
  private record Seen(OrderState state, int attempt, boolean parked, boolean known) {

    static Seen of(ProviderOrder order) {
      return new Seen(
          order.state(),
          order.attempt(),
          order.parkedReason() != null,
          order.providerOrderId() != null);
    }

    static Seen of(Row row) {
      return new Seen(row.state(), row.attempt(), row.parked(), row.providerId() != 0);
    }
  }

  /** The two processes as the ledger sees them: owners, and what they read of the order. */
  private final class Processes {

    private final Run run;
    private final long order;
    private final int[] lives = new int[2];
    private final ProviderOrder[] taken = new ProviderOrder[2];
    private final ProviderOrder[] seen = new ProviderOrder[2];

    Processes(Run run) {
      this.run = run;
      this.order = orders.of(run.id()).get(0).id();
    }

    private String owner(int who) {
      return "process " + who + ", life " + lives[who];
    }

    /** Makes a call; answers whether the ledger says that a row matched. */
    boolean matched(Call call) {
      int who = call.who();
      String id = "id-" + call.id();
      return switch (call.asked()) {
        case SEE -> {
          seen[who] = orders.get(order);
          yield true;
        }
        case SWEEP -> orders.sweep(run.id(), owner(who), TIMEOUT) > 0;
        case CLAIM ->
            orders
                .claim(run.id(), run.account(), owner(who))
                .map(claimed -> taken[who] = claimed)
                .isPresent();
        case CLAIM_AGAIN ->
            orders
                .claimAgain(taken[who], owner(who))
                .map(claimed -> taken[who] = claimed)
                .isPresent();
        case ACCEPTED -> orders.accepted(taken[who], id);
        case BACK_TO_PLANNED -> orders.backToPlanned(taken[who], Duration.ZERO, "held back");
        case REFUSED_FOR_NOW -> orders.refusedForNow(taken[who], Duration.ZERO, "not now");
        case UNCERTAIN -> orders.uncertain(taken[who], "no answer");
        case REJECTED ->
            orders.rejected(taken[who], "no", List.of(0), List.of(), replacement -> "none");
        case LATE_OUTCOME -> {
          orders.lateOutcome(taken[who], "late", call.id() == 0 ? null : id, TIMEOUT);
          yield true;
        }
        case ADOPTED -> orders.adopted(seen[who], id);
        case ABSENT -> orders.absent(seen[who]);
        case LOOK_FAILED -> {
          int before = failures();
          orders.lookFailed(seen[who], "did not add up");
          yield failures() > before;
        }
        case PARK -> orders.park(seen[who], "a person decides");
        case DIED -> {
          lives[who]++;
          yield true;
        }
      };
    }

    private int failures() {
      return (int)
          ledger.eventsOf(orders.get(order)).stream().filter("LOOK_FAILED"::equals).count();
    }
  }
}
