package bulkorders.schedule;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A folder that files are put into, with {@code done} and {@code failed} beside it. A file is taken
 * when it is complete: when it is not called {@code *.part} and its size has not changed for a
 * while. Nothing is deleted or overwritten.
 *
 * @param folder where files are put
 * @param pattern glob of the files that are meant
 * @param settle for how long a size must not change
 */
public record Inbox(Path folder, String pattern, Duration settle) {

  private static final String UNFINISHED = ".part";

  /**
   * What is in the folder.
   *
   * @param complete in the order of their names
   * @param growing files that are still being written
   */
  public record Arrivals(List<Path> complete, List<Path> growing) {}

  /** Where a file goes in the end. */
  public enum Fate {
    /** It was ordered. */
    DONE("done"),
    /** A person has to look at it. */
    FAILED("failed");

    private final String folder;

    Fate(String folder) {
      this.folder = folder;
    }
  }

  /**
   * Looks at the folder twice, with the time to settle between.
   *
   * @throws InterruptedException when the thread is interrupted meanwhile
   */
  public Arrivals arrivals() throws InterruptedException {
    Map<Path, Long> before = sizes();
    if (before.isEmpty()) {
      return new Arrivals(List.of(), List.of());
    }
    Thread.sleep(settle.toMillis());
    Map<Path, Long> after = sizes();
    return new Arrivals(
        before.keySet().stream()
            .filter(file -> Objects.equals(before.get(file), after.get(file)))
            .toList(),
        before.keySet().stream()
            .filter(after::containsKey)
            .filter(file -> !Objects.equals(before.get(file), after.get(file)))
            .toList());
  }

  private Map<Path, Long> sizes() {
    PathMatcher meant = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
    Map<Path, Long> sizes = new LinkedHashMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        String name = file.getFileName().toString();
        if (!name.startsWith(".")
            && !name.endsWith(UNFINISHED)
            && meant.matches(file.getFileName())
            && Files.isRegularFile(file)) {
          sizes.put(file, Files.size(file));
        }
      }
    } catch (NoSuchFileException e) {
      // Somebody took one back; the rest is looked at the next time.
      return sizes;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return sizes;
  }

  /** Whether a file of that name came to its end before. */
  public boolean hasDone(Path file) {
    return Files.exists(place(Fate.DONE).resolve(file.getFileName()));
  }

  /**
   * Moves a file to where it belongs, never over another one, with its result beside it.
   *
   * @param result what became of it, as JSON
   * @return where it is now
   */
  public Path move(Path file, Fate fate, String result) throws IOException {
    Path place = Files.createDirectories(place(fate));
    String name = file.getFileName().toString();
    Path target = place.resolve(name);
    for (int n = 2; Files.exists(target) || Files.exists(resultOf(target)); n++) {
      target = place.resolve(n + "-" + name);
    }
    Files.writeString(
        resultOf(target), result + "\n", StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW);
    return Files.move(file, target);
  }

  private static Path resultOf(Path file) {
    return file.resolveSibling(file.getFileName() + ".result.json");
  }

  private Path place(Fate fate) {
    return folder.resolveSibling(fate.folder);
  }
}
