package bulkorders.provider.http;

import java.util.Map;
import org.springframework.retry.RetryPolicy;
import org.springframework.retry.policy.AlwaysRetryPolicy;
import org.springframework.retry.policy.ExceptionClassifierRetryPolicy;
import org.springframework.retry.policy.NeverRetryPolicy;
import org.springframework.retry.policy.SimpleRetryPolicy;

/** How often a reading request is attempted. */
final class Attempts {

  private Attempts() {}

  /**
   * So often while it is refused for now. How long one without an answer is worth another attempt
   * is for the circuit of the account to say.
   */
  static RetryPolicy ofRefusals(int most) {
    return counting(most, new AlwaysRetryPolicy());
  }

  /** So often while it is refused for now, and never again without an answer. */
  static RetryPolicy ofRefusalsOnly(int most) {
    return counting(most, new NeverRetryPolicy());
  }

  /** So often, whether it is refused for now or gets no answer. */
  static RetryPolicy ofAll(int most) {
    return new SimpleRetryPolicy(most, Map.of(TransientFailureException.class, true));
  }

  private static RetryPolicy counting(int most, RetryPolicy unanswered) {
    RetryPolicy refused = new SimpleRetryPolicy(most);
    RetryPolicy others = new NeverRetryPolicy();
    var policy = new ExceptionClassifierRetryPolicy();
    policy.setExceptionClassifier(
        thrown ->
            thrown instanceof TransientFailureException failure
                ? failure.isRefusal() ? refused : unanswered
                : others);
    return policy;
  }
}
