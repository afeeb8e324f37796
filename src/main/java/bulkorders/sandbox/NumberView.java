package bulkorders.sandbox;

/**
 * A number of a sub number order at a moment.
 *
 * @param index within its sub number order
 */
record NumberView(SubOrderView parent, int index) {

  NumberState state() {
    return parent.numberAt().apply(index);
  }

  Place place() {
    return parent.sub().part().place(index);
  }
}
