package bulkorders.intake;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Passes bytes on to a parser and keeps those since the last {@link #forgetBefore}, so that a value
 * that was stepped over can be had as it stands. Of more than the limit only a beginning is kept,
 * and what the last read gave: a parser that reads on only when it has used up everything can be
 * followed from there.
 */
final class Window extends InputStream {

  private static final byte[] NOTHING = new byte[0];

  private final InputStream in;
  private final int limit;

  private byte[] kept = new byte[1 << 16];
  private long keptFrom;
  private int length;
  private byte[] beginning = NOTHING;

  /**
   * @param limit most bytes that are kept
   * @param offset place of the input where the stream stands
   */
  Window(InputStream in, int limit, long offset) {
    this.in = in;
    this.limit = limit;
    this.keptFrom = offset;
  }

  /** Forgets all before a place of the input, which the last read or an earlier one has given. */
  void forgetBefore(long offset) {
    int known = (int) Math.min(offset - keptFrom, length);
    System.arraycopy(kept, known, kept, 0, length - known);
    length -= known;
    keptFrom += known;
    beginning = NOTHING;
  }

  /** Whether all bytes from a place on are still there. */
  boolean hasFrom(long offset) {
    return offset >= keptFrom;
  }

  /** The bytes between two places; only a beginning if {@link #hasFrom} says no. */
  byte[] bytes(long from, long to) {
    return hasFrom(from)
        ? Arrays.copyOfRange(kept, (int) (from - keptFrom), (int) (to - keptFrom))
        : beginning;
  }

  /** Place of the input up to which bytes were passed on. */
  long passed() {
    return keptFrom + length;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int wanted) throws IOException {
    int n = in.read(target, offset, wanted);
    if (n > 0) {
      keep(target, offset, n);
    }
    return n;
  }

  private void keep(byte[] bytes, int offset, int n) {
    if (length + n > limit || beginning.length > 0) {
      if (beginning.length == 0) {
        beginning = Arrays.copyOf(kept, Math.min(length, RecordCutter.KEPT_OF_TOO_LONG));
      }
      keptFrom += length;
      length = 0;
    }
    if (length + n > kept.length) {
      kept = Arrays.copyOf(kept, Math.max(length + n, Math.min(limit, 2 * kept.length)));
    }
    System.arraycopy(bytes, offset, kept, length, n);
    length += n;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
