package bulkorders.requirements;

import bulkorders.intake.Sheet;
import bulkorders.ledger.AskedRequirement;
import bulkorders.ledger.Filling;
import bulkorders.ledger.FillingPapers;
import bulkorders.ledger.Fillings;
import bulkorders.ledger.Fillings.Part;
import bulkorders.ledger.WaitingNumbers;
import bulkorders.ledger.WaitingNumbers.WaitingOrder;
import bulkorders.provider.AccountProviders;
import bulkorders.provider.Papers;
import bulkorders.run.RunControl;
import bulkorders.submission.SubmissionProperties;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Fills in what was fed back. What was done is in the ledger after each request, so that any of it
 * may end at any moment and be called again.
 */
@Component
public class Filler {

  private final Fillings fillings;
  private final FillingPapers ledger;
  private final WaitingNumbers waiting;
  private final AskedReading asking;
  private final ValueCheck values;
  private final SubmissionProperties submission;

  Filler(
      Fillings fillings,
      FillingPapers ledger,
      WaitingNumbers waiting,
      AskedReading asking,
      ValueCheck values,
      SubmissionProperties submission) {
    this.fillings = fillings;
    this.ledger = ledger;
    this.waiting = waiting;
    this.asking = asking;
    this.values = values;
    this.submission = submission;
  }

  /**
   * Opens a file that was filled in.
   *
   * @throws bulkorders.intake.UnreadableInputException when it cannot be read
   */
  public static Sheet open(Path file) {
    return Sheet.open(file, Columns.REQUIRED, Columns.OPTIONAL);
  }

  /** Asks what the numbers that wait are asked for now; one request for each number order. */
  public void ask(
      Filling filling, Set<String> accounts, AccountProviders providers, RunControl control) {
    List<@Nullable String> named = fillings.accounts(filling.id());
    for (String account : accounts) {
      if (!named.contains(null) && !named.contains(account)) {
        continue;
      }
      List<WaitingOrder> orders = waiting.orders(account, true);
      if (orders.isEmpty()) {
        continue;
      }
      Papers papers = providers.of(account).heeding(control).papers().orElse(null);
      if (papers == null) {
        continue;
      }
      for (WaitingOrder order : orders) {
        control.requireGoingOn();
        control.requireAlive();
        if (!fillings.hasAsked(filling.id(), order)) {
          List<AskedRequirement> asked = new ArrayList<>();
          Optional<String> fault =
              asking.read(account, order, papers, (requirement, known) -> asked.add(requirement));
          fillings.asked(filling.id(), account, order, asked, fault.orElse(null));
        }
      }
    }
  }

  /** Nothing was asked where there are none. */
  private static Papers papersOf(String account, AccountProviders providers, RunControl control) {
    return providers.of(account).heeding(control).papers().orElseThrow();
  }

  /** Finds out which row each requirement is filled from, and what is wrong with the rows. */
  public void match(Filling filling) {
    if (filling.matchedAt() == null) {
      fillings.match(filling.id());
      values.check(filling);
      fillings.matched(filling);
    }
  }

  /** Gives the provider all values, and says what is to be said. */
  public void give(Filling filling, AccountProviders providers, RunControl control) {
    int id = filling.id();
    for (Part part : fillings.openParts(id)) {
      Papers papers = papersOf(part.account(), providers, control);
      new Giving(id, fillings, ledger, papers, making(papers, control), control).give(part);
    }
    for (FillingPapers.Comment comment : ledger.openComments(id)) {
      Papers papers = papersOf(comment.account(), providers, control);
      making(papers, control)
          .comment(comment)
          .ifPresent(refusal -> fillings.reject(id, comment.row(), Columns.COMMENT, refusal));
    }
  }

  private PaperMaking making(Papers papers, RunControl control) {
    return new PaperMaking(ledger, papers, control, submission.settleTime());
  }
}
