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
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder that files are put into, with {@code done} and {@code failed} beside it. A file is taken
 * when it is complete: when it is not called {@code *.part} and has not changed for a while.
 * Nothing is deleted or overwritten.
 *
 * @param folder where files are put
 * @param pattern glob of the files that are meant
 * @param settle for how long a file must not change
 */
public record Inbox(Path folder, String pattern, Duration settle) {

  private static final String UNFINISHED = ".part";

  /**
   * What is in the folder.
   *
   * @param complete in the order of their names
   * @param growing files that are still being written
   */
  public record Arrivals(List<Arrival> complete, List<Path> growing) {}

  /** A file as it was found; it may be replaced under the same name at any time. */
  public record Arrival(Path file, long size, FileTime modified) {

    static Arrival of(Path file) throws IOException {
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      return new Arrival(file, attributes.size(), attributes.lastModifiedTime());
    }

    /** Whether the file is still the one that was found. */
    public boolean isUnchanged() {
      try {
        return equals(of(file));
      } catch (IOException e) {
        return false;
      }
    }
  }

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
    List<Arrival> before = found();
    if (before.isEmpty()) {
      return new Arrivals(List.of(), List.of());
    }
    Thread.sleep(settle.toMillis());
    List<Arrival> after = found();
    return new Arrivals(
        before.stream().filter(after::contains).toList(),
        after.stream().filter(arrival -> !before.contains(arrival)).map(Arrival::file).toList());
  }

  private List<Arrival> found() {
    PathMatcher meant = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
    List<Arrival> found = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        String name = file.getFileName().toString();
        if (!name.startsWith(".")
            && !name.endsWith(UNFINISHED)
            && meant.matches(file.getFileName())
            && Files.isRegularFile(file)) {
          found.add(Arrival.of(file));
        }
      }
    } catch (NoSuchFileException e) {
      // Somebody took one back; the rest is looked at the next time.
      return found;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return found;
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
