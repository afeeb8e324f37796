package bulkorders.ledger;

import org.jspecify.annotations.Nullable;

/**
 * Something that a number is asked for.
 *
 * @param order the order of ours, {@code RUN:LABEL}
 * @param numberId the provider's id of the number in its order
 * @param fieldType textual, datetime, address or document; the provider's word
 * @param status MISSING, REJECTED, REVIEW or APPROVED
 */
public record AskedRequirement(
    String account,
    long orderId,
    String order,
    String numberOrderId,
    @Nullable String subNumberOrderId,
    String numberId,
    String phoneNumber,
    @Nullable String countryIso,
    @Nullable String phoneNumberType,
    @Nullable String locality,
    String requirementId,
    String fieldType,
    String status) {}
