package bulkorders.cli;

import bulkorders.job.Progress;
import bulkorders.job.Progress.Snapshot;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/**
 * Shows on standard error how far a run is: a bar for a person, a line every few seconds for a log.
 */
final class ProgressDisplay implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ProgressDisplay.class);
  private static final Duration FOR_A_PERSON = Duration.ofMillis(500);
  private static final Duration FOR_A_LOG = Duration.ofSeconds(5);

  private final Terminal terminal;
  private final Progress progress;
  private final ScheduledExecutorService clockwork =
      Executors.newSingleThreadScheduledExecutor(new CustomizableThreadFactory("progress-"));
  private @Nullable ProgressBar bar;
  private String shownStep = "";

  private ProgressDisplay(Terminal terminal, Progress progress) {
    this.terminal = terminal;
    this.progress = progress;
  }

  static ProgressDisplay start(Terminal terminal, Progress progress) {
    var display = new ProgressDisplay(terminal, progress);
    long every = (terminal.isInteractive() ? FOR_A_PERSON : FOR_A_LOG).toMillis();
    display.clockwork.scheduleWithFixedDelay(display::show, every, every, TimeUnit.MILLISECONDS);
    return display;
  }

  private synchronized void show() {
    if (clockwork.isShutdown()) {
      return;
    }
    try {
      progress.snapshot().ifPresent(this::show);
    } catch (RuntimeException e) {
      // A progress display must never be the reason why a run fails.
      LOG.debug("Progress could not be shown", e);
    }
  }

  private void show(Snapshot snapshot) {
    if (snapshot.step().isEmpty()) {
      return;
    }
    if (terminal.isInteractive()) {
      showBar(snapshot);
    } else {
      terminal.err().printf("run %d: %s%n", snapshot.runId(), line(snapshot));
    }
  }

  private void showBar(Snapshot snapshot) {
    if (!snapshot.step().equals(shownStep)) {
      closeBar();
      shownStep = snapshot.step();
      bar = newBar(snapshot);
    }
    ProgressBar current = bar;
    if (current == null) {
      return;
    }
    if (snapshot.isPlacing() || snapshot.isFollowing()) {
      current.maxHint(snapshot.orders().total());
      current.stepTo(done(snapshot));
      current.setExtraMessage(extra(snapshot));
    } else {
      current.stepTo(snapshot.rows());
    }
  }

  private static ProgressBar newBar(Snapshot snapshot) {
    return new ProgressBarBuilder()
        .setTaskName(label(snapshot))
        .setInitialMax(-1)
        .setUnit(snapshot.isPlacing() || snapshot.isFollowing() ? " orders" : " rows", 1)
        .setUpdateIntervalMillis((int) FOR_A_PERSON.toMillis())
        .setStyle(ProgressBarStyle.ASCII)
        .showSpeed()
        .build();
  }

  private static String label(Snapshot snapshot) {
    if (snapshot.isReading()) {
      return "reading";
    }
    if (snapshot.isPlacing()) {
      return "placing";
    }
    return snapshot.isFollowing() ? "following" : snapshot.step();
  }

  private static long done(Snapshot snapshot) {
    return snapshot.isFollowing() ? snapshot.orders().isFinal() : snapshot.orders().placed();
  }

  private static String extra(Snapshot snapshot) {
    String uncertain =
        snapshot.orders().uncertain() > 0 ? snapshot.orders().uncertain() + " uncertain" : "";
    return snapshot.isFollowing() ? snapshot.orders().numbersOrdered() + " numbers" : uncertain;
  }

  private static String line(Snapshot snapshot) {
    if (snapshot.isReading()) {
      return "reading, %,d rows".formatted(snapshot.rows());
    }
    if (snapshot.isPlacing() || snapshot.isFollowing()) {
      String extra = extra(snapshot);
      return "%s, %,d of %,d orders%s"
          .formatted(
              label(snapshot),
              done(snapshot),
              snapshot.orders().total(),
              extra.isEmpty() ? "" : ", " + extra);
    }
    return label(snapshot);
  }

  private void closeBar() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }

  @Override
  public synchronized void close() {
    clockwork.shutdownNow();
    closeBar();
  }
}
