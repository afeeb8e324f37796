package bulkorders.endtoend;

import bulkorders.endtoend.points.Point;
import bulkorders.endtoend.points.Weaver;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * The program packed into a jar, from which processes are started. The first process to end that is
 * {@linkplain #warmUp told so} leaves an archive of its classes behind, from which later ones start
 * in half the time.
 */
public final class Packed {

  private static final Path PLACE = temporaryDirectory();

  /** As it is shipped. */
  static final Packed PLAIN = new Packed("plain", classes(bulkorders.cli.Main.class));

  private final Path jar;
  private final Path archive;

  private Packed(String name, Map<String, byte[]> classes) {
    this.jar = classes.isEmpty() ? codeSource(bulkorders.cli.Main.class) : jar(name, classes);
    this.archive = PLACE.resolve(name + ".jsa");
  }

  /** With all that {@link Moments} need. */
  public static Packed woven() {
    return Woven.PACKED;
  }

  /** Made when first asked for. */
  private static final class Woven {
    static final Packed PACKED = new Packed("woven", classes());

    private static Map<String, byte[]> classes() {
      Map<String, byte[]> classes = Packed.classes(bulkorders.cli.Main.class);
      String points = Point.class.getPackageName().replace('.', '/');
      Packed.classes(Point.class)
          .forEach(
              (file, bytes) -> {
                if (file.startsWith(points)) {
                  classes.put(file, bytes);
                }
              });
      Weaver.types()
          .forEach(type -> classes.put(type.replace('.', '/') + ".class", Weaver.woven(type)));
      return classes;
    }
  }

  /** The jar and the libraries of the program; what only tests need does no harm behind them. */
  String classPath() {
    Stream<String> libraries =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> entry.endsWith(".jar"));
    return Stream.concat(Stream.of(jar.toString()), libraries)
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** Options for a quick start. */
  List<String> classSharing() {
    return Files.exists(archive)
        ? List.of("-Xshare:auto", "-XX:SharedArchiveFile=" + archive)
        : List.of();
  }

  /** Has an archive of the loaded classes written, by running a command of which all is used. */
  public synchronized void warmUp(Supplier<Program.Child> command) {
    if (!Files.exists(archive)) {
      command.get().await();
    }
  }

  /** What makes a process write the archive when it ends. */
  public Map<String, String> writingArchive() {
    return Map.of("JDK_JAVA_OPTIONS", "-XX:ArchiveClassesAtExit=" + archive);
  }

  private static Path temporaryDirectory() {
    try {
      Path directory = Files.createTempDirectory("bulk-orders-program");
      Runtime.getRuntime()
          .addShutdownHook(new Thread(() -> Folders.delete(directory), "delete the program"));
      return directory;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path codeSource(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The files beside a class, folders included, by their names in a jar. */
  private static Map<String, byte[]> classes(Class<?> type) {
    Path root = codeSource(type);
    Map<String, byte[]> classes = new TreeMap<>();
    if (Files.isDirectory(root)) {
      try (Stream<Path> files = Files.walk(root)) {
        for (Path file : files.filter(found -> !found.equals(root)).toList()) {
          String name = root.relativize(file).toString().replace('\\', '/');
          boolean isDirectory = Files.isDirectory(file);
          classes.put(
              isDirectory ? name + "/" : name,
              isDirectory ? new byte[0] : Files.readAllBytes(file));
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return classes;
  }

  private static Path jar(String name, Map<String, byte[]> classes) {
    Path jar = PLACE.resolve(name + ".jar");
    try (OutputStream out = Files.newOutputStream(jar);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, byte[]> entry : classes.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
        zip.closeEntry();
      }
      return jar;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
