package bulkorders.submission.model;

import bulkorders.ledger.OrderState;
import bulkorders.submission.model.Sender.At;
import bulkorders.submission.model.World.Stage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What must hold in every world. */
enum Property {
  /** Nothing is sent that the ledger does not know of. */
  I1_WRITE_AHEAD {
    @Override
    @Nullable String fault(World world, List<Move> moves, Rules rules) {
      for (int attempt = 1; attempt < world.forgotten(); attempt++) {
        if (world.parcels().get(attempt).stage() != Stage.NONE && world.row().attempt() < attempt) {
          return "attempt %d was sent, and the ledger does not know of it".formatted(attempt);
        }
      }
      return null;
    }
  },

  /** Only the sender of an attempt writes its outcome; told by the moves. */
  I2_ONE_SENDER {
    @Override
    @Nullable String fault(World world, List<Move> moves, Rules rules) {
      for (Move move : moves) {
        if (move.fault() != null) {
          return move.fault();
        }
      }
      return null;
    }
  },

  /** A provider's id that a sender told is the order's, or somebody still sees to it. */
  I2_NO_OUTCOME_LOST {
    @Override
    @Nullable String fault(World world, List<Move> moves, Rules rules) {
      Row row = world.row();
      boolean seenTo = row.state() == OrderState.UNCERTAIN || row.parked() || world.decided();
      int own = row.providerId() == 0 ? 0 : 1 << row.providerId();
      return seenTo || (world.reported() & ~own) == 0
          ? null
          : "the provider accepted the order under an id that nobody sees to";
    }
  },

  /** One reference, one order. */
  I3_NEVER_TWICE {
    @Override
    @Nullable String fault(World world, List<Move> moves, Rules rules) {
      return world.bought() > 1 ? "the order was bought twice" : null;
    }
  },

  /** As long as a process works on the run, the order is placed, refused or with a person. */
  NO_ORDER_STUCK {
    @Override
    @Nullable String fault(World world, List<Move> moves, Rules rules) {
      Row row = world.row();
      boolean open =
          !row.parked()
              && (row.state() == OrderState.SUBMITTING
                  || row.state() == OrderState.UNCERTAIN
                  || (row.state() == OrderState.PLANNED && row.attempt() < rules.mostAttempts()));
      int who = world.lock();
      return open
              && who != Row.NOBODY
              && world.sender(who).at() == At.READY
              && world.sender(1 - who).at() == At.DOWN
              && new Moves(rules).isStill(world)
          ? "nobody will ever see to the order"
          : null;
    }
  };

  /**
   * What is wrong with a world, null when nothing is.
   *
   * @param moves what can happen in it
   */
  abstract @Nullable String fault(World world, List<Move> moves, Rules rules);
}
