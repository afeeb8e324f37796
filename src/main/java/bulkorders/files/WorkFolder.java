package bulkorders.files;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;

/**
 * A hidden folder {@code .NAME.UUID.tmp} in which files are made before a rename puts them in
 * place.
 *
 * <p>It belongs to the process that made it for as long as that lives: a lock on a file in it,
 * which the operating system gives back however the process ends, tells a folder in use from one
 * that a killed process left. Such leftovers are removed when the next folder of that name is made.
 */
public final class WorkFolder implements Closeable {

  private static final String LOCK = ".lock";

  /**
   * Folders of this process. Its own locks do not keep it out, and all of them on a file are lost
   * when it closes any channel on that file, so it must not even look.
   */
  private static final Set<Path> OURS = ConcurrentHashMap.newKeySet();

  private final Path path;
  private final FileChannel lock;

  private WorkFolder(Path path, FileChannel lock) {
    this.path = path;
    this.lock = lock;
  }

  /**
   * Makes a folder, and removes those of that name that nobody uses any more.
   *
   * @param parent where it will be; must exist, on the file system that the files are meant for
   * @param name what the files are for
   * @throws IOException if nothing can be written there
   */
  public static WorkFolder create(Path parent, String name) throws IOException {
    Path place = parent.toRealPath();
    removeLeftovers(place, name);
    while (true) {
      Path path = place.resolve("." + name + "." + UUID.randomUUID() + ".tmp");
      OURS.add(path);
      Files.createDirectory(path);
      FileChannel lock = lock(path);
      if (lock != null) {
        return new WorkFolder(path, lock);
      }
    }
  }

  /** Null when another process took the folder for a leftover before it was locked. */
  private static @Nullable FileChannel lock(Path folder) throws IOException {
    Path file = folder.resolve(LOCK);
    FileChannel channel;
    try {
      channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    } catch (NoSuchFileException e) {
      return null;
    }
    if (isLocked(channel) && Files.exists(file)) {
      return channel;
    }
    channel.close();
    return null;
  }

  private static boolean isLocked(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  /** Where files can be made. */
  public Path path() {
    return path;
  }

  /** Removes what is left of the folder; if that fails, the next folder's maker does. */
  @Override
  public void close() {
    try (lock) {
      delete(path);
    } catch (IOException e) {
      // What was made is in its place by now, or has failed for a reason of its own.
    } finally {
      OURS.remove(path);
    }
  }

  private static void removeLeftovers(Path place, String name) throws IOException {
    Pattern names = Pattern.compile("\\." + Pattern.quote(name) + "\\.[0-9a-f-]{36}\\.tmp");
    List<Path> leftovers;
    try (Stream<Path> entries = Files.list(place)) {
      leftovers =
          entries
              .filter(entry -> names.matcher(String.valueOf(entry.getFileName())).matches())
              .filter(entry -> Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS))
              .filter(entry -> !OURS.contains(entry))
              .toList();
    }
    for (Path leftover : leftovers) {
      try {
        removeUnlessUsed(leftover);
      } catch (IOException e) {
        // Another user's, or already gone: not a reason to fail what the new folder is for.
      }
    }
  }

  private static void removeUnlessUsed(Path folder) throws IOException {
    try (FileChannel lock = FileChannel.open(folder.resolve(LOCK), StandardOpenOption.WRITE)) {
      if (isLocked(lock)) {
        delete(folder);
      }
    } catch (NoSuchFileException e) {
      // Its maker has not come to the lock, or never will. If it still does, it finds the folder
      // gone and makes another.
      Files.deleteIfExists(folder);
    }
  }

  /** The lock goes last, so that half a deletion leaves a folder that can be told to be unused. */
  private static void delete(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      for (Path entry : (Iterable<Path>) entries::iterator) {
        if (!entry.endsWith(LOCK)) {
          FileSystemUtils.deleteRecursively(entry);
        }
      }
    }
    Files.deleteIfExists(folder.resolve(LOCK));
    Files.deleteIfExists(folder);
  }
}
