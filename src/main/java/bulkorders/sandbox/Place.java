package bulkorders.sandbox;

/** Where a number is in stock: there is one for each number. */
record Place(StockPool pool, int position) {

  String e164() {
    return pool.e164(position);
  }
}
