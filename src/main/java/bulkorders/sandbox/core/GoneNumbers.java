package bulkorders.sandbox.core;

import java.util.List;

/**
 * Which numbers of a request somebody else got just before, and how the client is told.
 *
 * @param numbers those that are gone when they are in the request; empty for the one at {@code
 *     group}
 * @param named whether the answer names them
 * @param conflict 409 with code 85001; false for 400 with code 10015
 */
public record GoneNumbers(List<String> numbers, boolean named, boolean conflict) {

  /** The first number, named in a conflict. */
  public static final GoneNumbers DEFAULT = new GoneNumbers(List.of(), true, true);
}
