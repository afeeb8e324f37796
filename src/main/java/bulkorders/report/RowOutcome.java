package bulkorders.report;

import bulkorders.ledger.Reject;
import bulkorders.ledger.Reject.Fault;
import bulkorders.ledger.Results.GroupPart;
import bulkorders.ledger.Results.GroupRow;
import bulkorders.ledger.Results.RejectedRow;
import bulkorders.ledger.Results.Repeat;
import bulkorders.ledger.Results.Row;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where a row of the input ended, counted in numbers: {@code requested = ordered + shortfall +
 * cancelled + rejected + repeated + pending}.
 *
 * @param requested what it asks for, 0 where that cannot be read
 * @param inService part of ordered that can be used
 * @param lost part of cancelled that nobody here asked for, and that will not come back: with the
 *     shortfall it is what is to be ordered again
 * @param shortfallReason why numbers could not be had, empty when none is missing
 * @param repeated what it asks for and was ordered before, all or nothing
 * @param rejectReason what is wrong with it, empty when nothing of it was rejected
 * @param repeatReason what ordered it before, empty when it is no repeat
 * @param cancelReason why the provider cancelled numbers of it, empty when it did not or somebody
 *     here asked for it
 * @param pendingReason what it waits for, empty when nothing of it is open
 */
record RowOutcome(
    Word word,
    long requested,
    long ordered,
    long inService,
    long shortfall,
    long cancelled,
    long lost,
    long rejected,
    long repeated,
    long pending,
    String shortfallReason,
    String rejectReason,
    String repeatReason,
    String cancelReason,
    String pendingReason) {

  private static final String NO_REASON = "the provider gave no reason";
  private static final String BETWEEN = "; ";

  /** The outcome in one word, as results.csv has it. */
  enum Word {
    /** All its numbers were obtained. */
    ORDERED,
    /** Some of its numbers were obtained, and the others will not come. */
    PARTLY_ORDERED,
    /** None of its numbers could be had. */
    SHORTFALL,
    /** All its numbers were cancelled. */
    CANCELLED,
    /** It was refused, by the checks of its file or by the provider. */
    REJECTED,
    /** It was ordered before, and is left out. */
    REPEATED,
    /** Numbers are still to come. */
    PENDING,
    /** Everything that is open of it waits for papers, a review or a registration. */
    WAITING;

    String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Judges a row.
   *
   * @param notPlanned why a row that stands in no order does not
   */
  static RowOutcome of(Row row, String notPlanned) {
    if (row instanceof RejectedRow rejected) {
      return rejected(rejected.reject());
    }
    return of((GroupRow) row, notPlanned);
  }

  /** A row that the ledger does not have. */
  static RowOutcome notTakenIn(String reason) {
    return new RowOutcome(Word.PENDING, 0, 0, 0, 0, 0, 0, 0, 0, 0, "", "", "", "", reason);
  }

  /** Every reason there is, the most final first. */
  String reason() {
    var reasons = new ArrayList<String>(1);
    for (String reason :
        List.of(rejectReason, shortfallReason, repeatReason, cancelReason, pendingReason)) {
      if (!reason.isEmpty()) {
        reasons.add(reason);
      }
    }
    return String.join(BETWEEN, reasons);
  }

  /** How many numbers of it somebody has to order again, or leave. */
  long toOrderAgain() {
    return shortfall + lost;
  }

  /** Why, empty when there are none. */
  String reasonToOrderAgain() {
    return Stream.of(shortfallReason, lost > 0 ? cancelReason : "")
        .filter(reason -> !reason.isEmpty())
        .collect(Collectors.joining(BETWEEN));
  }

  private static RowOutcome rejected(Reject reject) {
    return new RowOutcome(
        Word.REJECTED,
        reject.count(),
        0,
        0,
        0,
        0,
        0,
        reject.count(),
        0,
        0,
        "",
        faults(reject),
        "",
        "",
        "");
  }

  /** All faults of a row. */
  static String faults(Reject reject) {
    var texts = new ArrayList<String>();
    for (Fault fault : reject.faults()) {
      var text = new StringBuilder();
      if (fault.column() != null) {
        text.append(fault.column());
        text.append(fault.value() == null ? " " : " '" + fault.value() + "': ");
      }
      texts.add(text + fault.reason());
    }
    return String.join(BETWEEN, texts);
  }

  private static RowOutcome of(GroupRow row, String notPlanned) {
    Repeat repeat = row.repeat();
    if (repeat != null && row.parts().isEmpty()) {
      return repeated(row.group().requested(), repeat);
    }
    var sum = new Sum();
    row.parts().forEach(sum::add);
    long requested = row.group().requested();
    long unplanned =
        requested - sum.ordered - sum.shortfall - sum.cancelled - sum.rejected - sum.pending;
    if (unplanned > 0) {
      sum.pending += unplanned;
      sum.moving = true;
      sum.pendingReasons.add(notPlanned);
    }
    return new RowOutcome(
        sum.word(requested),
        requested,
        sum.ordered,
        sum.inService,
        sum.shortfall,
        sum.cancelled,
        sum.lost,
        sum.rejected,
        0,
        sum.pending,
        String.join(BETWEEN, sum.shortfallReasons),
        String.join(BETWEEN, sum.rejectReasons),
        "",
        String.join(BETWEEN, sum.cancelReasons),
        String.join(BETWEEN, sum.pendingReasons));
  }

  private static RowOutcome repeated(long requested, Repeat repeat) {
    return new RowOutcome(
        Word.REPEATED,
        requested,
        0,
        0,
        0,
        0,
        0,
        0,
        requested,
        0,
        "",
        "",
        "ordered before by run %d, line %d".formatted(repeat.run(), repeat.line()),
        "",
        "");
  }

  private static final class Sum {
    private long ordered;
    private long inService;
    private long shortfall;
    private long cancelled;
    private long lost;
    private long rejected;
    private long pending;
    private boolean waiting;
    private boolean moving;
    private final Set<String> shortfallReasons = new LinkedHashSet<>(1);
    private final Set<String> rejectReasons = new LinkedHashSet<>(1);
    private final Set<String> cancelReasons = new LinkedHashSet<>(1);
    private final Set<String> pendingReasons = new LinkedHashSet<>(1);

    void add(GroupPart part) {
      if (part.rejected()) {
        rejected += part.requested();
        rejectReasons.add(firstOf(part.errorReason(), part.orderReason(), NO_REASON));
        return;
      }
      ordered += part.ordered();
      inService += part.inService();
      cancelled += part.cancelled();
      Instant missed = part.missed();
      if (part.lost() > 0) {
        cancelReasons.add(
            missed == null
                ? "cancelled by the provider, though nobody here asked for it"
                : "cancelled by the provider: papers were not in by "
                    + missed.truncatedTo(ChronoUnit.SECONDS));
        lost += part.state().isFinal() ? part.lost() : 0;
      }
      int missing = part.requested() - part.ordered() - part.cancelled();
      if (!part.state().isFinal()) {
        pending += missing;
        boolean held = part.waiting() && part.inService() < part.requested();
        waiting |= held;
        moving |= missing > 0 && !held;
        if (held || missing > 0) {
          pendingReasons.add(whyPending(part));
        }
      } else if (missing > 0) {
        shortfall += missing;
        shortfallReasons.add(whyMissing(part));
      }
    }

    Word word(long requested) {
      if (waiting && !moving) {
        return Word.WAITING;
      }
      if (pending > 0) {
        return Word.PENDING;
      }
      if (ordered == requested) {
        return Word.ORDERED;
      }
      if (ordered > 0) {
        return Word.PARTLY_ORDERED;
      }
      if (shortfall > 0) {
        return Word.SHORTFALL;
      }
      return rejected > 0 ? Word.REJECTED : Word.CANCELLED;
    }
  }

  private static String whyMissing(GroupPart part) {
    return switch (part.state()) {
      case ABANDONED ->
          firstOf(
              part.errorReason(),
              part.orderReason(),
              "order " + part.reference() + " was given up by a person");
      default -> firstOf(part.errorReason(), part.orderReason(), NO_REASON);
    };
  }

  private static String whyPending(GroupPart part) {
    if (part.parkedReason() != null) {
      return "waits for a decision on order " + part.reference() + ": " + part.parkedReason();
    }
    if (part.waiting()) {
      return "waits for papers, a review or a registration";
    }
    return switch (part.state()) {
      case PLANNED -> "order " + part.reference() + " is not placed yet" + because(part);
      case SUBMITTING -> "order " + part.reference() + " is being placed";
      case UNCERTAIN ->
          "it is not known yet whether the provider took order " + part.reference() + because(part);
      default -> "the provider is working on order " + part.reference() + because(part);
    };
  }

  private static String because(GroupPart part) {
    return part.orderReason() == null ? "" : ": " + part.orderReason();
  }

  private static String firstOf(@Nullable String first, @Nullable String second, String last) {
    if (first != null && !first.isBlank()) {
      return first;
    }
    return second != null && !second.isBlank() ? second : last;
  }
}
