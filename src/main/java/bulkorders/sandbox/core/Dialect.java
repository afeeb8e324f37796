package bulkorders.sandbox.core;

import org.jspecify.annotations.Nullable;

/**
 * What is particular about a provider's API: who may call, what its refusals look like.
 *
 * @param <R> a request as the provider's resources see it
 */
public interface Dialect<R> {

  /** Which provider it is. */
  Provider provider();

  /** Looks at whoever calls; throws a {@link Refusal} when it is nobody. */
  R admit(Call call, Routes.Match<R> match, @Nullable Fault fault);

  /** What answers where there is nothing: for a path, or only for a method of it. */
  Refusal nowhere(Call call, boolean pathExists);

  /** The key is not accepted. */
  Refusal unauthorized();

  /** The provider failed. */
  Refusal unexpected();

  /** The provider is down. */
  Reply unavailable();

  /**
   * The caller is too fast.
   *
   * @param fault that says so; null when it is the rate limit
   */
  Reply tooManyRequests(@Nullable Fault fault);

  /**
   * Completes an answer with the headers that all have.
   *
   * @param left how many requests the rate limit leaves, -1 when this was one too many
   */
  Reply complete(Reply reply, RateWindow window, int left);
}
