/**
 * The tables that say what was bought, and the only SQL on them.
 *
 * <p>Uses provider's value types.
 */
@NullMarked
package bulkorders.ledger;

import org.jspecify.annotations.NullMarked;
