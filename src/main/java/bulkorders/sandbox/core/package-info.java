/**
 * What the stand-ins of all providers need: requests and answers, routes, faults, the journal and
 * what is remembered by it, and the control API's bodies. Knows no provider's API.
 */
@NullMarked
package bulkorders.sandbox.core;

import org.jspecify.annotations.NullMarked;
