package bulkorders.database;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
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

  /** Makes a rename in the folder outlive a stop of the machine. */
  static void force(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
