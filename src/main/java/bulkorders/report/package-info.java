/**
 * Writes where every input row ended.
 *
 * <p>Uses ledger and intake.
 */
@NullMarked
package bulkorders.report;

import org.jspecify.annotations.NullMarked;
