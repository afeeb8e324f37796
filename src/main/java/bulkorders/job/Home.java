package bulkorders.job;

import java.nio.file.Path;

/**
 * The folder where everything lives that this program keeps outside of the database; {@code
 * BULK_ORDERS_HOME}, by default {@code ~/.bulk-orders}.
 *
 * @param reports reports, a folder for each run
 * @param metrics how the last runs ended, for node_exporter's textfile collector; rehearsals have a
 *     folder of their own, that nothing of theirs is taken for the real thing
 */
public record Home(Path path, Path reports, Path metrics) {}
