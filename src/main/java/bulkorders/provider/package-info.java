/**
 * The port to the providers: {@code NumberProvider} and its value types.
 *
 * <p>Uses nothing of the project.
 */
@NullMarked
package bulkorders.provider;

import org.jspecify.annotations.NullMarked;
