package bulkorders.provider.telnyx;

import bulkorders.provider.Echo;
import bulkorders.provider.GroupCriteria;
import org.jspecify.annotations.Nullable;

/**
 * What Telnyx repeats of an ordering group: everything but locality and features. A value that is
 * left out counts as its documented default, since the answers do not tell them apart. The hashes
 * are FNV-1a with a final mix: cheap enough for every row of a large file and the same for ever,
 * since the ledger keeps them.
 */
public final class TelnyxEcho implements Echo {

  @Override
  public long echoed(GroupCriteria criteria) {
    return echoed(EchoedFields.of(criteria));
  }

  /** The same of what an answer repeats. */
  long echoed(EchoedFields fields) {
    return new Hash()
        .add(fields.country())
        .add(fields.type())
        .add(fields.areaCode())
        .add(fields.area())
        .add(fields.startsWith())
        .add(fields.endsWith())
        .add(fields.contains())
        .add(fields.quickship() ? "true" : null)
        .add(fields.excludeHeld() ? "true" : null)
        .add(fields.strategy())
        .value();
  }

  @Override
  public long hidden(GroupCriteria criteria) {
    if (criteria.locality() == null && criteria.features().isEmpty()) {
      return 0;
    }
    Hash hash = new Hash().add(criteria.locality());
    criteria.features().forEach(hash::add);
    return hash.value() == 0 ? 1 : hash.value();
  }

  private static final class Hash {

    private static final long PRIME = 0x100000001b3L;
    private static final int END_OF_FIELD = 0x1ffff;
    private static final int ABSENT = 0x2ffff;

    private long state = 0xcbf29ce484222325L;

    Hash add(@Nullable String field) {
      if (field == null) {
        return mix(ABSENT);
      }
      for (int i = 0; i < field.length(); i++) {
        mix(field.charAt(i));
      }
      return mix(END_OF_FIELD);
    }

    private Hash mix(int value) {
      state = (state ^ value) * PRIME;
      return this;
    }

    long value() {
      long mixed = (state ^ (state >>> 33)) * 0xff51afd7ed558ccdL;
      mixed = (mixed ^ (mixed >>> 33)) * 0xc4ceb9fe1a85ec53L;
      return mixed ^ (mixed >>> 33);
    }
  }
}
