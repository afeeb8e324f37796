package bulkorders.intake;

import bulkorders.ledger.CustomerReferences;
import bulkorders.ledger.FieldHash;
import bulkorders.provider.OrderMethod;
import bulkorders.provider.OrderSettings;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * Keys that are equal for equal order-level settings of one account, on every machine and in every
 * version: they are stored. Not thread-safe.
 */
final class OrderKeys {

  private static final int REMEMBERED = 4096;

  private final String account;
  private final CustomerReferences customerReferences;
  private final FieldHash hash = new FieldHash();
  private final Map<Keyed, UUID> recent =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Keyed, UUID> eldest) {
          return size() > REMEMBERED;
        }
      };

  private record Keyed(OrderSettings settings, OrderMethod method) {}

  OrderKeys(String account, CustomerReferences customerReferences) {
    this.account = account;
    this.customerReferences = customerReferences;
  }

  UUID of(OrderSettings settings) {
    return of(settings, OrderMethod.BULK);
  }

  /** Groups of different methods share no order either. */
  UUID of(OrderSettings settings, OrderMethod method) {
    var keyed = new Keyed(settings, method);
    UUID known = recent.get(keyed);
    if (known != null) {
      return known;
    }
    OrderSettings shared =
        customerReferences == CustomerReferences.KEEP
            ? settings.withoutCustomerReference()
            : settings;
    hash.add(account)
        .add(shared.connectionId())
        .add(shared.messagingProfileId())
        .add(shared.billingGroupId())
        .add(shared.customerReference());
    if (method.label() != null) {
      hash.add(method.label());
    }
    if (shared.allowBackOrdering() != null) {
      hash.add(shared.allowBackOrdering().toString())
          .add(shared.callbackUrl())
          .add(shared.callbackMethod());
    }
    ByteBuffer digest = ByteBuffer.wrap(hash.digest());
    UUID key = new UUID(digest.getLong(), digest.getLong());
    recent.put(keyed, key);
    return key;
  }
}
