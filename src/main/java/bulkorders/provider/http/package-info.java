/**
 * What the clients of all providers have in common: requests that leave once or are tried again,
 * error documents, answers that may be long, and looks through lists of orders.
 *
 * <p>Uses provider and run.
 */
@NullMarked
package bulkorders.provider.http;

import org.jspecify.annotations.NullMarked;
