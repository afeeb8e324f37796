/**
 * Packs ordering groups into provider orders and names those orders. Pure: no database, no clock,
 * no I/O; the same input always gives the same orders and the same references.
 *
 * <p>Uses nothing of the project.
 */
@NullMarked
package bulkorders.planning;

import org.jspecify.annotations.NullMarked;
