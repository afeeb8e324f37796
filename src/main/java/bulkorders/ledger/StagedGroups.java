package bulkorders.ledger;

import bulkorders.ledger.OrderPlan.PlannedOrder;
import bulkorders.ledger.OrderPlan.Planner;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.postgresql.copy.PGCopyInputStream;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.stereotype.Repository;

/**
 * Reads the staged groups of a run back, by order key, in PostgreSQL's binary {@code COPY} format:
 * the fastest way out. Uses a connection of its own, so that orders can be written meanwhile.
 *
 * <p>Format: <a href="https://www.postgresql.org/docs/current/sql-copy.html">COPY, File Formats,
 * Binary Format</a>.
 */
@Repository
class StagedGroups {

  /**
   * Not sorted by row within a key: with few keys, as is usual, that takes half as long again, and
   * packing sorts anyway.
   */
  private static final String BY_ORDER_KEY =
      """
      copy (
        select order_key, row_no, count_requested, echo, hidden from ordering_group where run_id = %d order by order_key
      ) to stdout (format binary)
      """;

  private static final int SIGNATURE = 11;
  private static final short TRAILER = -1;
  private static final int BUFFER = 1 << 16;

  private final DataSource dataSource;

  StagedGroups(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /** Gives all groups of a run to a planner, and the orders that it makes of them to a consumer. */
  void read(int runId, Planner planner, Consumer<PlannedOrder> orders) {
    try (Connection connection = dataSource.getConnection();
        var statement = connection.createStatement()) {
      // The pool takes the connection back as it was, this transaction rolled back.
      connection.setAutoCommit(false);
      statement.execute("set local work_mem = '128MB'");
      try (var rows =
          new PGCopyInputStream(
              connection.unwrap(PGConnection.class), BY_ORDER_KEY.formatted(runId))) {
        read(new DataInputStream(new BufferedInputStream(rows, BUFFER)), planner, orders);
      }
    } catch (SQLException | IOException e) {
      throw new DataAccessResourceFailureException("The staged groups cannot be read", e);
    }
  }

  private static void read(DataInputStream rows, Planner planner, Consumer<PlannedOrder> orders)
      throws IOException {
    rows.skipNBytes(SIGNATURE + Integer.BYTES);
    rows.skipNBytes(rows.readInt());
    boolean first = true;
    long keyHigh = 0;
    long keyLow = 0;
    while (rows.readShort() != TRAILER) {
      rows.skipNBytes(Integer.BYTES);
      long high = rows.readLong();
      long low = rows.readLong();
      if (!first && (high != keyHigh || low != keyLow)) {
        planner.endOfKey(orders);
      }
      first = false;
      keyHigh = high;
      keyLow = low;
      rows.skipNBytes(Integer.BYTES);
      long row = rows.readLong();
      rows.skipNBytes(Integer.BYTES);
      int count = rows.readInt();
      rows.skipNBytes(Integer.BYTES);
      long echo = rows.readLong();
      rows.skipNBytes(Integer.BYTES);
      planner.group(row, count, echo, rows.readLong());
    }
    if (!first) {
      planner.endOfKey(orders);
    }
  }
}
