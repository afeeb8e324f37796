package bulkorders.provider;

/**
 * A group of an order as it is sent.
 *
 * @param position its place in the order, from 0
 * @param criteria what its numbers must be like
 * @param count how many numbers are wanted
 */
public record RequestedGroup(int position, GroupCriteria criteria, int count) {}
