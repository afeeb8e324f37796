package bulkorders.ledger;

import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Takes the rows of an input into the ledger. */
@Repository
public class Staging {

  private final DataSource dataSource;
  private final JdbcClient jdbc;
  private final FaultsText faultsText;

  Staging(DataSource dataSource, JdbcClient jdbc, FaultsText faultsText) {
    this.dataSource = dataSource;
    this.jdbc = jdbc;
    this.faultsText = faultsText;
  }

  /** Makes room for the rows of a run. May be repeated. */
  public void begin(Run run) {
    GroupTable table = GroupTable.of(run);
    if (table.isPassing()) {
      jdbc.sql(table.create()).update();
    }
  }

  /** Rows of a run that are to be staged together; none yet. */
  public StagedRows rows(Run run) {
    return new StagedRows(run, dataSource, jdbc, faultsText);
  }
}
