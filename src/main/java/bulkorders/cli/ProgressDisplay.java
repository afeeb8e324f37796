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
  private boolean paused;

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
    if (paused || clockwork.isShutdown()) {
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
    boolean counted = snapshot.isPlacing() || snapshot.isFollowing();
    if (!snapshot.step().equals(shownStep)) {
      closeBar();
      shownStep = snapshot.step();
      bar = counted ? orderBar(snapshot) : rowCounter(snapshot);
    }
    ProgressBar current = bar;
    if (current == null) {
      return;
    }
    if (counted) {
      current.maxHint(snapshot.orders().total());
      current.stepTo(done(snapshot));
      current.setExtraMessage(" " + extra(snapshot));
    } else {
      current.stepTo(snapshot.rows());
    }
  }

  private static ProgressBar orderBar(Snapshot snapshot) {
    return bar(snapshot, snapshot.orders().total())
        .setUnit(" orders", 1)
        .setStyle(ProgressBarStyle.ASCII)
        .build();
  }

  /** How many rows there are is not known before they were read, so there is no bar to fill. */
  private static ProgressBar rowCounter(Snapshot snapshot) {
    String label = label(snapshot);
    return bar(snapshot, -1)
        .setRenderer(
            (state, width) ->
                state.getCurrent() == 0
                    ? label
                    : "%s, %,d rows".formatted(label, state.getCurrent()))
        .build();
  }

  private static ProgressBarBuilder bar(Snapshot snapshot, long total) {
    return new ProgressBarBuilder()
        .setTaskName(label(snapshot))
        .setInitialMax(total)
        .setUpdateIntervalMillis((int) FOR_A_PERSON.toMillis());
  }

  private static String label(Snapshot snapshot) {
    if (snapshot.isReading()) {
      return "reading";
    }
    if (snapshot.isPlacing()) {
      return "placing";
    }
    return switch (snapshot.step()) {
      case "plan" -> "planning";
      case "stock" -> "asking for the stock";
      case "report" -> "reporting";
      default -> snapshot.isFollowing() ? "following" : snapshot.step();
    };
  }

  private static long done(Snapshot snapshot) {
    return snapshot.isFollowing() ? snapshot.orders().isFinal() : snapshot.orders().placed();
  }

  private static String extra(Snapshot snapshot) {
    String uncertain =
        snapshot.orders().uncertain() > 0 ? snapshot.orders().uncertain() + " uncertain" : "";
    return snapshot.isFollowing()
        ? "%,d numbers".formatted(snapshot.orders().numbersOrdered())
        : uncertain;
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

  /** Shows nothing from now on, for a person is asked something. */
  synchronized void pause() {
    paused = true;
    closeBar();
    shownStep = "";
  }

  synchronized void goOn() {
    paused = false;
  }

  @Override
  public synchronized void close() {
    clockwork.shutdownNow();
    closeBar();
  }
}
