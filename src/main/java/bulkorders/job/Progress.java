package bulkorders.job;

import bulkorders.ledger.Runs;
import bulkorders.metrics.MetricNames;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** How far the run is that this process works on. */
@Component
public class Progress {

  private final Runs runs;
  private final MeterRegistry meters;
  private final AtomicLong rows = new AtomicLong();
  private final Map<String, Double> ratios = new ConcurrentHashMap<>();
  private volatile @Nullable Place place;

  Progress(Runs runs, MeterRegistry meters) {
    this.runs = runs;
    this.meters = meters;
  }

  void begin(int runId, String job) {
    rows.set(0);
    ratios.clear();
    place = new Place(runId, job, "");
  }

  void step(String name) {
    Place before = place;
    if (before == null) {
      return;
    }
    place = new Place(before.runId(), before.job(), name);
    Gauge.builder(MetricNames.RUN_PROGRESS_RATIO, () -> ratios.getOrDefault(name, 0.0))
        .tag(MetricNames.BATCH_JOB, before.job())
        .tag(MetricNames.STEP, name)
        .register(meters);
  }

  void rowsStaged(long count) {
    rows.addAndGet(count);
  }

  void end() {
    place = null;
  }

  /** Asks the ledger how far the current run is; empty when this process works on none. */
  public Optional<Snapshot> snapshot() {
    Place now = place;
    if (now == null) {
      return Optional.empty();
    }
    Runs.OrderCounts orders =
        switch (now.step()) {
          case JobConfiguration.SUBMIT, JobConfiguration.TRACK -> runs.orderCounts(now.runId());
          default -> new Runs.OrderCounts(0, 0, 0, 0, 0);
        };
    Snapshot snapshot = new Snapshot(now.runId(), now.step(), rows.get(), orders);
    ratios.put(now.step(), snapshot.ratio());
    return Optional.of(snapshot);
  }

  private record Place(int runId, String job, String step) {}

  /**
   * How far a run is.
   *
   * @param step name of the step that is executed now, empty before the first
   * @param rows rows that this process staged
   * @param orders how far the orders are; all zero before submission
   */
  public record Snapshot(int runId, String step, long rows, Runs.OrderCounts orders) {

    /** Whether orders are being placed. */
    public boolean isPlacing() {
      return step.equals(JobConfiguration.SUBMIT);
    }

    /** Whether placed orders are being followed. */
    public boolean isFollowing() {
      return step.equals(JobConfiguration.TRACK);
    }

    /** Whether rows are being read. */
    public boolean isReading() {
      return step.equals(JobConfiguration.INTAKE);
    }

    double ratio() {
      if (orders.total() == 0) {
        return 0;
      }
      return (double) (isFollowing() ? orders.isFinal() : orders.placed()) / orders.total();
    }
  }
}
