/**
 * Follows placed orders until every number is final and collects the numbers.
 *
 * <p>Uses ledger, provider and run.
 */
@NullMarked
package bulkorders.tracking;

import org.jspecify.annotations.NullMarked;
