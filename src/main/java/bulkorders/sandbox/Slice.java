package bulkorders.sandbox;

/** Neighbouring positions of one pool that were sold together. */
record Slice(StockPool pool, int from, int count) {}
