package bulkorders.sandbox;

import java.util.ArrayList;
import java.util.List;

/** Neighbouring positions of one pool. */
record Slice(StockPool pool, int from, int count) {

  /** Numbers as slices, neighbours together. */
  static List<Slice> of(List<Place> places) {
    List<Slice> slices = new ArrayList<>();
    for (Place place : places) {
      int last = slices.size() - 1;
      Slice before = last < 0 ? null : slices.get(last);
      boolean next =
          before != null
              && before.pool == place.pool()
              && before.from + before.count == place.position();
      if (before != null && next) {
        slices.set(last, new Slice(before.pool, before.from, before.count + 1));
      } else {
        slices.add(new Slice(place.pool(), place.position(), 1));
      }
    }
    return slices;
  }
}
