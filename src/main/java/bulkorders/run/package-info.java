/**
 * What work on a run goes by: whether it may go on, how it stops, how it is spread over workers,
 * what ends it.
 *
 * <p>Uses nothing of the project.
 */
@NullMarked
package bulkorders.run;

import org.jspecify.annotations.NullMarked;
