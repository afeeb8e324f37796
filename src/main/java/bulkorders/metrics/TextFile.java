package bulkorders.metrics;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A file in Prometheus's text format, which node_exporter's textfile collector reads. */
final class TextFile {

  private TextFile() {}

  /** Replaces {@code NAME.prom} in a folder; a reader never sees half a file. */
  static void replace(Path folder, String name, String exposition) throws IOException {
    Files.createDirectories(folder);
    Path unfinished = Files.createTempFile(folder, name, ".tmp");
    Files.writeString(unfinished, exposition);
    Files.move(
        unfinished,
        folder.resolve(name + ".prom"),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }
}
