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

  /** Rows of a run that are to be staged together; none yet. */
  public StagedRows rows(int runId) {
    return new StagedRows(runId, dataSource, jdbc, faultsText);
  }
}
