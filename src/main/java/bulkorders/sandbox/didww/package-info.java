/**
 * The stand-in for DIDWW's API v3: JSON:API documents, orders that are back-ordered, completed or
 * canceled, a catalogue, reservations and signed callbacks. Uses {@code sandbox.core} only.
 */
@NullMarked
package bulkorders.sandbox.didww;

import org.jspecify.annotations.NullMarked;
