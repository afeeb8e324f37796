package bulkorders.provider;

import org.jspecify.annotations.Nullable;

/**
 * A number that an order names.
 *
 * @param group position of the group that it is for
 * @param phoneNumber E.164 with leading {@code +}
 * @param requirementGroupId the provider's id of papers that are ready, null when there are none
 */
public record RequestedNumber(int group, String phoneNumber, @Nullable String requirementGroupId) {}
