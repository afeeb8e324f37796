package bulkorders.sandbox;

import java.util.List;

/** A bulk order as a client asked for it. */
record NewOrder(List<NewGroup> groups, OrderSettings settings) {}
