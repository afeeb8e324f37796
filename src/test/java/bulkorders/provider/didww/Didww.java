package bulkorders.provider.didww;

import bulkorders.provider.GroupCriteria;
import bulkorders.provider.LocalTurns;
import bulkorders.provider.OrderItem;
import bulkorders.provider.OrderMethod;
import bulkorders.provider.OrderRequest;
import bulkorders.provider.OrderSettings;
import bulkorders.provider.OutageLimits;
import bulkorders.provider.Overcommit;
import bulkorders.provider.RequestedGroup;
import bulkorders.provider.http.ProviderAccount;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** Values that several tests use. */
final class Didww {

  static final String KEY = "key-0199ab_secret-of-the-account";
  static final String REFERENCE = "ops.boabcdefghijklmnop.1";

  /** A German local one of the sandbox, without channels. */
  static final String BERLIN = "b6d9d793-578d-42d3-bc33-73dd8155e615";

  private Didww() {}

  static DidwwProvider provider(URI baseUrl, String key, Duration timeout) {
    return DidwwProvider.of(
        new ProviderAccount("didww", baseUrl, () -> key, 2_000, timeout),
        new DidwwTerms("USD", Overcommit.REFUSE),
        new LocalTurns(2_000),
        new OutageLimits(1_000, Duration.ofMinutes(5)),
        new SimpleMeterRegistry(),
        Clock.systemUTC());
  }

  static RequestedGroup group(int position, OrderItem item, int count) {
    return new RequestedGroup(
        position, GroupCriteria.ofItem("DE", "Local", OrderMethod.ITEMS, item), count);
  }

  static OrderRequest order(String reference, RequestedGroup... groups) {
    return new OrderRequest(
        reference, OrderSettings.NONE, OrderMethod.ITEMS, List.of(groups), List.of());
  }

  static OrderRequest berlin(String reference, int count) {
    return order(reference, group(0, OrderItem.ofSku(BERLIN), count));
  }
}
