package bulkorders.job;

import java.nio.file.Path;

/**
 * The folder where everything lives that this program keeps outside of the database; {@code
 * BULK_ORDERS_HOME}, by default {@code ~/.bulk-orders}.
 */
public record Home(Path path) {

  /** Reports, a folder for each run. */
  public Path reports() {
    return path.resolve("reports");
  }

  /** How the last runs ended, for node_exporter's textfile collector. */
  public Path metrics() {
    return path.resolve("metrics");
  }
}
