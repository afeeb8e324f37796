package bulkorders.chaos;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Plays rounds, two at a time unless {@code chaos.workers} says otherwise, each on its own stage.
 */
final class Playing {

  private static final int WORKERS = Integer.getInteger("chaos.workers", 2);

  private Playing() {}

  /**
   * Plays a round for each seed, and says on standard output how each ended.
   *
   * @return what came of them
   */
  static Played play(List<Long> seeds) {
    Queue<Long> left = new ConcurrentLinkedQueue<>(seeds);
    Queue<String> failures = new ConcurrentLinkedQueue<>();
    AtomicInteger played = new AtomicInteger();
    Map<Enum<?>, Integer> struck = new ConcurrentHashMap<>();
    Script.allKinds().forEach(kind -> struck.put(kind, 0));
    ExecutorService threads = Executors.newFixedThreadPool(WORKERS);
    try {
      List<Future<?>> workers = new ArrayList<>();
      for (int i = 0; i < Math.min(WORKERS, seeds.size()); i++) {
        workers.add(
            threads.submit(
                () -> {
                  try (var stage = new Stage()) {
                    for (Long seed = left.poll(); seed != null; seed = left.poll()) {
                      String outcome = play(seed, stage, failures, struck);
                      System.out.printf(
                          "chaos round %d of %d, seed %d: %s%n",
                          played.incrementAndGet(), seeds.size(), seed, outcome);
                    }
                  }
                }));
      }
      for (Future<?> worker : workers) {
        worker.get();
      }
      var all = new Played(seeds.size(), List.copyOf(failures), Map.copyOf(struck));
      System.out.println(all.tally());
      return all;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } finally {
      threads.shutdownNow();
    }
  }

  private static String play(
      long seed, Stage stage, Queue<String> failures, Map<Enum<?>, Integer> struck) {
    try {
      var script = Script.of(seed);
      Round.Outcome outcome = Round.play(script, stage);
      outcome.struck().forEach(kind -> struck.merge(kind, 1, Integer::sum));
      Set<Enum<?>> missed = new HashSet<>(script.kinds());
      missed.removeAll(outcome.struck());
      return "%s, struck %s, missed %s".formatted(outcome.words(), outcome.struck(), missed);
    } catch (AssertionError e) {
      failures.add(String.valueOf(e.getMessage()));
      return "FAILED: " + e.getMessage();
    }
  }
}
