package bulkorders.planning;

import bulkorders.ledger.Run;
import bulkorders.ledger.RunIdentity;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The tags of a run: its references carry another one at each account, so that every account can be
 * asked for its own part.
 */
public final class RunTags {

  private final RunIdentity identity;
  private final Map<String, String> tags = new ConcurrentHashMap<>();

  public RunTags(Run run) {
    this.identity = run.identity();
    tags.put(run.account(), run.tag());
  }

  /** The tag of the run's references at an account. */
  public String of(String account) {
    return tags.computeIfAbsent(
        account,
        name ->
            ReferenceFormat.tag(
                identity.inputHash(),
                identity.job(),
                identity.runKey(),
                identity.businessDate(),
                name));
  }
}
