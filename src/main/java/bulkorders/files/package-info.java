/**
 * Files that appear as a whole or not at all.
 *
 * <p>Uses nothing of the project.
 */
@NullMarked
package bulkorders.files;

import org.jspecify.annotations.NullMarked;
