package bulkorders.intake;

import java.util.Map;
import java.util.TreeSet;

/**
 * The accounts that rows may belong to.
 *
 * @param ofRun name of the run's account, which rows belong to unless they name another
 * @param providers whose account each is, by its name in lower case; the run's own among them
 */
public record RowAccounts(String ofRun, Map<String, String> providers) {

  public RowAccounts {
    providers = Map.copyOf(providers);
    if (!providers.containsKey(ofRun)) {
      throw new IllegalArgumentException("no provider is known of account " + ofRun);
    }
  }

  boolean has(String account) {
    return providers.containsKey(account);
  }

  String providerOf(String account) {
    return providers.getOrDefault(account, "");
  }

  String names() {
    return String.join(", ", new TreeSet<>(providers.keySet()));
  }
}
