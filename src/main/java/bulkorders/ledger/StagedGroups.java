package bulkorders.ledger;

import bulkorders.ledger.OrderPlan.PlannedOrder;
import bulkorders.ledger.OrderPlan.Planner;
import bulkorders.provider.OrderMethod;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.stereotype.Repository;

/**
 * Reads the staged groups of a run back, by order key, in PostgreSQL's binary {@code COPY} format:
 * the fastest way out. Uses a connection of its own, so that orders can be written meanwhile.
 *
 * <p>Format: <a href="https://www.postgresql.org/docs/current/sql-copy.html">COPY, File Formats,
 * Binary Format</a>; each field is its length and its value.
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
        select order_key, row_no, count_requested, echo, hidden, order_method from ordering_group g where run_id = %d %s order by order_key
      ) to stdout (format binary)
      """;

  private static final String WITHOUT_REPEATS =
      "and not exists (select from repeated_row r where r.run_id = g.run_id and r.row_no ="
          + " g.row_no)";

  private static final int SIGNATURE_AND_FLAGS = 15;
  private static final short TRAILER = -1;

  private final DataSource dataSource;

  StagedGroups(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /**
   * Gives all groups of a run that are to be ordered to a planner, and the orders that it makes of
   * them to a consumer.
   */
  void read(Run run, Planner planner, Consumer<PlannedOrder> orders) {
    try (Connection connection = dataSource.getConnection();
        var statement = connection.createStatement()) {
      // The pool takes the connection back as it was, this transaction rolled back.
      connection.setAutoCommit(false);
      statement.execute("set local work_mem = '128MB'");
      var rows =
          connection
              .unwrap(PGConnection.class)
              .getCopyAPI()
              .copyOut(
                  GroupTable.of(run).in(BY_ORDER_KEY.formatted(run.id(), withoutRepeats(run))));
      try {
        read(rows, planner, orders);
      } finally {
        if (rows.isActive()) {
          rows.cancelCopy();
        }
      }
    } catch (SQLException e) {
      throw new DataAccessResourceFailureException("The staged groups cannot be read", e);
    }
  }

  /**
   * A condition on the groups {@code g} of a run, begun with {@code and}, that holds for those that
   * are to be ordered; empty when all are.
   */
  static String withoutRepeats(Run run) {
    return run.leavesOutRepeats() && run.rowsRepeated() > 0 ? WITHOUT_REPEATS : "";
  }

  private static void read(CopyOut rows, Planner planner, Consumer<PlannedOrder> orders)
      throws SQLException {
    long keyHigh = 0;
    long keyLow = 0;
    OrderMethod method = OrderMethod.BULK;
    boolean within = false;
    boolean begun = false;
    // The server sends every row as a message of its own, the first with the header before it.
    for (byte[] message = rows.readFromCopy(); message != null; message = rows.readFromCopy()) {
      ByteBuffer row = ByteBuffer.wrap(message);
      if (!begun) {
        row.position(SIGNATURE_AND_FLAGS);
        row.position(row.getInt() + row.position());
        begun = true;
      }
      if (row.getShort() == TRAILER) {
        continue;
      }
      row.getInt();
      long high = row.getLong();
      long low = row.getLong();
      if (within && (high != keyHigh || low != keyLow)) {
        planner.endOfKey(method, orders);
      }
      within = true;
      keyHigh = high;
      keyLow = low;
      row.getInt();
      long rowNo = row.getLong();
      row.getInt();
      int count = row.getInt();
      row.getInt();
      long echo = row.getLong();
      row.getInt();
      planner.group(rowNo, count, echo, row.getLong());
      method = method(row);
    }
    if (within) {
      planner.endOfKey(method, orders);
    }
  }

  /** All groups of a key have the same. */
  private static OrderMethod method(ByteBuffer row) {
    int length = row.getInt();
    if (length < 0) {
      return OrderMethod.BULK;
    }
    byte[] label = new byte[length];
    row.get(label);
    return OrderMethod.labelled(new String(label, StandardCharsets.US_ASCII));
  }
}
