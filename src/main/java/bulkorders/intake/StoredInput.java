package bulkorders.intake;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/**
 * An input as it is kept.
 *
 * @param file the compressed copy
 * @param hash lower-case hexadecimal SHA-256 of the decompressed bytes, taken from the copy
 * @param name what the user calls it: the file name, or {@code -} for standard input
 * @param bytes size when decompressed
 */
public record StoredInput(Path file, String hash, String name, long bytes) {

  private static final int BUFFER = 1 << 16;

  /** Opens the decompressed bytes. */
  public InputStream open() throws IOException {
    return open(file);
  }

  static InputStream open(Path file) throws IOException {
    InputStream raw = Files.newInputStream(file);
    try {
      return new GZIPInputStream(raw, BUFFER);
    } catch (IOException e) {
      raw.close();
      throw e;
    }
  }
}
