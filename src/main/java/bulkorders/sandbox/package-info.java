/**
 * A local stand-in for the providers' APIs: stateful, asynchronous, faultable.
 *
 * <p>Shares no code with the rest, so that a misunderstanding of an API is not mirrored.
 */
@NullMarked
package bulkorders.sandbox;

import org.jspecify.annotations.NullMarked;
