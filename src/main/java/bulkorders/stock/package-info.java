/**
 * Asks providers what they have in stock before money is spent, and foretells what will be missing.
 *
 * <p>Uses ledger, provider and run.
 */
@NullMarked
package bulkorders.stock;

import org.jspecify.annotations.NullMarked;
