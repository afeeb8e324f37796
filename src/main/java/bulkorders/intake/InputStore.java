package bulkorders.intake;

import bulkorders.files.WorkFolder;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipException;

/**
 * Keeps a copy of every input under {@code HOME/input/HASH.gz}, so that each execution of a run
 * reads the same bytes whatever becomes of the original.
 *
 * <p>A copy is written beside its place, its hash taken of what is written, synced to the disk and
 * then renamed; a half-written copy is never found. An existing copy is reused only if it is
 * intact, and each process checks a copy that it did not write whole before its rows are taken.
 */
public final class InputStore {

  /** Name of an input that came through standard input. */
  public static final String STANDARD_INPUT = "-";

  private static final int BUFFER = 1 << 16;

  private final Path directory;

  /** Size when decompressed of the copies that this process wrote or checked, by hash. */
  private final Map<String, Long> intact = new ConcurrentHashMap<>();

  /**
   * @param home the directory that holds everything this program keeps
   */
  public InputStore(Path home) {
    this.directory = home.resolve("input");
  }

  /** Where the copy of an input is, or would be. */
  public Path pathOf(String hash) {
    return directory.resolve(hash + ".gz");
  }

  /**
   * Copies a file, compressed with gzip or not.
   *
   * @throws UnreadableInputException if there is no such file, it cannot be read or is empty, or
   *     its compression is damaged
   */
  public StoredInput store(Path file) {
    String name = String.valueOf(file.getFileName());
    requireReadable(file);
    StoredInput stored;
    try (InputStream bytes = Files.newInputStream(file)) {
      stored = store(bytes, name);
    } catch (IOException e) {
      throw new UnreadableInputException(file.toString(), "cannot be read: " + reason(e));
    }
    if (stored.bytes() == 0) {
      // The name alone would be a riddle: that of /dev/null is null.
      throw new UnreadableInputException(file.toString(), InputFormats.EMPTY);
    }
    return stored;
  }

  /**
   * Looks at a file without reading it.
   *
   * @throws UnreadableInputException if there is no such file, or it cannot be read
   */
  public static void requireReadable(Path file) {
    if (Files.isDirectory(file)) {
      throw new UnreadableInputException(file.toString(), "is a directory; name a file in it");
    }
    if (Files.notExists(file)) {
      throw new UnreadableInputException(file.toString(), "there is no such file");
    }
    if (!Files.isReadable(file)) {
      throw new UnreadableInputException(file.toString(), "cannot be read: permission denied");
    }
  }

  /**
   * Copies a stream to its end, compressed with gzip or not; the caller closes it.
   *
   * @param name what to call it in messages, {@link #STANDARD_INPUT} for standard input
   * @throws UnreadableInputException if it cannot be read or its compression is damaged
   */
  public StoredInput store(InputStream stream, String name) {
    try {
      Files.createDirectories(directory);
      try (WorkFolder work = WorkFolder.create(directory, "copy")) {
        return store(stream, name, Files.createTempFile(work.path(), "copy-", ".gz"));
      }
    } catch (IOException e) {
      throw new UnreadableInputException(
          name, "cannot be copied to " + directory + ": " + reason(e));
    }
  }

  private StoredInput store(InputStream stream, String name, Path temporary) throws IOException {
    Digest digest = copy(stream, name, temporary);
    Path place = pathOf(digest.hash());
    if (!isIntact(place, digest.hash())) {
      Files.move(temporary, place, StandardCopyOption.ATOMIC_MOVE);
      syncDirectory();
    }
    intact.put(digest.hash(), digest.bytes());
    // A line break in the name would cut every message that begins with it.
    return new StoredInput(
        place, digest.hash(), name.replaceAll("\\p{Cntrl}", "?"), digest.bytes());
  }

  /**
   * Finds the copy of an input that was stored before; checks all of it the first time.
   *
   * @param name what to call it in messages
   * @throws UnreadableInputException if the copy is missing or damaged
   */
  public StoredInput find(String hash, String name) {
    Path place = pathOf(hash);
    Long known = intact.get(hash);
    if (known != null && Files.exists(place)) {
      return new StoredInput(place, hash, name, known);
    }
    try {
      Digest digest = digest(place);
      if (digest.hash().equals(hash)) {
        intact.put(hash, digest.bytes());
        return new StoredInput(place, hash, name, digest.bytes());
      }
    } catch (NoSuchFileException e) {
      throw new UnreadableInputException(
          name, "its copy " + place + " is gone; give the original file again");
    } catch (IOException e) {
      throw new UnreadableInputException(
          name,
          "its copy " + place + " cannot be read: " + reason(e) + "; give the original file again");
    }
    throw new UnreadableInputException(
        name, "its copy " + place + " is damaged; give the original file again");
  }

  private static Digest copy(InputStream stream, String name, Path temporary) throws IOException {
    MessageDigest sha256 = sha256();
    long bytes = 0;
    try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
      FastGzip compressed = new FastGzip(Channels.newOutputStream(channel));
      byte[] buffer = new byte[BUFFER];
      try (InputStream plain = decompressed(stream, name)) {
        for (int n = read(plain, buffer, name); n >= 0; n = read(plain, buffer, name)) {
          compressed.write(buffer, 0, n);
          sha256.update(buffer, 0, n);
          bytes += n;
        }
      }
      compressed.finish();
      channel.force(true);
    }
    return new Digest(sha256, bytes);
  }

  private static InputStream decompressed(InputStream stream, String name) throws IOException {
    BufferedInputStream bytes = new Unhurried(stream);
    bytes.mark(2);
    boolean gzip = bytes.read() == 0x1f && bytes.read() == 0x8b;
    bytes.reset();
    if (!gzip) {
      return bytes;
    }
    try {
      return new GZIPInputStream(bytes, BUFFER);
    } catch (EOFException | ZipException e) {
      throw damaged(name);
    }
  }

  private static int read(InputStream plain, byte[] buffer, String name) throws IOException {
    try {
      return plain.read(buffer);
    } catch (EOFException | ZipException e) {
      throw damaged(name);
    }
  }

  private static UnreadableInputException damaged(String name) {
    return new UnreadableInputException(
        name, "its gzip compression is damaged or cut off; transfer the file again");
  }

  private static boolean isIntact(Path place, String hash) {
    try {
      return digest(place).hash().equals(hash);
    } catch (IOException e) {
      return false;
    }
  }

  private static Digest digest(Path copy) throws IOException {
    MessageDigest sha256 = sha256();
    long bytes = 0;
    byte[] buffer = new byte[BUFFER];
    try (InputStream plain = StoredInput.open(copy)) {
      for (int n = plain.read(buffer); n >= 0; n = plain.read(buffer)) {
        sha256.update(buffer, 0, n);
        bytes += n;
      }
    }
    return new Digest(sha256, bytes);
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Makes the rename itself survive a crash of the machine. */
  private void syncDirectory() throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  static String reason(IOException e) {
    if (e instanceof FileSystemException fileSystem) {
      return Optional.ofNullable(fileSystem.getReason())
          .orElse(e instanceof AccessDeniedException ? "permission denied" : "" + e);
    }
    return Optional.ofNullable(e.getMessage()).orElse(e.getClass().getSimpleName());
  }

  private record Digest(String hash, long bytes) {
    Digest(MessageDigest sha256, long bytes) {
      this(HexFormat.of().formatHex(sha256.digest()), bytes);
    }
  }

  /** The copy is read more often than it is sent anywhere: speed before size. */
  private static final class FastGzip extends GZIPOutputStream {
    FastGzip(OutputStream out) throws IOException {
      super(out, BUFFER);
      def.setLevel(Deflater.BEST_SPEED);
    }
  }

  /**
   * {@link GZIPInputStream} takes a stream with nothing available for its end and would drop the
   * further members of a compressed pipe that pauses; this one waits until it knows.
   */
  private static final class Unhurried extends BufferedInputStream {
    Unhurried(InputStream in) {
      super(new Unasked(in), BUFFER);
    }

    @Override
    public synchronized int available() throws IOException {
      if (pos >= count) {
        mark(1);
        if (read() < 0) {
          return 0;
        }
        reset();
      }
      return Math.max(1, count - pos);
    }

    @Override
    public void close() {
      // The caller opened the stream beneath and closes it.
    }
  }

  /** Is not asked how much there is: of a named pipe a channel cannot tell, and fails. */
  private static final class Unasked extends FilterInputStream {
    Unasked(InputStream in) {
      super(in);
    }

    @Override
    public int available() {
      return 0;
    }
  }
}
