/** Inputs and answers that are damaged at random, and repeatably. */
@NullMarked
package bulkorders.fuzz;

import org.jspecify.annotations.NullMarked;
