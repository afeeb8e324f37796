package bulkorders.run;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/** Several threads that do the same task again and again until there is nothing left to do. */
public final class Workers {

  private final int count;
  private final String name;
  private final RunControl control;

  /**
   * @param count how many threads
   * @param name what the threads are called
   * @param control a stop it asks for is heeded between two tasks
   */
  public Workers(int count, String name, RunControl control) {
    this.count = count;
    this.name = name;
    this.control = control;
  }

  /**
   * Works until the task finds nothing to do, a stop is asked for, or a task fails. Tasks in hand
   * are always finished.
   *
   * @param task does one piece of work; answers false when there is none
   * @throws RuntimeException what the first failing task threw
   */
  public void run(BooleanSupplier task) {
    var failed = new AtomicBoolean();
    ExecutorService threads =
        Executors.newFixedThreadPool(count, new CustomizableThreadFactory(name + "-"));
    try {
      List<Future<?>> loops = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        loops.add(threads.submit(() -> loop(task, failed)));
      }
      await(loops);
    } finally {
      threads.shutdown();
    }
  }

  private void loop(BooleanSupplier task, AtomicBoolean failed) {
    try {
      while (!failed.get() && !control.stopRequested() && task.getAsBoolean()) {
        // The condition does the work.
      }
    } catch (RuntimeException | Error e) {
      failed.set(true);
      throw e;
    }
  }

  private static void await(List<Future<?>> loops) {
    Throwable first = null;
    boolean interrupted = false;
    for (Future<?> loop : loops) {
      boolean ended = false;
      while (!ended) {
        try {
          loop.get();
          ended = true;
        } catch (InterruptedException e) {
          // An order in hand is worth more than a quick end.
          interrupted = true;
        } catch (ExecutionException e) {
          ended = true;
          first = withSuppressed(first, e.getCause());
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    if (first != null) {
      throw unchecked(first);
    }
  }

  private static @Nullable Throwable withSuppressed(
      @Nullable Throwable first, @Nullable Throwable next) {
    if (first == null) {
      return next;
    }
    if (next != null && next != first) {
      first.addSuppressed(next);
    }
    return first;
  }

  private static RuntimeException unchecked(Throwable failure) {
    if (failure instanceof Error error) {
      throw error;
    }
    return failure instanceof RuntimeException e ? e : new IllegalStateException(failure);
  }
}
