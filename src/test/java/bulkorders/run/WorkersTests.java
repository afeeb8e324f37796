package bulkorders.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class WorkersTests {

  private final AtomicBoolean stop = new AtomicBoolean();
  private final AtomicInteger done = new AtomicInteger();

  private final RunControl control =
      new RunControl() {
        @Override
        public boolean stopRequested() {
          return stop.get();
        }

        @Override
        public void requireAlive() {}
      };

  private void run(int workers, BooleanSupplier task) {
    new Workers(workers, "worker", control).run(task);
  }

  @Test
  void they_work_at_the_same_time_until_nothing_is_left() {
    var together = new CountDownLatch(3);

    run(
        3,
        () -> {
          if (together.getCount() > 0) {
            together.countDown();
            await(together);
          }
          return done.incrementAndGet() < 100;
        });

    assertThat(done).hasValueBetween(100, 102);
  }

  @Test
  void a_stop_ends_them_between_two_tasks() {
    run(
        2,
        () -> {
          if (done.incrementAndGet() == 5) {
            stop.set(true);
          }
          return true;
        });

    assertThat(done).hasValueBetween(5, 6);
  }

  @Test
  void after_a_failure_tasks_in_hand_are_finished_and_no_other_is_begun() {
    endsWith(new IllegalStateException("failed"));
  }

  @Test
  void after_an_error_tasks_in_hand_are_finished_too() {
    endsWith(new StackOverflowError("failed"));
  }

  private void endsWith(Throwable failure) {
    var inHand = new CountDownLatch(1);
    var failed = new CountDownLatch(1);
    var first = new AtomicBoolean(true);

    assertThatThrownBy(
            () ->
                run(
                    2,
                    () -> {
                      if (first.getAndSet(false)) {
                        await(inHand);
                        failed.countDown();
                        throw sneaky(failure);
                      }
                      inHand.countDown();
                      await(failed);
                      pause();
                      done.incrementAndGet();
                      return true;
                    }))
        .isSameAs(failure);

    assertThat(done).as("the task in hand is finished before run returns").hasPositiveValue();
  }

  @Test
  void the_same_failure_of_several_is_told_once() {
    var failure = new RunStoppedException("stopped");
    var together = new CountDownLatch(3);

    assertThatThrownBy(
            () ->
                run(
                    3,
                    () -> {
                      together.countDown();
                      await(together);
                      throw failure;
                    }))
        .isSameAs(failure);
  }

  @Test
  void an_interrupt_waits_for_the_task_in_hand_and_is_not_forgotten() {
    var caller = Thread.currentThread();

    run(
        1,
        () -> {
          caller.interrupt();
          pause();
          return done.incrementAndGet() < 3;
        });

    assertThat(done).hasValue(3);
    assertThat(Thread.interrupted()).isTrue();
  }

  /** Long enough for a caller that does not wait to be noticed. */
  private static void pause() {
    await(new CountDownLatch(1), 50);
  }

  private static void await(CountDownLatch latch) {
    await(latch, 10_000);
  }

  private static void await(CountDownLatch latch, long millis) {
    try {
      boolean unused = latch.await(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static RuntimeException sneaky(Throwable failure) {
    if (failure instanceof Error error) {
      throw error;
    }
    return (RuntimeException) failure;
  }
}
