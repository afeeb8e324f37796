/**
 * Places orders exactly once: intents, outcomes, retry, skip, stop, and the resolution of uncertain
 * orders.
 *
 * <p>Uses ledger, planning (references), provider and run.
 */
@NullMarked
package bulkorders.submission;

import org.jspecify.annotations.NullMarked;
