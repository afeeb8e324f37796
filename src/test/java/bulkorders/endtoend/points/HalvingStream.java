package bulkorders.endtoend.points;

import java.io.IOException;
import java.io.OutputStream;

/**
 * Lets half of the bytes of the first write leave, does something, and lets the other half leave.
 */
final class HalvingStream extends OutputStream {

  private static final long ON_ITS_WAY_MILLIS = 50;

  private final OutputStream out;
  private final Runnable halfway;
  private boolean isHalved;

  HalvingStream(OutputStream out, Runnable halfway) {
    this.out = out;
    this.halfway = halfway;
  }

  @Override
  public void write(int b) throws IOException {
    out.write(b);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    if (isHalved) {
      out.write(bytes, offset, length);
      return;
    }
    isHalved = true;
    // The stream below hands pieces on and returns from a flush when the piece before was taken.
    int quarter = length / 4;
    for (int piece = 0; piece < 2; piece++) {
      out.write(bytes, offset + piece * quarter, quarter);
      out.flush();
    }
    Passes.sleep(ON_ITS_WAY_MILLIS);
    halfway.run();
    out.write(bytes, offset + 2 * quarter, length - 2 * quarter);
  }

  @Override
  public void flush() throws IOException {
    out.flush();
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
