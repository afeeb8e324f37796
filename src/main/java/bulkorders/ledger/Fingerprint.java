package bulkorders.ledger;

import bulkorders.provider.GroupCriteria;
import bulkorders.provider.OrderItem;
import bulkorders.provider.OrderSettings;
import org.jspecify.annotations.Nullable;

/**
 * What a group asks for, in one number: equal for groups that ask one account for the same, however
 * they are written. Case does not matter, nor do blanks around and between words, nor whether a
 * default is written out; features come sorted.
 *
 * <ul>
 *   <li>Of a group with a {@code request_id}: the account, the request, the criteria and the count.
 *       Its order-level settings do not matter: a row whose connection was corrected asks for
 *       numbers that were bought already.
 *   <li>Of a group without one: the account, the criteria, the count and the order-level settings,
 *       which are all there is to tell it from others.
 *   <li>Of a number that is named: the account and the number, whatever else is said of it. There
 *       is only one of it.
 *   <li>Of an item: what is bought and how much; how long it is paid for, and the order-level
 *       settings, only where there is no {@code request_id}. Where the numbers are and of which
 *       type is not asked, for the unit says it all. One that names its number by an id is that
 *       number.
 * </ul>
 *
 * <p>FNV-1a with a final mix, as the ledger keeps it: it must never change, or what was ordered
 * before would no longer be recognised.
 */
final class Fingerprint {

  private static final long PRIME = 0x100000001b3L;
  private static final int END_OF_FIELD = 0x1ffff;
  private static final int ABSENT = 0x2ffff;
  private static final int NAMED = 0x3ffff;
  private static final int BEST_EFFORT = 0x4ffff;
  private static final int ITEM = 0x5ffff;
  private static final int ONE_NUMBER = 0x6ffff;
  private static final int PRESENT = 0x7ffff;
  private static final String DEFAULT_STRATEGY = "always";

  private long state = 0xcbf29ce484222325L;

  private Fingerprint() {}

  static long of(String account, StagedGroup group) {
    return new Fingerprint().add(account).add(group).value();
  }

  private Fingerprint add(StagedGroup group) {
    if (group.criteria().phoneNumber() != null) {
      return mix(NAMED).add(group.criteria().phoneNumber());
    }
    OrderItem item = group.criteria().item();
    if (item != null) {
      return add(item, group);
    }
    mix(group.count());
    add(group.criteria());
    if (group.requestId() != null) {
      return add(group.requestId());
    }
    OrderSettings settings = group.settings();
    return mix(ABSENT)
        .add(settings.connectionId())
        .add(settings.messagingProfileId())
        .add(settings.billingGroupId())
        .add(settings.customerReference());
  }

  private Fingerprint add(OrderItem item, StagedGroup group) {
    if (item.isOneNumber()) {
      return mix(ONE_NUMBER).add(item.availableDidId()).add(item.didReservationId());
    }
    mix(ITEM).mix(group.count());
    add(item.skuId()).add(item.nanpaPrefixId()).add(item.capacityPoolId());
    if (group.requestId() != null) {
      return add(group.requestId());
    }
    OrderSettings settings = group.settings();
    return mix(ABSENT)
        .add(item.billingCyclesCount())
        .add(item.prorateDaysQty())
        .add(settings.customerReference())
        .mix(Boolean.TRUE.equals(settings.allowBackOrdering()) ? 1 : 0)
        .add(settings.callbackUrl())
        .add(settings.callbackMethod());
  }

  private Fingerprint add(@Nullable Integer field) {
    return field == null ? mix(ABSENT) : mix(PRESENT).mix(field);
  }

  private void add(GroupCriteria criteria) {
    add(criteria.countryIso());
    add(criteria.phoneNumberType());
    add(criteria.nationalDestinationCode());
    add(criteria.administrativeArea());
    add(criteria.locality());
    mix(criteria.features().size());
    criteria.features().forEach(this::add);
    add(criteria.startsWith());
    add(criteria.endsWith());
    add(criteria.contains());
    mix(Boolean.TRUE.equals(criteria.quickship()) ? 1 : 0);
    mix(Boolean.TRUE.equals(criteria.excludeHeldNumbers()) ? 1 : 0);
    add(criteria.strategy() == null ? DEFAULT_STRATEGY : criteria.strategy());
    // Like numbers are like numbers, however they are ordered; but close is not the same.
    if (Boolean.TRUE.equals(criteria.bestEffort())) {
      mix(BEST_EFFORT);
    }
  }

  private Fingerprint add(@Nullable String field) {
    if (field == null || field.isBlank()) {
      return mix(ABSENT);
    }
    boolean pendingBlank = false;
    boolean begun = false;
    for (int i = 0; i < field.length(); i++) {
      char c = field.charAt(i);
      if (Character.isWhitespace(c)) {
        pendingBlank = begun;
        continue;
      }
      if (pendingBlank) {
        mix(' ');
        pendingBlank = false;
      }
      begun = true;
      mix(Character.toLowerCase(Character.toUpperCase(c)));
    }
    return mix(END_OF_FIELD);
  }

  private Fingerprint mix(int value) {
    state = (state ^ value) * PRIME;
    return this;
  }

  private long value() {
    long mixed = (state ^ (state >>> 33)) * 0xff51afd7ed558ccdL;
    mixed = (mixed ^ (mixed >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return mixed ^ (mixed >>> 33);
  }
}
