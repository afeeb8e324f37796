package bulkorders.provider.http;

import bulkorders.provider.http.ProviderHttp.BodyReader;
import bulkorders.run.RunStoppedException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Takes an answer off the wire to its last byte before it is read. A request has to be over in a
 * given time, and a page of number orders may hold two million numbers: the time in which they are
 * stored must not count as the provider's. A short answer is kept in memory, a long one in a file.
 */
public final class SpooledAnswer {

  private static final int KEPT_IN_MEMORY = 1 << 20;
  private static final int AT_ONCE = 1 << 16;

  private SpooledAnswer() {}

  /** The same reader, for which the wire no longer matters. */
  public static <T> BodyReader<T> before(BodyReader<T> reader) {
    return wire -> {
      byte[] beginning = wire.readNBytes(KEPT_IN_MEMORY);
      var inMemory = new ByteArrayInputStream(beginning);
      if (beginning.length < KEPT_IN_MEMORY) {
        return reader.read(inMemory);
      }
      try (FileChannel file = open();
          InputStream kept = Channels.newInputStream(file)) {
        copy(wire, file);
        return reader.read(new SequenceInputStream(inMemory, kept));
      }
    };
  }

  /** A file that is in no folder any more, so that not even a kill leaves it behind. */
  private static FileChannel open() {
    try {
      Path path = Files.createTempFile("bulk-orders-answer", null);
      try {
        return FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
      } finally {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw notKept(e);
    }
  }

  private static void copy(InputStream wire, FileChannel file) throws IOException {
    OutputStream out = Channels.newOutputStream(file);
    byte[] bytes = new byte[AT_ONCE];
    for (int count = wire.read(bytes); count >= 0; count = wire.read(bytes)) {
      try {
        out.write(bytes, 0, count);
      } catch (IOException e) {
        throw notKept(e);
      }
    }
    file.position(0);
  }

  private static RunStoppedException notKept(IOException e) {
    return new RunStoppedException(
        "a long answer of the provider cannot be kept in %s (%s): make room there, then run the same command again"
            .formatted(System.getProperty("java.io.tmpdir"), e.getMessage()));
  }
}
