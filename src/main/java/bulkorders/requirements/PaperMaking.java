package bulkorders.requirements;

import bulkorders.ledger.FillingPapers;
import bulkorders.ledger.FillingPapers.Comment;
import bulkorders.ledger.FillingPapers.Kind;
import bulkorders.ledger.FillingPapers.Paper;
import bulkorders.ledger.FillingPapers.State;
import bulkorders.provider.Papers;
import bulkorders.provider.Papers.Making;
import bulkorders.run.RunControl;
import bulkorders.run.RunStoppedException;
import bulkorders.run.StoppableSleeper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Has the provider make documents, addresses and comments, each once. What may be there already,
 * since an answer was lost or a process died, is looked for; it is made again only when it is still
 * not there after the settle time.
 */
final class PaperMaking {

  /** An upload that nothing refers to is gone after 30 minutes. */
  private static final Duration KEPT_UNLINKED = Duration.ofMinutes(20);

  private static final int MOST_ATTEMPTS = 3;

  private final FillingPapers ledger;
  private final Papers provider;
  private final RunControl control;
  private final Duration settleTime;

  /**
   * @param settleTime how long what was asked for may still appear
   */
  PaperMaking(FillingPapers ledger, Papers provider, RunControl control, Duration settleTime) {
    this.ledger = ledger;
    this.provider = provider;
    this.control = control;
    this.settleTime = settleTime;
  }

  /**
   * What a paper came to.
   *
   * @param id the provider's id, null when there is none
   * @param refusal why there is none, null when there is one
   */
  record Outcome(@Nullable String id, @Nullable String refusal) {}

  /** The provider's id of a paper, which is made unless it is there. */
  Outcome obtain(int filling, String account, String reference) {
    int attempts = 0;
    while (true) {
      Paper paper = ledger.get(filling, account, reference);
      switch (paper.state()) {
        case REFUSED -> {
          return new Outcome(null, paper.reason());
        }
        case MADE -> {
          if (isThere(paper)) {
            return new Outcome(paper.providerId(), null);
          }
          make(paper, attempts++);
        }
        case PLANNED, MAKING -> {
          Optional<String> found = find(paper);
          if (found.isEmpty() && paper.state() == State.MAKING) {
            settle(paper.sinceSent());
            found = find(paper);
          }
          if (found.isPresent()) {
            ledger.made(paper, found.get());
          } else {
            make(paper, attempts++);
          }
        }
      }
    }
  }

  /** One that nothing refers to yet may be gone by now. */
  private boolean isThere(Paper paper) {
    Duration made = paper.sinceMade();
    return paper.linked()
        || (made != null && made.compareTo(KEPT_UNLINKED) < 0)
        || find(paper).filter(id -> id.equals(paper.providerId())).isPresent();
  }

  private Optional<String> find(Paper paper) {
    return switch (paper.kind()) {
      case DOCUMENT -> provider.findDocument(paper.reference());
      case ADDRESS -> provider.findAddress(paper.reference());
    };
  }

  private void make(Paper paper, int attempts) {
    requireFurtherAttempt(attempts, paper.kind() == Kind.DOCUMENT ? "document" : "address");
    String source = Objects.requireNonNull(paper.source());
    if (paper.kind() == Kind.DOCUMENT && !isUnchanged(paper, Path.of(source))) {
      ledger.refused(paper, "names a document that was changed or removed meanwhile");
      return;
    }
    control.requireGoingOn();
    control.requireAlive();
    ledger.making(paper);
    Making making =
        switch (paper.kind()) {
          case DOCUMENT -> {
            Path file = Path.of(source);
            yield provider.upload(file, nameOf(file, paper.reference()), paper.reference());
          }
          case ADDRESS ->
              provider.makeAddress(AddressFields.ofCanonical(source).fields(), paper.reference());
        };
    if (making instanceof Making.Made made) {
      ledger.made(paper, made.id());
    } else if (making instanceof Making.Refused refused) {
      ledger.refused(paper, refused.reason());
    }
  }

  private static boolean isUnchanged(Paper paper, Path file) {
    try {
      return ValueCheck.referenceOf(Files.readAllBytes(file)).equals(paper.reference());
    } catch (IOException e) {
      return false;
    }
  }

  /** What people call their files may say more than it should; the ending tells the kind. */
  private static String nameOf(Path file, String reference) {
    String name = String.valueOf(file.getFileName());
    int dot = name.lastIndexOf('.');
    String ending = dot < 0 ? "" : name.substring(dot);
    return reference + (ending.matches("\\.[A-Za-z0-9]{1,8}") ? ending : "");
  }

  /** Makes a comment, unless it is there. */
  Optional<String> comment(Comment comment) {
    boolean isSettled = comment.state() == State.PLANNED;
    Duration sinceSent = comment.sinceSent();
    for (int attempts = 0; ; attempts++) {
      boolean isThere = isThere(comment);
      if (!isThere && !isSettled) {
        settle(sinceSent);
        isThere = isThere(comment);
      }
      if (isThere) {
        ledger.comment(comment, State.MADE);
        return Optional.empty();
      }
      requireFurtherAttempt(attempts, "comment");
      control.requireGoingOn();
      control.requireAlive();
      ledger.comment(comment, State.MAKING);
      Making making = provider.comment(comment.subNumberOrderId(), comment.body());
      if (making instanceof Making.Made) {
        ledger.comment(comment, State.MADE);
        return Optional.empty();
      }
      if (making instanceof Making.Refused refused) {
        ledger.comment(comment, State.REFUSED);
        return Optional.of(refused.reason());
      }
      isSettled = false;
      sinceSent = Duration.ZERO;
    }
  }

  private boolean isThere(Comment comment) {
    return provider.comments(comment.subNumberOrderId()).stream()
        .anyMatch(said -> !said.byProvider() && said.body().strip().equals(comment.body()));
  }

  private void settle(@Nullable Duration sinceSent) {
    Duration left = settleTime.minus(sinceSent == null ? Duration.ZERO : sinceSent);
    if (left.compareTo(Duration.ZERO) > 0) {
      new StoppableSleeper(control).pause(left);
    }
    control.requireGoingOn();
  }

  private static void requireFurtherAttempt(int attempts, String what) {
    if (attempts >= MOST_ATTEMPTS) {
      throw new RunStoppedException(
          "the provider gave no clear answer about a %s in %d attempts; look at the provider's portal, then run the same command again"
              .formatted(what, attempts));
    }
  }
}
