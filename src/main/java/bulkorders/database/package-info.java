/**
 * The embedded PostgreSQL, the checks on any PostgreSQL, and locks.
 *
 * <p>Uses nothing of the project.
 */
@NullMarked
package bulkorders.database;

import org.jspecify.annotations.NullMarked;
