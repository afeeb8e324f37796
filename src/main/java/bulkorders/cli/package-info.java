/**
 * The command line: commands, progress, result output.
 *
 * <p>Uses job, ledger, report, intake, planning, database and sandbox; nothing uses it.
 */
@NullMarked
package bulkorders.cli;

import org.jspecify.annotations.NullMarked;
