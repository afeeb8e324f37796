/**
 * Reads and validates input files and stages them in the ledger.
 *
 * <p>Uses ledger and provider.
 */
@NullMarked
package bulkorders.intake;

import org.jspecify.annotations.NullMarked;
