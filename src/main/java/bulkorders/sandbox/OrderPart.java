package bulkorders.sandbox;

import java.util.List;
import java.util.function.BiConsumer;

/**
 * The numbers of a number order that are of one country and type.
 *
 * @param first how many numbers the parts before it have
 * @param failing how many numbers at its end the provider will turn out not to get
 */
record OrderPart(int first, String country, String numberType, List<Slice> numbers, int failing) {

  int count() {
    int sum = 0;
    for (Slice slice : numbers) {
      sum += slice.count();
    }
    return sum;
  }

  /** How many of its numbers the client gets. */
  int obtained() {
    return count() - failing;
  }

  boolean fails(int index) {
    return index >= obtained();
  }

  /** Calls back with the index within this part and the number, in the order of sale. */
  void forEach(BiConsumer<Integer, Place> action) {
    int index = 0;
    for (Slice slice : numbers) {
      for (int i = 0; i < slice.count(); i++) {
        action.accept(index++, new Place(slice.pool(), slice.from() + i));
      }
    }
  }

  /** Puts its numbers back into stock; those that failed never left it for this client. */
  void giveBack() {
    forEach(
        (index, place) -> {
          if (!fails(index)) {
            place.pool().release(place.position(), 1);
          }
        });
  }

  /** The index of a number within this part; -1 if it is not there. */
  int indexOf(Place place) {
    int before = 0;
    for (Slice slice : numbers) {
      int offset = place.position() - slice.from();
      if (slice.pool() == place.pool() && offset >= 0 && offset < slice.count()) {
        return before + offset;
      }
      before += slice.count();
    }
    return -1;
  }

  /** Where the number at an index within this part is. */
  Place place(int index) {
    int before = 0;
    for (Slice slice : numbers) {
      if (index < before + slice.count()) {
        return new Place(slice.pool(), slice.from() + index - before);
      }
      before += slice.count();
    }
    throw new IndexOutOfBoundsException("No number " + index + " among " + before);
  }
}
