package bulkorders.sandbox;

import bulkorders.sandbox.core.QueryParameters;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The filters of {@code GET /phone_numbers}.
 *
 * @param digits part of the number, without the plus
 * @param sort null for the newest first
 */
record OwnedNumberFilter(
    @Nullable String reference,
    @Nullable String digits,
    @Nullable List<String> statuses,
    @Nullable List<String> countries,
    @Nullable String numberType,
    @Nullable String connectionId,
    @Nullable String billingGroupId,
    boolean nothing,
    @Nullable String sort) {

  private static final String NUMBER = "filter[phone_number]";
  private static final String REFERENCE = "filter[customer_reference]";
  private static final String STATUS = "filter[status]";
  private static final String COUNTRY = "filter[country_iso_alpha2]";
  private static final String TYPE = "filter[number_type][eq]";
  private static final String CONNECTION = "filter[connection_id]";
  private static final String BILLING_GROUP = "filter[billing_group_id]";
  private static final String SOURCE = "filter[source]";
  private static final String TAG = "filter[tag]";
  private static final String WITHOUT_TAGS = "filter[without_tags]";
  private static final String EMERGENCY = "filter[emergency_address_id]";
  private static final Set<String> KNOWN =
      Set.of(
          NUMBER,
          REFERENCE,
          STATUS,
          COUNTRY,
          TYPE,
          CONNECTION,
          BILLING_GROUP,
          SOURCE,
          TAG,
          WITHOUT_TAGS,
          EMERGENCY);
  private static final Set<String> SORTS =
      Set.of("purchased_at", "phone_number", "connection_name", "usage_payment_method");

  /** The filter, or a {@link TelnyxRefusal}. */
  static OwnedNumberFilter read(QueryParameters query) {
    FilterReader filters = new FilterReader(query, KNOWN);
    @Nullable String number = filters.text(NUMBER);
    @Nullable String digits = number == null ? null : number.replaceAll("[^0-9]", "");
    if (digits != null && digits.length() < 3) {
      throw FilterReader.invalid(NUMBER, "At least three digits are required.");
    }
    @Nullable String sort = query.first("sort");
    if (sort != null && !SORTS.contains(sort.startsWith("-") ? sort.substring(1) : sort)) {
      throw FilterReader.invalid("sort", "Numbers cannot be sorted by '" + sort + "'.");
    }
    boolean newestFirst = sort == null || sort.equals("-purchased_at");
    return new OwnedNumberFilter(
        filters.text(REFERENCE),
        digits,
        filters.has(STATUS) ? filters.list(STATUS) : null,
        filters.has(COUNTRY) ? filters.list(COUNTRY) : null,
        filters.text(TYPE),
        filters.text(CONNECTION),
        filters.text(BILLING_GROUP),
        // Nothing was ported, is tagged or has an emergency address.
        filters.has(TAG) || filters.has(EMERGENCY) || "ported".equals(filters.text(SOURCE)),
        newestFirst ? null : sort);
  }

  /** One number, if it is in service. */
  static OwnedNumberFilter active(String digits) {
    return new OwnedNumberFilter(
        null, digits, List.of("active"), null, null, null, null, false, null);
  }

  boolean passes(NumberOrder order) {
    OrderSettings settings = order.settings();
    return !nothing
        && (connectionId == null || connectionId.equals(settings.connectionId()))
        && (billingGroupId == null || billingGroupId.equals(settings.billingGroupId()));
  }

  boolean passes(OrderPart part) {
    return (countries == null || countries.contains(part.country()))
        && (numberType == null || numberType.equals(part.numberType()));
  }

  boolean passes(OwnedNumber number) {
    return (statuses == null || statuses.contains(number.status()))
        && (digits == null || number.e164().contains(digits));
  }
}
