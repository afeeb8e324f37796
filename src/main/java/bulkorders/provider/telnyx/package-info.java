/**
 * The Telnyx API v2 behind the port.
 *
 * <p>Uses provider.
 */
@NullMarked
package bulkorders.provider.telnyx;

import org.jspecify.annotations.NullMarked;
