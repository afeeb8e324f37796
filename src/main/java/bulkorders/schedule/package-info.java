/** Jobs that are declared in files, and the folders that they take their inputs from. */
@NullMarked
package bulkorders.schedule;

import org.jspecify.annotations.NullMarked;
