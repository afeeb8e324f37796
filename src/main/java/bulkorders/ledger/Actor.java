package bulkorders.ledger;

/**
 * Who is responsible for what this process does; stands in every event.
 *
 * @param name for people: {@code user@host}, {@code schedule:JOB}, or what was given with {@code
 *     --actor}
 */
public record Actor(String name) {}
