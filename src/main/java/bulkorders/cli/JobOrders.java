package bulkorders.cli;

import static java.util.Objects.requireNonNull;

import bulkorders.database.AliveLock;
import bulkorders.job.JobTurns;
import bulkorders.schedule.Inbox;
import bulkorders.schedule.Inbox.Arrival;
import bulkorders.schedule.Inbox.Arrivals;
import bulkorders.schedule.Inbox.Fate;
import bulkorders.schedule.JobFile;
import bulkorders.schedule.JobInput;
import bulkorders.schedule.JobInput.IfMissing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Orders what a declared job finds. One process at a time, on whatever machine, works on a job; a
 * file that was ordered when its process died is found to be ordered, and moved by the next one.
 */
final class JobOrders {

  private final Terminal terminal;
  private final JobFile job;
  private final OrderCommand order;

  JobOrders(Terminal terminal, JobFile job, OrderCommand order) {
    this.terminal = terminal;
    this.job = job;
    this.order = order;
  }

  /** Answers how the worst of its files ended; that there was none is a success by default. */
  ExitCode run() throws InterruptedException {
    Confirmation confirmation = order.confirmation();
    if (job.input() instanceof JobInput.Delivered delivered) {
      return run(delivered, confirmation);
    }
    if (job.input() instanceof JobInput.Standing standing) {
      return run(standing, confirmation);
    }
    throw new IllegalStateException("job " + job.name() + " has no input");
  }

  private ExitCode run(JobInput.Standing standing, Confirmation confirmation) {
    if (!Files.isRegularFile(standing.file())) {
      return nothing(standing.ifMissing(), "there is no " + standing.file());
    }
    order.setFiles(List.of(standing.file().toString()));
    try (Session session = order.open();
        AliveLock turn = session.get(JobTurns.class).take(job.name())) {
      List<ExitCode> codes = new ArrayList<>();
      order.order(session, confirmation, (file, outcome) -> codes.add(codeOf(outcome)));
      return ExitCode.worstOf(codes);
    }
  }

  /** Before there is a file there is no need of a database. */
  private ExitCode run(JobInput.Delivered delivered, Confirmation confirmation)
      throws InterruptedException {
    Inbox inbox = delivered.inbox();
    if (arrivals(inbox).complete().isEmpty()) {
      return nothing(
          delivered.ifMissing(), "no complete %s in %s".formatted(inbox.pattern(), inbox.folder()));
    }
    try (Session session = order.open();
        AliveLock turn = session.get(JobTurns.class).take(job.name())) {
      // Another process may have had the turn meanwhile, and moved them.
      Arrivals arrivals = inbox.arrivals();
      Map<String, Arrival> files = new LinkedHashMap<>();
      arrivals.complete().forEach(arrival -> files.put(arrival.file().toString(), arrival));
      List<ExitCode> codes = new ArrayList<>();
      order.setFiles(List.copyOf(files.keySet()));
      order.order(
          session,
          confirmation,
          (file, outcome) -> codes.add(settle(inbox, requireNonNull(files.get(file)), outcome)));
      return ExitCode.worstOf(codes);
    }
  }

  private Arrivals arrivals(Inbox inbox) throws InterruptedException {
    Arrivals arrivals = inbox.arrivals();
    arrivals
        .growing()
        .forEach(file -> say("%s is still growing; left for the next time".formatted(file)));
    return arrivals;
  }

  private ExitCode nothing(IfMissing ifMissing, String what) {
    switch (ifMissing) {
      case OK -> say(what + "; nothing to order");
      case WARN -> say("warning: " + what + "; nothing to order");
      case FAIL -> throw new RefusedException("job %s: %s".formatted(job.name(), what));
    }
    return ExitCode.ALL_ORDERED;
  }

  private void say(String what) {
    terminal.err().printf("bulk-orders: job %s: %s%n", job.name(), what);
  }

  private ExitCode settle(Inbox inbox, Arrival arrival, RunOutcome outcome) {
    Path file = arrival.file();
    ExitCode code = wasOrderedByUs(inbox, file, outcome) ? ExitCode.ALL_ORDERED : codeOf(outcome);
    if (order.isRehearsal()) {
      return code;
    }
    if (!arrival.isUnchanged()) {
      say(
          "%s was replaced while it was ordered; what it is now is left for the next time"
              .formatted(file));
      return code;
    }
    switch (code) {
      case ALL_ORDERED, SHORTFALL, NOT_FINAL -> move(inbox, file, Fate.DONE, outcome);
      case REFUSED, ALREADY_ORDERED -> move(inbox, file, Fate.FAILED, outcome);
      case FAILED, STOPPED -> say("%s stays; the next time goes on with it".formatted(file));
    }
    return code;
  }

  /** A file with a header alone is a quiet night. */
  private static ExitCode codeOf(RunOutcome outcome) {
    return outcome.isWithoutRows() ? ExitCode.ALL_ORDERED : outcome.code();
  }

  /** By this job, which died before the file was moved; what was delivered twice is not that. */
  private boolean wasOrderedByUs(Inbox inbox, Path file, RunOutcome outcome) {
    return outcome.code() == ExitCode.ALREADY_ORDERED
        && outcome.figures() != null
        && outcome.figures().run().finishedAt() != null
        && outcome.figures().run().actor().equals(job.actor())
        && outcome.figures().run().inputName().equals(file.getFileName().toString())
        && !inbox.hasDone(file);
  }

  private void move(Inbox inbox, Path file, Fate fate, RunOutcome outcome) {
    try {
      Path target = inbox.move(file, fate, outcome.summary().toJson());
      say("%s is now %s".formatted(file.getFileName(), target));
    } catch (IOException e) {
      say(
          "warning: %s cannot be moved (%s); it is not ordered again, and moved the next time"
              .formatted(file, e));
    }
  }
}
