/**
 * The Telnyx API v2 behind the port.
 *
 * <p>Uses provider and, through it, the names of the metrics.
 */
@NullMarked
package bulkorders.provider.telnyx;

import org.jspecify.annotations.NullMarked;
