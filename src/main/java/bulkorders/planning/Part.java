package bulkorders.planning;

/**
 * What one order takes of one ordering group: the whole group, unless the group alone exceeds the
 * limit of an order.
 *
 * @param row the group's number in its run
 * @param count how many of the group's numbers this order asks for, at least 1
 */
public record Part(long row, int count) {}
