/**
 * How the settings of each feature say that a value makes no sense.
 *
 * <p>Uses nothing of the project.
 */
@NullMarked
package bulkorders.settings;

import org.jspecify.annotations.NullMarked;
