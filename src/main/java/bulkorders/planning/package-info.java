/**
 * Packs ordering groups into provider orders. Pure: no database, no clock, no I/O.
 *
 * <p>Uses nothing of the project.
 */
@NullMarked
package bulkorders.planning;

import org.jspecify.annotations.NullMarked;
