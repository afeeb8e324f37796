package bulkorders.job;

import java.nio.file.Path;

/**
 * The folder where everything lives that this program keeps outside of the database; {@code
 * BULK_ORDERS_HOME}, by default {@code ~/.bulk-orders}.
 *
 * @param reports reports, a folder for each run
 */
public record Home(Path path, Path reports) {

  /** How the last runs ended, for node_exporter's textfile collector. */
  public Path metrics() {
    return path.resolve("metrics");
  }
}
