package bulkorders.ledger;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.jdbc.support.SQLErrorCodeSQLExceptionTranslator;

/**
 * Rows in PostgreSQL's binary format for {@code COPY … FROM STDIN (FORMAT BINARY)}, the fastest way
 * in. The type of each value must be exactly that of its column: int for {@code int}, long for
 * {@code bigint}. Not thread-safe.
 *
 * <p>Format: <a href="https://www.postgresql.org/docs/current/sql-copy.html">COPY, File Formats,
 * Binary Format</a>.
 */
final class CopyRows {

  private static final byte[] HEADER = {
    'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0, 0, 0, 0, 0, 0, 0, 0, 0
  };
  private static final short TRAILER = -1;
  private static final int NULL = -1;
  private static final int SEND_AT_ONCE = 1 << 16;

  private final String statement;
  private final int columns;
  private ByteBuffer rows = ByteBuffer.allocate(SEND_AT_ONCE).put(HEADER);

  /**
   * @param statement the COPY statement
   * @param columns how many columns each row has
   */
  CopyRows(String statement, int columns) {
    this.statement = statement;
    this.columns = columns;
  }

  /** How many bytes the rows take. */
  int bytes() {
    return rows.position();
  }

  CopyRows beginRow() {
    room(Short.BYTES).putShort((short) columns);
    return this;
  }

  CopyRows add(@Nullable String value) {
    return add(value == null ? null : value.getBytes(StandardCharsets.UTF_8));
  }

  CopyRows add(int value) {
    room(2 * Integer.BYTES).putInt(Integer.BYTES).putInt(value);
    return this;
  }

  CopyRows add(@Nullable Integer value) {
    return value == null ? addNull() : add(value.intValue());
  }

  CopyRows add(long value) {
    room(Integer.BYTES + Long.BYTES).putInt(Long.BYTES).putLong(value);
    return this;
  }

  CopyRows add(UUID value) {
    room(Integer.BYTES + 2 * Long.BYTES)
        .putInt(2 * Long.BYTES)
        .putLong(value.getMostSignificantBits())
        .putLong(value.getLeastSignificantBits());
    return this;
  }

  CopyRows add(@Nullable Boolean value) {
    if (value == null) {
      return addNull();
    }
    room(Integer.BYTES + 1).putInt(1).put((byte) (value ? 1 : 0));
    return this;
  }

  CopyRows add(byte @Nullable [] value) {
    if (value == null) {
      return addNull();
    }
    room(Integer.BYTES + value.length).putInt(value.length).put(value);
    return this;
  }

  private CopyRows addNull() {
    room(Integer.BYTES).putInt(NULL);
    return this;
  }

  private ByteBuffer room(int bytes) {
    if (rows.remaining() < bytes) {
      int capacity = Math.max(rows.capacity() * 2, rows.position() + bytes);
      rows = ByteBuffer.wrap(Arrays.copyOf(rows.array(), capacity)).position(rows.position());
    }
    return rows;
  }

  /**
   * Sends the rows, within the transaction of the calling thread. Nothing can be added any more.
   */
  void send(DataSource dataSource) {
    if (rows.position() == HEADER.length) {
      return;
    }
    room(Short.BYTES).putShort(TRAILER);
    Connection connection = DataSourceUtils.getConnection(dataSource);
    try {
      CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(statement);
      try {
        for (int from = 0; from < rows.position(); from += SEND_AT_ONCE) {
          copy.writeToCopy(rows.array(), from, Math.min(SEND_AT_ONCE, rows.position() - from));
        }
        copy.endCopy();
      } finally {
        if (copy.isActive()) {
          copy.cancelCopy();
        }
      }
    } catch (SQLException e) {
      DataAccessException known =
          new SQLErrorCodeSQLExceptionTranslator(dataSource).translate("COPY", statement, e);
      throw known == null ? new UncategorizedSQLException("COPY", statement, e) : known;
    } finally {
      DataSourceUtils.releaseConnection(connection, dataSource);
    }
  }
}
