package bulkorders.provider;

/**
 * What a provider repeats of a group in its answers. Groups that it would echo alike although they
 * ask for different things must not share an order, or their numbers could not be told apart.
 */
public interface Echo {

  /** A hash of the fields that the provider echoes, the count aside. */
  long echoed(GroupCriteria criteria);

  /** A hash of the fields that the provider keeps to itself; 0 when none of them is set. */
  long hidden(GroupCriteria criteria);
}
