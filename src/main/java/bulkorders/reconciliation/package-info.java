/**
 * Compares the provider's books with the ledger: reads them page by page, and takes over into the
 * ledger what is safe.
 *
 * <p>Uses ledger, provider, planning (references), submission (surplus), tracking and run.
 */
@NullMarked
package bulkorders.reconciliation;

import org.jspecify.annotations.NullMarked;
