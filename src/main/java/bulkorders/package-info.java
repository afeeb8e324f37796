/** The application: where the command line, the pipeline and the sandbox are put together. */
@NullMarked
package bulkorders;

import org.jspecify.annotations.NullMarked;
