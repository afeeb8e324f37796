package bulkorders.database;

import java.util.Arrays;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationInfoService;
import org.flywaydb.core.api.MigrationState;

/**
 * Refuses a ledger that another version of this program made, where reading it would fail in the
 * middle, or writing to it would leave out what the other version counts on.
 */
public final class SchemaCheck {

  private SchemaCheck() {}

  /**
   * Expects the ledger to be exactly as this version makes it, or not to be there at all.
   *
   * @throws DatabaseUnavailableException if it is older or newer, in one line that says what to do
   */
  public static void requireCurrent(DataSource dataSource) {
    MigrationInfoService migrations = Flyway.configure().dataSource(dataSource).load().info();
    if (migrations.applied().length > 0 && migrations.pending().length > 0) {
      throw new DatabaseUnavailableException(
          "The ledger was made by an older version of this program: any plan brings it up to date,"
              + " such as: bulk-orders plan FILE (with --sandbox for the ledger of rehearsals).");
    }
    requireNotNewer(migrations);
  }

  /**
   * Expects the ledger not to be of a later version; an older one can be brought up to date.
   *
   * @param flyway knows the ledger and the migrations of this version
   * @throws DatabaseUnavailableException if it is newer
   */
  public static void requireNotNewer(Flyway flyway) {
    requireNotNewer(flyway.info());
  }

  private static void requireNotNewer(MigrationInfoService migrations) {
    if (Arrays.stream(migrations.applied()).anyMatch(SchemaCheck::isUnknown)) {
      throw new DatabaseUnavailableException(
          "The ledger was made by a newer version of this program: use that version.");
    }
  }

  private static boolean isUnknown(MigrationInfo applied) {
    return applied.getState() == MigrationState.FUTURE_SUCCESS
        || applied.getState() == MigrationState.FUTURE_FAILED;
  }
}
