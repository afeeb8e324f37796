package bulkorders.intake;

import bulkorders.ledger.CustomerReferences;
import bulkorders.provider.OrderSettings;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Keys that are equal for equal order-level settings of one account, on every machine and in every
 * version: they are stored. Not thread-safe.
 */
final class OrderKeys {

  private static final int REMEMBERED = 4096;

  private final String account;
  private final CustomerReferences customerReferences;
  private final MessageDigest sha256 = InputStore.sha256();
  private final Map<OrderSettings, UUID> recent =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<OrderSettings, UUID> eldest) {
          return size() > REMEMBERED;
        }
      };

  OrderKeys(String account, CustomerReferences customerReferences) {
    this.account = account;
    this.customerReferences = customerReferences;
  }

  UUID of(OrderSettings settings) {
    UUID known = recent.get(settings);
    if (known != null) {
      return known;
    }
    add(account);
    add(settings.connectionId());
    add(settings.messagingProfileId());
    add(settings.billingGroupId());
    add(customerReferences == CustomerReferences.KEEP ? null : settings.customerReference());
    ByteBuffer digest = ByteBuffer.wrap(sha256.digest());
    UUID key = new UUID(digest.getLong(), digest.getLong());
    recent.put(settings, key);
    return key;
  }

  /** With its length in front, so that neighbours cannot be mistaken, and -1 for none. */
  private void add(@Nullable String value) {
    byte[] bytes = value == null ? new byte[0] : value.getBytes(StandardCharsets.UTF_8);
    sha256.update(ByteBuffer.allocate(4).putInt(value == null ? -1 : bytes.length).flip());
    sha256.update(bytes);
  }
}
