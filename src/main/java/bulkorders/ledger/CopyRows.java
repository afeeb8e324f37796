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
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.jdbc.support.SQLErrorCodeSQLExceptionTranslator;

/**
 * Rows in PostgreSQL's binary format for {@code COPY … FROM STDIN (FORMAT BINARY)}, the fastest way
 * in. The type of each value must be exactly that of its column: int for {@code int}, long for
 * {@code bigint}. Sent within the transaction of the calling thread.
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
  private static final int SEND_AT = 1 << 16;

  private final int columns;
  private ByteBuffer rows = ByteBuffer.allocate(SEND_AT).put(HEADER);
  private boolean empty = true;

  /**
   * @param columns how many columns each row has
   */
  CopyRows(int columns) {
    this.columns = columns;
  }

  CopyRows beginRow() {
    empty = false;
    room(Short.BYTES).putShort((short) columns);
    return this;
  }

  CopyRows add(@Nullable String value) {
    if (value == null) {
      return addNull();
    }
    int length = value.length();
    room(Integer.BYTES + length);
    int start = rows.position();
    rows.putInt(length);
    for (int i = 0; i < length; i++) {
      char c = value.charAt(i);
      if (c >= 0x80) {
        rows.position(start);
        return add(value.getBytes(StandardCharsets.UTF_8));
      }
      rows.put((byte) c);
    }
    return this;
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

  /** Sends the rows and forgets them. */
  void send(DataSource dataSource, String copyStatement) {
    if (empty) {
      return;
    }
    room(Short.BYTES).putShort(TRAILER);
    Connection connection = DataSourceUtils.getConnection(dataSource);
    try {
      CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(copyStatement);
      try {
        for (int from = 0; from < rows.position(); from += SEND_AT) {
          copy.writeToCopy(rows.array(), from, Math.min(SEND_AT, rows.position() - from));
        }
        copy.endCopy();
      } finally {
        if (copy.isActive()) {
          copy.cancelCopy();
        }
      }
      rows.clear().put(HEADER);
      empty = true;
    } catch (SQLException e) {
      throw new SQLErrorCodeSQLExceptionTranslator(dataSource).translate("COPY", copyStatement, e);
    } finally {
      DataSourceUtils.releaseConnection(connection, dataSource);
    }
  }
}
