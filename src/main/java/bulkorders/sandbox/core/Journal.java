package bulkorders.sandbox.core;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Append-only file of JSON lines. A line counts once {@link #sync} returned for it; several callers
 * share one fsync. A last line that was torn by a crash is cut off at start.
 */
public final class Journal implements AutoCloseable {

  private static final int LINE_FEED = '\n';

  private final @Nullable FileChannel channel;
  private final Path file;
  private final Object syncing = new Object();
  private long written;
  private volatile long synced;
  private boolean broken;

  private Journal(Path file, @Nullable FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /** A journal that remembers nothing. */
  public static Journal none() {
    return new Journal(Path.of("none"), null);
  }

  /** Replays the file into the consumer, then opens it for appending. */
  public static Journal open(Path file, Consumer<JsonNode> replay) {
    try {
      boolean existed = Files.exists(file);
      long good = existed ? replay(file, replay) : 0;
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      channel.truncate(good);
      channel.position(good);
      channel.force(true);
      if (!existed) {
        syncDirectory(file);
      }
      Journal journal = new Journal(file, channel);
      journal.written = good;
      journal.synced = good;
      return journal;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the sandbox journal " + file, e);
    }
  }

  private static void syncDirectory(Path file) throws IOException {
    Path parent = file.toAbsolutePath().getParent();
    if (parent != null) {
      try (FileChannel directory = FileChannel.open(parent, StandardOpenOption.READ)) {
        directory.force(true);
      }
    }
  }

  /** Returns the length of the part that is whole. */
  private static long replay(Path file, Consumer<JsonNode> replay) throws IOException {
    long good = 0;
    long number = 0;
    boolean torn = false;
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      for (int b = in.read(); b >= 0; b = in.read()) {
        if (b != LINE_FEED) {
          line.write(b);
          continue;
        }
        if (torn) {
          throw new IOException("line " + number + " is damaged; remove it or the whole journal");
        }
        number++;
        try {
          JsonNode entry = Json.parse(line.toByteArray());
          apply(entry, number, replay);
          good += line.size() + 1L;
        } catch (JacksonException e) {
          // Torn if nothing follows, damaged otherwise.
          torn = true;
        }
        line.reset();
      }
    }
    return good;
  }

  private static void apply(JsonNode entry, long number, Consumer<JsonNode> replay)
      throws IOException {
    try {
      replay.accept(entry);
    } catch (RuntimeException e) {
      throw new IOException("line " + number + " is not understood: " + e.getMessage(), e);
    }
  }

  /** Writes a line and returns the ticket to wait for with {@link #sync}. */
  public synchronized long append(ObjectNode line) {
    if (channel == null) {
      return 0;
    }
    if (broken) {
      throw new UncheckedIOException(new IOException("The journal " + file + " cannot be written"));
    }
    ByteBuffer bytes = ByteBuffer.wrap(Json.line(line));
    try {
      while (bytes.hasRemaining()) {
        written += channel.write(bytes);
      }
      return written;
    } catch (IOException e) {
      // A half line may be in the file now: nothing may follow it.
      broken = true;
      throw new UncheckedIOException("Cannot write to the sandbox journal " + file, e);
    }
  }

  /** Returns when everything up to the ticket is on disk. */
  public void sync(long ticket) {
    if (channel == null || synced >= ticket) {
      return;
    }
    synchronized (syncing) {
      if (synced >= ticket) {
        return;
      }
      long upTo;
      synchronized (this) {
        upTo = written;
      }
      try {
        channel.force(false);
      } catch (IOException e) {
        synchronized (this) {
          broken = true;
        }
        throw new UncheckedIOException("Cannot sync the sandbox journal " + file, e);
      }
      synced = upTo;
    }
  }

  /** Forgets every line. */
  public void clear() {
    if (channel == null) {
      return;
    }
    synchronized (syncing) {
      synchronized (this) {
        try {
          channel.truncate(0);
          channel.position(0);
          channel.force(true);
          written = 0;
          synced = 0;
          broken = false;
        } catch (IOException e) {
          throw new UncheckedIOException("Cannot clear the sandbox journal " + file, e);
        }
      }
    }
  }

  @Override
  public void close() {
    if (channel == null) {
      return;
    }
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot close the sandbox journal " + file, e);
    }
  }
}
