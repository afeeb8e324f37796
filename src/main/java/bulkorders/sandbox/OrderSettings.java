package bulkorders.sandbox;

import org.jspecify.annotations.Nullable;

/** What a client says of an order as a whole. */
record OrderSettings(
    @Nullable String customerReference,
    @Nullable String connectionId,
    @Nullable String messagingProfileId,
    @Nullable String billingGroupId) {}
