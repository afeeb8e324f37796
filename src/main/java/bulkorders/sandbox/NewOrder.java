package bulkorders.sandbox;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A bulk order as a client asked for it. */
record NewOrder(
    List<NewGroup> groups,
    @Nullable String customerReference,
    @Nullable String connectionId,
    @Nullable String messagingProfileId,
    @Nullable String billingGroupId) {}
