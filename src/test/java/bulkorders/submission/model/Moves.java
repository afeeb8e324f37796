package bulkorders.submission.model;

import bulkorders.ledger.OrderState;
import bulkorders.submission.model.Move.Asked;
import bulkorders.submission.model.Move.Call;
import bulkorders.submission.model.Rules.Rare;
import bulkorders.submission.model.Sender.At;
import bulkorders.submission.model.Sender.Look;
import bulkorders.submission.model.Sender.Outcome;
import bulkorders.submission.model.World.Parcel;
import bulkorders.submission.model.World.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** All that can happen next in a world, by the rules. */
final class Moves {

  private final Rules rules;

  Moves(Rules rules) {
    this.rules = rules;
  }

  /** What processes, provider and persons can do. */
  List<Move> of(World world) {
    List<Move> moves = new ArrayList<>();
    for (int who = 0; who < world.senders().size(); who++) {
      ofSender(world, who, moves);
    }
    ofProvider(world, moves);
    ofPerson(world, moves);
    return moves;
  }

  /** Whether nothing happens any more by itself. */
  boolean isStill(World world) {
    List<Move> moves = new ArrayList<>();
    for (int who = 0; who < world.senders().size(); who++) {
      if (world.sender(who).at() != At.DOWN) {
        ofSender(world, who, moves);
      }
    }
    ofProvider(world, moves);
    tick(world, moves);
    return moves.isEmpty();
  }

  /** What simply happens: time, crashes, lost connections, clocks. */
  List<Move> ofFate(World world) {
    List<Move> moves = new ArrayList<>();
    tick(world, moves);
    for (int who = 0; who < world.senders().size(); who++) {
      if (world.sender(who).at() != At.DOWN) {
        moves.add(new Move("dies", who, world.died(who), new Call(Asked.DIED, who, 0, true)));
      }
      if (world.sender(who).sight() > 0 && rules.has(Rare.MONOTONIC_CLOCK_JUMPS)) {
        moves.add(
            new Move(
                "has a monotonic clock that jumps",
                who,
                world.with(who, world.sender(who).settled())));
      }
      if (world.lock() == who) {
        moves.add(new Move("loses the alive-lock", who, world.withLock(Row.NOBODY)));
      }
    }
    if (rules.has(Rare.DATABASE_CLOCK_JUMPS)) {
      clockJumps(world, moves);
    }
    if (rules.has(Rare.LEDGER_RESTORED)) {
      restored(world, moves);
    }
    return moves;
  }

  // -- a process

  private void ofSender(World world, int who, List<Move> moves) {
    Sender sender = world.sender(who);
    switch (sender.at()) {
      case DOWN -> {
        if (world.lock() == Row.NOBODY) {
          moves.add(
              new Move(
                  "starts and takes the alive-lock",
                  who,
                  world.with(who, sender.to(At.STARTED)).withLock(who)));
        }
      }
      case STARTED -> moves.add(asksAccount(world, who));
      case READY -> {
        takesUp(world, who, moves);
        beginsLook(world, who, moves);
      }
      case MAY_TRY_AGAIN -> triesAgain(world, who, moves);
      case TOOK_UP -> moves.add(checksAlive(world, who));
      case IS_ALIVE -> moves.add(asksGuard(world, who));
      case PASSED_THE_GUARD ->
          moves.add(
              new Move(
                  "sends the first byte",
                  who,
                  world
                      .with(who, sender.to(At.WAITS))
                      .with(
                          sender.attempt(),
                          new Parcel(Stage.UNDER_WAY, Rules.TIMEOUT + Rules.LAG))));
      case WAITS -> hears(world, who, moves);
      case HAS_OUTCOME -> moves.add(writes(world, who));
      case OUTCOME_IS_LATE -> moves.add(writesLate(world, who));
      case LOOKS -> concludes(world, who, moves);
    }
  }

  private Move asksAccount(World world, int who) {
    Sender ready = world.sender(who).ready();
    Optional<Row> swept =
        rules.has(Fence.SWEEP_BEFORE_CLAIM) ? world.row().sweep(who, rules) : Optional.empty();
    World next = swept.map(world::with).orElse(world).with(who, ready);
    List<Call> calls = new ArrayList<>();
    calls.add(new Call(Asked.SWEEP, who, 0, swept.isPresent()));
    Row row = next.row();
    int listed = world.listed();
    String what = "asks the account for orders of the run";
    if (!rules.has(Fence.WITNESS)
        || row.state() != OrderState.PLANNED
        || row.parked()
        || listed == 0) {
      return new Move(what, who, next, calls, null);
    }
    calls.add(new Call(Asked.SEE, who, 0, true));
    if (Integer.bitCount(listed) > 1) {
      calls.add(new Call(Asked.PARK, who, 0, true));
      next = next.with(row.park(row.state(), row.attempt()).orElseThrow());
      return new Move(what + ": it is there twice", who, next, calls, null);
    }
    int id = Integer.numberOfTrailingZeros(listed);
    calls.add(new Call(Asked.ADOPTED, who, id, true));
    next = next.with(row.adopted(row.state(), row.attempt(), row.end(), id, rules).orElseThrow());
    return new Move(what + " and adopts it", who, next, calls, null);
  }

  private void takesUp(World world, int who, List<Move> moves) {
    List<Call> calls = new ArrayList<>();
    World next = world;
    if (rules.has(Fence.SWEEP_BEFORE_CLAIM)) {
      Optional<Row> swept = world.row().sweep(who, rules);
      calls.add(new Call(Asked.SWEEP, who, 0, swept.isPresent()));
      if (swept.isPresent()) {
        moves.add(
            new Move(
                "makes uncertain what another was sending",
                who,
                world.with(swept.get()),
                calls,
                null));
        return;
      }
    }
    Optional<Row> claimed =
        next.row().attempt() < rules.mostAttempts() ? next.row().claim(who) : Optional.empty();
    if (claimed.isPresent()) {
      calls.add(new Call(Asked.CLAIM, who, 0, true));
      Sender sender = world.sender(who).tookUp(claimed.get().attempt());
      next = rules.has(Fence.WRITE_AHEAD) ? next.with(claimed.get()) : next;
      moves.add(new Move("takes the order up", who, next.with(who, sender), calls, null));
    }
  }

  private void triesAgain(World world, int who, List<Move> moves) {
    Sender sender = world.sender(who);
    moves.add(
        new Move("gives up and ends", who, world.died(who), new Call(Asked.DIED, who, 0, true)));
    if (world.row().attempt() >= rules.mostAttempts()) {
      return;
    }
    Optional<Row> claimed = world.row().claimAgain(who, sender.attempt());
    World next =
        claimed
            .map(row -> world.with(row).with(who, sender.tookUp(row.attempt())))
            .orElseGet(() -> world.with(who, sender.ready()));
    moves.add(
        new Move(
            claimed.isPresent() ? "takes the order up again" : "finds the order taken up",
            who,
            next,
            new Call(Asked.CLAIM_AGAIN, who, 0, claimed.isPresent())));
  }

  private Move checksAlive(World world, int who) {
    Sender sender = world.sender(who);
    if (world.lock() == who || !rules.has(Fence.ALIVE_CHECK)) {
      return new Move("still has the alive-lock", who, world.with(who, sender.to(At.IS_ALIVE)));
    }
    Optional<Row> back = world.row().backToPlanned(sender.attempt(), Row.NOBODY, rules);
    World next = back.map(world::with).orElse(world);
    return new Move(
        "has no alive-lock any more and ends",
        who,
        next.died(who),
        List.of(
            new Call(Asked.BACK_TO_PLANNED, who, 0, back.isPresent()),
            new Call(Asked.DIED, who, 0, true)),
        null);
  }

  private Move asksGuard(World world, int who) {
    Sender sender = world.sender(who);
    return sender.age() == 0 || !rules.has(Fence.FRESHNESS_GUARD)
        ? new Move("passes the guard", who, world.with(who, sender.passed()))
        : new Move("is held back", who, world.with(who, sender.knows(Outcome.HELD_BACK)));
  }

  private void hears(World world, int who, List<Move> moves) {
    Sender sender = world.sender(who);
    Parcel parcel = world.parcels().get(sender.attempt());
    if (parcel.isBought()) {
      moves.add(new Move("hears yes", who, world.with(who, sender.knows(Outcome.ACCEPTED))));
    }
    World unclear = world.with(who, sender.knows(Outcome.UNCLEAR));
    moves.add(
        new Move(
            "hears nothing",
            who,
            parcel.isOnItsWay()
                ? unclear.with(
                    sender.attempt(),
                    new Parcel(parcel.stage(), Math.min(parcel.left(), Rules.LAG)))
                : unclear));
    if (parcel.stage() == Stage.UNDER_WAY && rules.has(Rare.REFUSALS)) {
      World refused = world.with(sender.attempt(), Parcel.NONE);
      moves.add(
          new Move(
              "hears no, not now", who, refused.with(who, sender.knows(Outcome.REFUSED_FOR_NOW))));
      moves.add(
          new Move("hears no", who, refused.with(who, sender.knows(Outcome.REFUSED_FOR_GOOD))));
    }
  }

  private Move writes(World world, int who) {
    Sender sender = world.sender(who);
    int attempt = sender.attempt();
    World before =
        rules.has(Fence.WRITE_AHEAD)
            ? world
            : world.row().claim(who).map(world::with).orElse(world);
    Row row = before.row();
    Asked asked =
        switch (sender.outcome()) {
          case ACCEPTED -> Asked.ACCEPTED;
          case UNCLEAR -> Asked.UNCERTAIN;
          case HELD_BACK -> Asked.BACK_TO_PLANNED;
          case REFUSED_FOR_NOW -> Asked.REFUSED_FOR_NOW;
          case REFUSED_FOR_GOOD -> Asked.REJECTED;
          case NONE -> throw new IllegalStateException("nothing to write");
        };
    Optional<Row> written =
        switch (sender.outcome()) {
          case ACCEPTED -> row.accepted(attempt, rules);
          case UNCLEAR -> row.uncertain(attempt, rules);
          case HELD_BACK -> row.backToPlanned(attempt, Row.NOBODY, rules);
          case REFUSED_FOR_NOW -> row.backToPlanned(attempt, who, rules);
          case REFUSED_FOR_GOOD -> row.rejected(attempt, rules);
          case NONE -> throw new IllegalStateException("nothing to write");
        };
    int id = sender.outcome() == Outcome.ACCEPTED ? attempt : 0;
    Call call = new Call(asked, who, id, written.isPresent());
    String what = "writes the outcome of attempt " + attempt;
    if (written.isEmpty()) {
      Sender late = rules.has(Fence.LATE_OUTCOME) ? sender.to(At.OUTCOME_IS_LATE) : sender.ready();
      World next = rules.has(Fence.LATE_OUTCOME) ? before : reported(before, id);
      return new Move(what + ", too late", who, next.with(who, late), call);
    }
    Sender done =
        sender.outcome() == Outcome.REFUSED_FOR_NOW ? sender.mayTryAgain() : sender.ready();
    World next = reported(before.with(written.get()).with(who, done), id);
    String fault =
        row.attempt() == attempt
            ? null
            : "the outcome of attempt %d was taken for that of attempt %d"
                .formatted(attempt, row.attempt());
    return new Move(what, who, next, List.of(call), fault);
  }

  private static World reported(World world, int id) {
    return id == 0 ? world : world.withReport(id);
  }

  private Move writesLate(World world, int who) {
    Sender sender = world.sender(who);
    int id = sender.outcome() == Outcome.ACCEPTED ? sender.attempt() : 0;
    Optional<Row> written = world.row().lateOutcome(id, rules);
    World next = written.map(world::with).orElse(world);
    return new Move(
        "keeps the late outcome",
        who,
        reported(next.with(who, next.sender(who).ready()), id),
        new Call(Asked.LATE_OUTCOME, who, id, true));
  }

  private void beginsLook(World world, int who, List<Move> moves) {
    Row row = world.row();
    if (row.state() != OrderState.UNCERTAIN || row.parked()) {
      return;
    }
    Sender sender = world.sender(who);
    int sight = sender.sight();
    if (sight == Sender.UNSEEN) {
      boolean later = row.endAssumed() && rules.has(Fence.ASSUMED_END_BY_MONOTONIC_CLOCK);
      sight = Rules.SETTLE_TIME + (later ? Rules.TIMEOUT : 0);
    }
    boolean settled =
        (sight == 0 || !rules.has(Fence.SETTLE_TIME_BY_MONOTONIC_CLOCK))
            && (row.settleLeft() == 0 || !rules.has(Fence.SETTLE_TIME_BY_DATABASE));
    if (!sender.looked() || settled) {
      Look look = new Look(row.attempt(), row.end(), settled, row.providerId(), world.listed());
      moves.add(
          new Move(
              settled ? "begins a look after the settle time" : "begins a look",
              who,
              world.with(who, sender.looks(sight, look)),
              new Call(Asked.SEE, who, 0, true)));
    }
  }

  /**
   * What was listed when a complete look began is seen; what came since may be. An incomplete one
   * may have seen anything.
   */
  private void concludes(World world, int who, List<Move> moves) {
    int atBegin = world.sender(who).look().seen();
    int now = atBegin | world.listed();
    for (int seen : new TreeSet<>(List.of(atBegin, now))) {
      moves.add(concludes(world, who, seen, true));
    }
    for (int seen : new TreeSet<>(List.of(0, now))) {
      moves.add(concludes(world, who, seen, false));
    }
  }

  private Move concludes(World world, int who, int seen, boolean complete) {
    Sender sender = world.sender(who);
    Look look = sender.look();
    int known = look.known() == 0 ? seen : seen | 1 << look.known();
    String what = complete ? "ends the look" : "ends the look, which does not add up";
    Row row = world.row();
    Optional<Row> moved = Optional.empty();
    @Nullable Asked asked = null;
    int id = 0;
    if (Integer.bitCount(known) > 1) {
      asked = Asked.PARK;
      moved = row.park(OrderState.UNCERTAIN, look.attempt());
      what += ": it is there twice";
    } else if (seen != 0) {
      asked = Asked.ADOPTED;
      id = Integer.numberOfTrailingZeros(seen);
      moved = row.adopted(OrderState.UNCERTAIN, look.attempt(), look.end(), id, rules);
      what += ": it is there";
    } else if (!complete && rules.has(Fence.COMPLETE_LOOK)) {
      asked = Asked.LOOK_FAILED;
      moved = row.lookFailed(look.attempt());
    } else if (look.settled()) {
      asked = known == 0 ? Asked.ABSENT : Asked.PARK;
      moved =
          known == 0
              ? row.absent(look.attempt(), look.end(), rules)
              : row.park(OrderState.UNCERTAIN, look.attempt());
      what += ": it is not there";
    }
    World next = world.with(who, sender.ready());
    next = moved.map(next::with).orElse(next);
    return asked == null
        ? new Move(what, who, next)
        : new Move(what, who, next, new Call(asked, who, id, moved.isPresent()));
  }

  // -- the provider

  private static void ofProvider(World world, List<Move> moves) {
    for (int attempt = 0; attempt < world.parcels().size(); attempt++) {
      Parcel parcel = world.parcels().get(attempt);
      if (parcel.stage() == Stage.UNDER_WAY) {
        moves.add(
            new Move(
                "the provider takes the order of attempt " + attempt,
                Row.NOBODY,
                world.with(attempt, new Parcel(Stage.TAKEN, parcel.left()))));
        moves.add(
            new Move(
                "the request of attempt " + attempt + " is lost",
                Row.NOBODY,
                world.with(attempt, Parcel.NONE)));
      } else if (parcel.stage() == Stage.TAKEN) {
        moves.add(
            new Move(
                "the provider lists the order of attempt " + attempt,
                Row.NOBODY,
                world.with(attempt, Parcel.LISTED)));
      }
    }
  }

  // -- time

  private void tick(World world, List<Move> moves) {
    for (Parcel parcel : world.parcels()) {
      if (parcel.isOnItsWay() && parcel.left() == 0 && rules.has(Assumption.LAG_IS_SHORT)) {
        return;
      }
    }
    for (Sender sender : world.senders()) {
      if (sender.at() == At.PASSED_THE_GUARD
          && sender.age() >= Rules.SUSPENSION
          && rules.has(Assumption.NO_LONG_SUSPENSION_BEFORE_THE_FIRST_BYTE)) {
        return;
      }
    }
    World next =
        new World(
            world.row().tick(),
            List.of(world.sender(0).tick(), world.sender(1).tick()),
            world.isAnythingOnItsWay()
                ? world.parcels().stream().map(Parcel::tick).toList()
                : world.parcels(),
            world.lock(),
            world.person(),
            world.personsSight() > 0 ? world.personsSight() - 1 : world.personsSight(),
            world.reported(),
            world.decided(),
            world.restored());
    if (!next.equals(world)) {
      moves.add(new Move("time passes", Row.NOBODY, next));
    }
  }

  private static void clockJumps(World world, List<Move> moves) {
    if (world.row().settleLeft() > 0) {
      moves.add(
          new Move(
              "the database's clock is set forward",
              Row.NOBODY,
              world.with(world.row().settled())));
    }
  }

  private void restored(World world, List<Move> moves) {
    boolean quiet =
        world.senders().stream().allMatch(sender -> sender.at() == At.DOWN)
            && world.parcels().stream().noneMatch(p -> p.stage() == Stage.UNDER_WAY);
    boolean old = !world.isAnythingOnItsWay() || !rules.has(Assumption.RESTORED_LEDGER_IS_OLD);
    if (quiet && old && !world.restored() && world.bought() == 1) {
      for (int attempt = 1; attempt < world.forgotten(); attempt++) {
        if (world.parcels().get(attempt).isBought()) {
          moves.add(
              new Move(
                  "the ledger is restored from before attempt 1",
                  Row.NOBODY,
                  world.restoredLedger(attempt)));
        }
      }
    }
  }

  // -- a person

  private void ofPerson(World world, List<Move> moves) {
    Row row = world.row();
    if (!rules.has(Rare.PERSON)) {
      return;
    }
    if (!world.person().equals(Look.NONE)) {
      personConcludes(world, moves);
    } else if (row.state() == OrderState.UNCERTAIN && row.parked()) {
      int there = world.listed() | (row.providerId() == 0 ? 0 : 1 << row.providerId());
      for (int id = 1; id < world.parcels().size(); id++) {
        if ((there & 1 << id) != 0) {
          moves.add(
              decided(
                  "a person adopts " + id,
                  world,
                  row.adopted(row.state(), row.attempt(), row.end(), id, rules).orElseThrow()));
        }
      }
      moves.add(decided("a person abandons it", world, row.abandoned()));
      wantsItSentAgain(world, moves);
    }
  }

  /** Whoever has an order sent again waits like everybody, by both clocks, and looks then. */
  private void wantsItSentAgain(World world, List<Move> moves) {
    Row row = world.row();
    int sight = world.personsSight();
    if (sight == Sender.UNSEEN) {
      boolean counts = rules.has(Fence.PERSONS_WAIT_BY_MONOTONIC_CLOCK);
      int wait = counts ? Rules.SETTLE_TIME + (row.endAssumed() ? Rules.TIMEOUT : 0) : 0;
      moves.add(new Move("a person wants it sent again", Row.NOBODY, world.withPersonsSight(wait)));
    } else if (sight == 0
        && (row.settleLeft() == 0 || !rules.has(Fence.PERSONS_WAIT_BY_DATABASE))) {
      Look look = new Look(row.attempt(), row.end(), true, row.providerId(), world.listed());
      moves.add(new Move("looks for the person", Row.NOBODY, world.withPerson(look)));
    }
  }

  private static Move decided(String what, World world, Row row) {
    return new Move(what, Row.NOBODY, world.with(row).withDecision());
  }

  private void personConcludes(World world, List<Move> moves) {
    Look look = world.person();
    World refused = world.withPerson(Look.NONE);
    moves.add(new Move("the person is told that it may be there", Row.NOBODY, refused));
    if (look.settled() && look.seen() == 0 && look.known() == 0) {
      world
          .row()
          .absent(look.attempt(), look.end(), rules)
          .ifPresent(
              row -> moves.add(decided("a person has it sent again", world, row.unparked())));
    }
  }
}
