package bulkorders.intake;

import bulkorders.ledger.StagedGroup;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Notices whether the rows of each request stand together and agree on order-level settings, as
 * they do in nearly every input: then the ledger need not compare all of them. Keeps a hash of each
 * request, so it may be wrong only in that it does not know.
 */
final class RequestIds {

  /** Requests remembered; 8 bytes each. */
  private static final int MOST = 4_000_000;

  private long[] hashes = new long[1024];
  private int size;
  private @Nullable String last;
  private @Nullable UUID lastKey;
  private boolean unknown;

  /**
   * @param fromTheBeginning whether no row was taken before
   */
  RequestIds(boolean fromTheBeginning) {
    unknown = !fromTheBeginning;
  }

  void add(StagedGroup group) {
    String id = group.requestId();
    if (unknown || id == null) {
      return;
    }
    if (id.equals(last)) {
      unknown = !group.orderKey().equals(lastKey);
      return;
    }
    last = id;
    lastKey = group.orderKey();
    if (size == hashes.length) {
      hashes = Arrays.copyOf(hashes, 2 * size);
    }
    hashes[size++] = hash(id);
    unknown = size == MOST;
  }

  /** Whether no request can have rows that contradict each other. */
  boolean agree() {
    if (unknown) {
      return false;
    }
    Arrays.sort(hashes, 0, size);
    for (int i = 1; i < size; i++) {
      if (hashes[i] == hashes[i - 1]) {
        return false;
      }
    }
    return true;
  }

  private static long hash(String id) {
    var checksum = new CRC32C();
    checksum.update(id.getBytes(StandardCharsets.UTF_8));
    return checksum.getValue() << Integer.SIZE ^ id.hashCode() & 0xffff_ffffL;
  }
}
