package bulkorders.endtoend.points;

import java.io.OutputStream;
import java.time.Clock;
import net.bytebuddy.asm.Advice;

/** What is woven into the program, for each {@link Point.Place}. */
final class Advices {

  private Advices() {}

  static Class<?> of(Point.Place place) {
    return switch (place) {
      case ENTRY -> Entry.class;
      case AFTER_COMMIT -> AfterCommit.class;
      case HALF_OF_THE_BYTES -> HalfOfTheBytes.class;
    };
  }

  static final class Entry {
    private Entry() {}

    @Advice.OnMethodEnter
    static void pass(@PointName String point) {
      Passes.pass(point);
    }
  }

  static final class AfterCommit {
    private AfterCommit() {}

    @Advice.OnMethodExit
    static void pass(@PointName String point) {
      Passes.passAfterCommit(point);
    }
  }

  static final class HalfOfTheBytes {
    private HalfOfTheBytes() {}

    @Advice.OnMethodEnter
    static void halve(
        @PointName String point, @Advice.Argument(value = 0, readOnly = false) OutputStream out) {
      out = Passes.halving(point, out);
    }
  }

  static final class Moved {
    private Moved() {}

    @Advice.OnMethodExit
    static void move(@Advice.Return(readOnly = false) Clock clock) {
      clock = MovedClock.of(clock);
    }
  }
}
