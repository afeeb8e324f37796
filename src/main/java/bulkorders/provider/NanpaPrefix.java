package bulkorders.provider;

/**
 * An exchange of the North American numbering plan within a group of numbers. At DIDWW a {@code
 * nanpa_prefixes} of a {@code did_groups}.
 *
 * @param id what an order names
 * @param didGroupId the group of numbers that has numbers of it
 */
public record NanpaPrefix(String id, String didGroupId) {}
