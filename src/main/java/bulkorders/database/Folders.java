package bulkorders.database;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;

/** What has to be done to whole folders. */
final class Folders {

  private Folders() {}

  /** Deletes the folder with all that is in it; nothing happens where there is none. */
  static void delete(Path folder) throws IOException {
    if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      FileSystemUtils.deleteRecursively(folder);
    }
  }

  /**
   * Makes all that is in the folder outlive a stop of the machine. One call for the file system
   * takes less than a second where a call for each of a thousand files takes many; not every system
   * has it.
   */
  static void forceAll(Path folder) throws IOException, InterruptedException {
    if (System.getProperty("os.name").equals("Linux") && syncFileSystem(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        if (!Files.isSymbolicLink(file)) {
          force(file);
        }
      }
    }
  }

  private static boolean syncFileSystem(Path folder) throws InterruptedException {
    try {
      return new ProcessBuilder("sync", "-f", folder.toString())
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    }
  }

  /** Makes a file, or the renames in a folder, outlive a stop of the machine. */
  static void force(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
