package bulkorders.submission.model;

import bulkorders.ledger.OrderState;
import java.util.List;
import java.util.stream.IntStream;

/**
 * All there is: the ledger's row, two processes, the provider, and who holds the run's alive-lock.
 *
 * @param parcels what each attempt sent, by the number of the attempt from 1; the last place is for
 *     an order that the ledger was made to forget
 * @param lock the process that holds the alive-lock, or {@link Row#NOBODY}
 * @param person a look that a person who decides has begun, or none
 * @param personsSight ticks until the settle time is over by the clock of the process that a person
 *     waits with, or {@link Sender#UNSEEN} while nobody waits
 * @param reported the provider's ids that senders have told the ledger, a bit for each attempt
 * @param decided whether a person decided about the order
 * @param restored whether the ledger was restored from a backup
 */
record World(
    Row row,
    List<Sender> senders,
    List<Parcel> parcels,
    int lock,
    Sender.Look person,
    int personsSight,
    int reported,
    boolean decided,
    boolean restored) {

  /** The end of an attempt that is not the one that is known now. */
  static final int OTHER_END = 2;

  private static final int KNOWN_END = 1;

  /** How far a request got. */
  enum Stage {
    NONE,
    UNDER_WAY,
    TAKEN,
    LISTED
  }

  /**
   * The request of one attempt.
   *
   * @param left ticks until the provider lists it, if it takes it
   */
  record Parcel(Stage stage, int left) {
    static final Parcel NONE = new Parcel(Stage.NONE, 0);
    static final Parcel LISTED = new Parcel(Stage.LISTED, 0);

    boolean isOnItsWay() {
      return stage == Stage.UNDER_WAY || stage == Stage.TAKEN;
    }

    boolean isBought() {
      return stage == Stage.TAKEN || stage == Stage.LISTED;
    }

    Parcel tick() {
      return isOnItsWay() ? new Parcel(stage, Math.max(0, left - 1)) : this;
    }
  }

  static World beginning(Rules rules) {
    return new World(
        Row.PLANNED,
        List.of(Sender.DOWN, Sender.DOWN),
        IntStream.rangeClosed(0, rules.mostAttempts() + 1).mapToObj(i -> Parcel.NONE).toList(),
        Row.NOBODY,
        Sender.Look.NONE,
        Sender.UNSEEN,
        0,
        false,
        false);
  }

  Sender sender(int who) {
    return senders.get(who);
  }

  World with(int who, Sender next) {
    List<Sender> all = who == 0 ? List.of(next, senders.get(1)) : List.of(senders.get(0), next);
    return new World(row, all, parcels, lock, person, personsSight, reported, decided, restored);
  }

  /** Looks and sights go by the end of the attempt, so they notice when it changes. */
  World with(Row next) {
    boolean ended = next.end() == Row.NEW_END;
    boolean otherEnd = ended || next.end() != row.end();
    Row kept = ended ? withEnd(next, KNOWN_END) : next;
    boolean inSight = kept.state() == OrderState.UNCERTAIN && !kept.parked() && !otherEnd;
    Sender.Look personsLook = otherEnd ? outdated(person) : person;
    return new World(
        kept,
        List.of(
            seeing(senders.get(0), inSight, otherEnd), seeing(senders.get(1), inSight, otherEnd)),
        parcels,
        lock,
        personsLook,
        next.parked() && !otherEnd ? personsSight : Sender.UNSEEN,
        reported,
        decided,
        restored);
  }

  private static Sender seeing(Sender sender, boolean inSight, boolean otherEnd) {
    Sender seeing = inSight ? sender : sender.withoutSight();
    return otherEnd ? seeing.withLook(outdated(seeing.look())) : seeing;
  }

  private static Sender.Look outdated(Sender.Look look) {
    return look.equals(Sender.Look.NONE) ? look : look.outdated();
  }

  private static Row withEnd(Row row, int end) {
    return new Row(
        row.state(),
        row.attempt(),
        row.owner(),
        end,
        row.endAssumed(),
        row.requestLeft(),
        row.settleLeft(),
        row.failedLooks(),
        row.parked(),
        row.providerId());
  }

  World with(int attempt, Parcel parcel) {
    Parcel[] all = parcels.toArray(Parcel[]::new);
    all[attempt] = parcel;
    return new World(
        row, senders, List.of(all), lock, person, personsSight, reported, decided, restored);
  }

  World withLock(int who) {
    return new World(row, senders, parcels, who, person, personsSight, reported, decided, restored);
  }

  World withPerson(Sender.Look look) {
    return new World(row, senders, parcels, lock, look, Sender.UNSEEN, reported, decided, restored);
  }

  /** A person waits with a process of his own. */
  World withPersonsSight(int sight) {
    return new World(row, senders, parcels, lock, person, sight, reported, decided, restored);
  }

  World withDecision() {
    return new World(
        row, senders, parcels, lock, Sender.Look.NONE, Sender.UNSEEN, reported, true, restored);
  }

  World withReport(int attempt) {
    return new World(
        row,
        senders,
        parcels,
        lock,
        person,
        personsSight,
        reported | 1 << attempt,
        decided,
        restored);
  }

  /** The place of the order that the ledger was made to forget. */
  int forgotten() {
    return parcels.size() - 1;
  }

  /** The ledger is as it was before the first attempt; the provider keeps what it has. */
  World restoredLedger(int bought) {
    List<Parcel> all =
        IntStream.range(0, parcels.size())
            .mapToObj(i -> i == forgotten() ? parcels.get(bought) : Parcel.NONE)
            .toList();
    return new World(
        Row.PLANNED, senders, all, Row.NOBODY, Sender.Look.NONE, Sender.UNSEEN, 0, false, true);
  }

  /** A process is gone, and with it its connection. */
  World died(int who) {
    World gone = with(who, Sender.DOWN);
    Row owned = row.owner() == who ? row.withOwner(Row.DEAD) : row;
    return new World(
        owned,
        gone.senders,
        parcels,
        lock == who ? Row.NOBODY : lock,
        person,
        personsSight,
        reported,
        decided,
        restored);
  }

  /** The same for worlds that differ only in which of the two processes is called A. */
  Key key() {
    Key key = key(0);
    Key swapped = key(1);
    return key.compareTo(swapped) <= 0 ? key : swapped;
  }

  private Key key(int first) {
    var bits = new Key.Bits();
    row.addTo(bits, first);
    senders.get(first).addTo(bits);
    senders.get(1 - first).addTo(bits);
    for (Parcel parcel : parcels) {
      bits.add(parcel.stage().ordinal(), 4).add(parcel.left(), 3);
    }
    bits.add(lock == Row.NOBODY ? 2 : lock ^ first, 3);
    person.addTo(bits);
    bits.add(personsSight + 1, Rules.SETTLE_TIME + Rules.TIMEOUT + 2);
    bits.add(reported, 16).add(decided ? 1 : 0, 2).add(restored ? 1 : 0, 2);
    return bits.key();
  }

  /** The orders that the provider lists now, a bit for each attempt. */
  int listed() {
    int listed = 0;
    for (int i = 0; i < parcels.size(); i++) {
      if (parcels.get(i).stage() == Stage.LISTED) {
        listed |= 1 << i;
      }
    }
    return listed;
  }

  int bought() {
    int bought = 0;
    for (Parcel parcel : parcels) {
      bought += parcel.isBought() ? 1 : 0;
    }
    return bought;
  }

  boolean isAnythingOnItsWay() {
    for (Parcel parcel : parcels) {
      if (parcel.isOnItsWay()) {
        return true;
      }
    }
    return false;
  }
}
