/**
 * Spring Batch wiring only: jobs, steps, listeners, launching.
 *
 * <p>Uses intake, planning, submission, tracking, report and ledger.
 */
@NullMarked
package bulkorders.job;

import org.jspecify.annotations.NullMarked;
