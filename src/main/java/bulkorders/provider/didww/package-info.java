/**
 * DIDWW API 3 behind the port: orders of items, the numbers they lead to, and the catalogue. What
 * is known of it is of version 2026-04-16.
 *
 * <p>Uses provider, its http part, run and, through them, the names of the metrics.
 */
@NullMarked
package bulkorders.provider.didww;

import org.jspecify.annotations.NullMarked;
