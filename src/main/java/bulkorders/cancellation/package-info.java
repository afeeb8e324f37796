/**
 * Cancels the parts of number orders that can still be, and finds out what came of each.
 *
 * <p>Uses ledger, provider and run.
 */
@NullMarked
package bulkorders.cancellation;

import org.jspecify.annotations.NullMarked;
