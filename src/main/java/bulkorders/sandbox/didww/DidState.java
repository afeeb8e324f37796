package bulkorders.sandbox.didww;

import org.jspecify.annotations.Nullable;

/**
 * What a client, or an approval, changed about a number.
 *
 * @param billingCycles null to renew for ever
 * @param pool id of the capacity pool it is assigned to
 */
record DidState(
    @Nullable String description,
    @Nullable Integer capacityLimit,
    boolean terminated,
    @Nullable Integer billingCycles,
    int dedicatedChannels,
    @Nullable String pool) {}
