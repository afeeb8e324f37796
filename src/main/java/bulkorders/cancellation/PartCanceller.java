package bulkorders.cancellation;

import bulkorders.ledger.Cancellations;
import bulkorders.ledger.Cancellations.Part;
import bulkorders.ledger.Cancellations.PartState;
import bulkorders.provider.AccountProviders;
import bulkorders.provider.SubNumberOrder;
import bulkorders.provider.SubNumberOrders;
import bulkorders.provider.SubNumberOrders.Cancelling;
import bulkorders.run.RunControl;
import bulkorders.run.StoppableSleeper;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Asks for parts to be cancelled, one after the other. What was asked, and got no clear answer or
 * none at all since the process died, is read before it is asked again.
 */
@Component
public class PartCanceller {

  private static final int ATTEMPTS = 4;
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

  private final Cancellations cancellations;

  PartCanceller(Cancellations cancellations) {
    this.cancellations = cancellations;
  }

  /**
   * Cancels what is left of a cancellation. The caller holds the run's alive-lock.
   *
   * @throws bulkorders.run.RunStoppedException when a stop was asked for
   * @throws bulkorders.provider.ProviderUnavailableException when the provider does not answer
   */
  public void cancel(int cancellation, int runId, AccountProviders providers, RunControl control) {
    for (Part part : cancellations.parts(cancellation)) {
      if (part.state() == PartState.OPEN || part.state() == PartState.ASKED) {
        control.requireGoingOn();
        control.requireAlive();
        SubNumberOrders provider = providers.of(part.account()).subNumberOrders();
        new One(cancellation, runId, part, provider, control).cancel();
      }
    }
    closeSurplus(cancellation, runId);
  }

  private void closeSurplus(int cancellation, int runId) {
    Map<String, List<Part>> surplus =
        cancellations.parts(cancellation).stream()
            .filter(part -> part.surplusOf() != null)
            .collect(Collectors.groupingBy(part -> String.valueOf(part.surplusOf())));
    surplus.forEach(
        (id, parts) -> {
          Part any = parts.get(0);
          if (parts.stream().allMatch(PartCanceller::isGone)) {
            cancellations.surplusGone(runId, any.order(), any.account(), id);
          }
        });
  }

  private static boolean isGone(Part part) {
    return part.state() == PartState.CANCELLED
        || new SubNumberOrder(part.id(), part.numberOrder(), null, null, part.status(), null, null)
            .isCancelled();
  }

  /** The cancelling of one part. */
  private final class One {
    private final int cancellation;
    private final int runId;
    private final Part part;
    private final SubNumberOrders provider;
    private final RunControl control;

    One(int cancellation, int runId, Part part, SubNumberOrders provider, RunControl control) {
      this.cancellation = cancellation;
      this.runId = runId;
      this.part = part;
      this.provider = provider;
      this.control = control;
    }

    private SubNumberOrder with(String status) {
      return new SubNumberOrder(part.id(), part.numberOrder(), null, null, status, null, null);
    }

    void cancel() {
      if (part.state() == PartState.ASKED && isConcluded(null)) {
        return;
      }
      boolean taken = false;
      for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
        if (attempt > 1) {
          new StoppableSleeper(control).pause(BETWEEN_LOOKS);
          control.requireGoingOn();
          control.requireAlive();
        }
        String refusal = null;
        if (!taken) {
          cancellations.asked(cancellation, runId, part);
          Cancelling answer = provider.cancel(part.id());
          if (answer instanceof Cancelling.Taken said && with(said.status()).isCancelled()) {
            conclude(PartState.CANCELLED, said.status(), null);
            return;
          }
          taken = answer instanceof Cancelling.Taken;
          refusal = answer instanceof Cancelling.Refused refused ? refused.reason() : null;
        }
        if (isConcluded(refusal)) {
          return;
        }
      }
      conclude(
          PartState.ASKED,
          part.status(),
          taken
              ? "the provider took the request and still calls it %s".formatted(part.status())
              : "the provider gave no clear answer and still calls it %s".formatted(part.status()));
    }

    /**
     * Reads the part; answers false while it is as it was.
     *
     * @param refusal why the provider would not cancel it, null when it did not say so
     */
    private boolean isConcluded(@Nullable String refusal) {
      Optional<SubNumberOrder> now = provider.read(part.id());
      if (now.isEmpty()) {
        conclude(PartState.REFUSED, "not found", refusal == null ? "it was not found" : refusal);
      } else if (now.get().isCancelled()) {
        conclude(PartState.CANCELLED, now.get().status(), null);
      } else if (!now.get().isPending()) {
        conclude(PartState.FINAL, now.get().status(), "it is " + now.get().status());
      } else if (refusal != null) {
        conclude(PartState.REFUSED, now.get().status(), refusal);
      } else {
        return false;
      }
      return true;
    }

    private void conclude(PartState state, String status, @Nullable String detail) {
      cancellations.concluded(cancellation, runId, part, state, status, detail);
    }
  }
}
