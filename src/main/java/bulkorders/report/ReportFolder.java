package bulkorders.report;

import bulkorders.files.WorkFolder;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The folder of a report, replaced as a whole. Files are written into a working folder first;
 * {@link #publish} puts them in place.
 *
 * <p>Every report folder has a small file {@value #MANIFEST} that names the run and the files of
 * the report; only files it names are ever replaced or deleted.
 *
 * <ul>
 *   <li>A folder that is not there yet appears with a rename.
 *   <li>A folder with nothing but an older report of the run is exchanged by two renames; between
 *       them, for an instant, there is none.
 *   <li>A folder that holds other things too, or cannot be renamed because a file system is mounted
 *       there, gets the files one by one, each with a rename, summary.json last.
 *   <li>In a folder with the report of another run, or with foreign files of the same names, the
 *       report goes into a subfolder {@code run-N}.
 * </ul>
 */
final class ReportFolder implements Closeable {

  static final String MANIFEST = ".bulk-orders-report";

  /** Every file that a report may have; the last is put in place last. */
  static final List<String> FILES =
      List.of(
          "results.csv",
          "numbers.csv",
          "orders.csv",
          "stock.csv",
          "rejects.csv",
          "rejects.ndjson",
          "repeats.csv",
          "repeats.ndjson",
          "shortfall.csv",
          "shortfall.ndjson",
          "report.html",
          "summary.json");

  private final int run;
  private final Path target;
  private final WorkFolder workFolder;
  private final Path work;
  private final boolean beside;

  private ReportFolder(int run, Path target) throws IOException {
    this.run = run;
    this.target = target;
    Path parent = parent(target);
    Files.createDirectories(parent);
    boolean exists = Files.exists(target);
    beside =
        !exists
            || (Files.isWritable(parent)
                && Files.getFileStore(parent).equals(Files.getFileStore(target)));
    workFolder = WorkFolder.create(beside ? parent : target, String.valueOf(target.getFileName()));
    work = Files.createDirectory(workFolder.path().resolve("new"));
  }

  /**
   * Begins the report of a run.
   *
   * @throws IOException if nothing can be written there
   */
  static ReportFolder begin(int run, Path directory) throws IOException {
    Path wanted = directory.toAbsolutePath().normalize();
    if (isUsable(run, wanted)) {
      return new ReportFolder(run, wanted);
    }
    Path sub = wanted.resolve("run-" + run);
    if (isUsable(run, sub)) {
      return new ReportFolder(run, sub);
    }
    throw new FileSystemException(
        sub.toString(), null, "holds files that no report of run " + run + " has written");
  }

  /** Where the files are written to. */
  Path work() {
    return work;
  }

  /** Where they will be. */
  Path target() {
    return target;
  }

  /** Puts the files in place. */
  void publish() throws IOException {
    Set<String> written = names(work);
    writeManifest(work, written);
    if (!Files.exists(target)) {
      Files.move(work, target, StandardCopyOption.ATOMIC_MOVE);
    } else if (!(beside && holdsNothingElse() && exchange())) {
      putOneByOne(written);
    }
  }

  /** Removes the working folder, and in it an older report that was exchanged. */
  @Override
  public void close() {
    workFolder.close();
  }

  private static boolean isUsable(int run, Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return true;
    }
    Manifest manifest = Manifest.of(directory);
    if (manifest.run != 0) {
      return manifest.run == run;
    }
    return names(directory).stream().noneMatch(FILES::contains);
  }

  private boolean holdsNothingElse() throws IOException {
    Set<String> names = names(target);
    names.remove(MANIFEST);
    return Manifest.of(target).files.containsAll(names);
  }

  /** Whether that was possible. */
  private boolean exchange() throws IOException {
    Path old = workFolder.path().resolve("old");
    try {
      Files.move(target, old, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileSystemException e) {
      return false;
    }
    try {
      Files.move(work, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      Files.move(old, target, StandardCopyOption.ATOMIC_MOVE);
      throw e;
    }
    return true;
  }

  private void putOneByOne(Set<String> written) throws IOException {
    Set<String> before = Manifest.of(target).files;
    Set<String> all = new LinkedHashSet<>(before);
    all.addAll(written);
    // Whatever happens from here on, both the old and the new files are known to be ours.
    Path manifest = work.resolve(MANIFEST);
    writeManifest(work, all);
    Files.move(manifest, target.resolve(MANIFEST), StandardCopyOption.ATOMIC_MOVE);
    for (String name : FILES) {
      if (written.contains(name)) {
        Files.move(work.resolve(name), target.resolve(name), StandardCopyOption.ATOMIC_MOVE);
      } else if (before.contains(name)) {
        Files.deleteIfExists(target.resolve(name));
      }
    }
    writeManifest(work, written);
    Files.move(manifest, target.resolve(MANIFEST), StandardCopyOption.ATOMIC_MOVE);
  }

  private static Path parent(Path directory) {
    Path parent = directory.getParent();
    return parent == null ? directory : parent;
  }

  private static Set<String> names(Path directory) throws IOException {
    try (Stream<Path> entries = Files.list(directory)) {
      Set<String> names = new HashSet<>();
      entries.forEach(entry -> names.add(String.valueOf(entry.getFileName())));
      return names;
    }
  }

  private void writeManifest(Path directory, Set<String> files) throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add("run " + run);
    FILES.stream().filter(files::contains).forEach(lines::add);
    Files.write(directory.resolve(MANIFEST), lines);
  }

  /**
   * Which files of a folder are ours.
   *
   * @param run the run they report on, 0 when there is no report
   */
  private record Manifest(int run, Set<String> files) {

    static Manifest of(Path directory) throws IOException {
      Path file = directory.resolve(MANIFEST);
      if (!Files.isRegularFile(file)) {
        return new Manifest(0, Set.of());
      }
      List<String> lines = Files.readAllLines(file);
      String first = lines.isEmpty() ? "" : lines.get(0);
      if (!first.matches("run [0-9]{1,9}")) {
        return new Manifest(0, Set.of());
      }
      Set<String> files = new HashSet<>(lines.subList(1, lines.size()));
      files.retainAll(FILES);
      return new Manifest(Integer.parseInt(first.substring("run ".length())), files);
    }
  }
}
