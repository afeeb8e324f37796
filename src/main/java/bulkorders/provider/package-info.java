/**
 * The port to the providers: {@code NumberProvider} and its value types, and what their HTTP
 * clients have in common.
 *
 * <p>Uses the names of the metrics.
 */
@NullMarked
package bulkorders.provider;

import org.jspecify.annotations.NullMarked;
