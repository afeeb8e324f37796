package bulkorders.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.retry.backoff.BackOffInterruptedException;
import org.springframework.retry.support.RetryTemplate;

class RefusalBackOffPolicyTests {

  private static final class Asking extends RuntimeException implements HasRetryAfter {

    private static final long serialVersionUID = 1;

    private final transient @Nullable Duration retryAfter;

    Asking(@Nullable Duration retryAfter) {
      this.retryAfter = retryAfter;
    }

    @Override
    public @Nullable Duration retryAfter() {
      return retryAfter;
    }
  }

  private final List<Long> slept = new ArrayList<>();

  private void attempt(double random, RuntimeException... failures) {
    Deque<RuntimeException> left = new ArrayDeque<>(List.of(failures));
    RetryTemplate.builder()
        .maxAttempts(failures.length + 1)
        .customBackoff(new RefusalBackOffPolicy(slept::add, () -> random))
        .build()
        .execute(
            context -> {
              if (!left.isEmpty()) {
                throw left.poll();
              }
              return "";
            });
  }

  @Test
  void waitsTwiceAsLongEachTimeUpToALimit() {
    RuntimeException[] failures = new RuntimeException[9];
    Arrays.fill(failures, new IllegalStateException());
    attempt(0.9999999, failures);

    assertThat(slept)
        .containsExactly(499L, 999L, 1999L, 3999L, 7999L, 15999L, 29999L, 29999L, 29999L);
  }

  @Test
  void spreadsTheWaitsOfWorkersThatFailedTogether() {
    attempt(0, new IllegalStateException(), new IllegalStateException());

    assertThat(slept).containsExactly(250L, 500L);
  }

  @Test
  void waitsAtLeastAsLongAsAskedAfterEachFailure() {
    attempt(
        0.5,
        new Asking(Duration.ofSeconds(60)),
        new Asking(null),
        new Asking(Duration.ofSeconds(1)),
        new Asking(Duration.ZERO));

    assertThat(slept).containsExactly(60_500L, 750L, 1_125L, 0L);
  }

  @Test
  void honoursAnInterrupt() {
    RefusalBackOffPolicy policy =
        new RefusalBackOffPolicy(
            millis -> {
              throw new InterruptedException();
            });

    assertThatThrownBy(() -> policy.backOff(policy.start(null)))
        .isInstanceOf(BackOffInterruptedException.class);
    assertThat(Thread.interrupted()).isTrue();
  }
}
