/**
 * The Telnyx API v2 behind the port.
 *
 * <p>Uses provider, its http part and, through them, the names of the metrics.
 */
@NullMarked
package bulkorders.provider.telnyx;

import org.jspecify.annotations.NullMarked;
