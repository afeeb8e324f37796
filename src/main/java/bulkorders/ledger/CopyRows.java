package bulkorders.ledger;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
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
 * {@code bigint}. Rows are sent while they are added, within the transaction of the calling thread,
 * whose connection takes nothing else from the first row to {@link #end}. Not thread-safe.
 *
 * <p>Format: <a href="https://www.postgresql.org/docs/current/sql-copy.html">COPY, File Formats,
 * Binary Format</a>.
 */
final class CopyRows implements AutoCloseable {

  private static final byte[] HEADER = {
    'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0, 0, 0, 0, 0, 0, 0, 0, 0
  };
  private static final short TRAILER = -1;
  private static final int NULL = -1;
  private static final int BUFFER = 1 << 16;

  private final DataSource dataSource;
  private final String statement;
  private final int columns;
  private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER).put(HEADER);
  private @Nullable Connection connection;
  private @Nullable CopyIn copy;

  /**
   * @param statement the COPY statement
   * @param columns how many columns each row has
   */
  CopyRows(DataSource dataSource, String statement, int columns) {
    this.dataSource = dataSource;
    this.statement = statement;
    this.columns = columns;
  }

  CopyRows beginRow() {
    begin();
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
    room(Integer.BYTES).putInt(value.length);
    for (int from = 0; from < value.length; ) {
      int length = Math.min(value.length - from, room(1).remaining());
      buffer.put(value, from, length);
      from += length;
    }
    return this;
  }

  private CopyRows addNull() {
    room(Integer.BYTES).putInt(NULL);
    return this;
  }

  private ByteBuffer room(int bytes) {
    if (buffer.remaining() < bytes) {
      send();
    }
    return buffer;
  }

  /** Sends what is left; afterwards the rows are in, and the connection is free again. */
  void end() {
    if (copy == null) {
      return;
    }
    room(Short.BYTES).putShort(TRAILER);
    send();
    try {
      copy.endCopy();
    } catch (SQLException e) {
      throw translated(e);
    }
  }

  /** Without {@link #end} before it, takes the rows back. */
  @Override
  public void close() {
    if (connection == null) {
      return;
    }
    try {
      if (copy != null && copy.isActive()) {
        copy.cancelCopy();
      }
    } catch (SQLException e) {
      throw translated(e);
    } finally {
      DataSourceUtils.releaseConnection(connection, dataSource);
      connection = null;
      copy = null;
    }
  }

  private void begin() {
    if (copy == null) {
      connection = DataSourceUtils.getConnection(dataSource);
      try {
        copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(statement);
      } catch (SQLException e) {
        throw translated(e);
      }
    }
  }

  private void send() {
    CopyIn active = Objects.requireNonNull(copy);
    try {
      active.writeToCopy(buffer.array(), 0, buffer.position());
    } catch (SQLException e) {
      throw translated(e);
    }
    buffer.clear();
  }

  private DataAccessException translated(SQLException e) {
    DataAccessException known =
        new SQLErrorCodeSQLExceptionTranslator(dataSource).translate("COPY", statement, e);
    return known == null ? new UncategorizedSQLException("COPY", statement, e) : known;
  }
}
