/**
 * Regulatory requirements of ordered numbers: the list of what waits for the customer, and filling
 * in what is fed back.
 *
 * <p>Uses intake (reading files), report (writing files), ledger, provider and run.
 */
@NullMarked
package bulkorders.requirements;

import org.jspecify.annotations.NullMarked;
