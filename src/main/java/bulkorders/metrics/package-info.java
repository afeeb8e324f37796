/**
 * Names of the metrics and what binds them.
 *
 * <p>Uses nothing of the project.
 */
@NullMarked
package bulkorders.metrics;

import org.jspecify.annotations.NullMarked;
