package bulkorders.ledger;

import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

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

  /** Forgets all rows of a run, which has no orders yet, so that its input can be taken in anew. */
  @Transactional
  public void forget(Run run) {
    jdbc.sql("delete from %s where run_id = ?".formatted(GroupTable.of(run).name()))
        .param(run.id())
        .update();
    jdbc.sql("delete from reject where run_id = ?").param(run.id()).update();
    jdbc.sql(
            "update run set rows_read = 0, rows_rejected = 0, numbers_grouped = 0, numbers_rejected"
                + " = 0 where id = ?")
        .param(run.id())
        .update();
  }

  /** Rows of a run that are to be staged together; none yet. */
  public StagedRows rows(Run run) {
    return new StagedRows(run, dataSource, jdbc, faultsText);
  }
}
