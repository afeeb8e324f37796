package bulkorders.database;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.springframework.util.FileSystemUtils;

/**
 * Another process that uses the embedded PostgreSQL of a HOME, until told to close or killed. Says
 * its process number and the URL, or what went wrong.
 */
final class DatabaseUser implements AutoCloseable {

  private final Process process;
  private final BufferedReader said;

  private DatabaseUser(Process process) {
    this.process = process;
    this.said =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  /** In the other process. */
  public static void main(String[] args) throws IOException {
    try (Database database = EmbeddedPostgres.open(Path.of(args[0]), "orders")) {
      System.out.println(ProcessHandle.current().pid());
      System.out.println(database.url());
      System.in.read();
    } catch (DatabaseUnavailableException e) {
      System.out.println(ProcessHandle.current().pid());
      System.out.println(e.getMessage());
    }
    System.out.println("closed");
  }

  static DatabaseUser start(Path home) throws IOException {
    return start(home, System.getProperty("java.class.path"), List.of());
  }

  /** In a process group of its own, as a shell with a terminal starts it. */
  static DatabaseUser startInForegroundGroup(Path home) throws IOException {
    return start(
        home,
        System.getProperty("java.class.path"),
        List.of("bash", "-c", "set -m; \"$@\" & wait $!", "bash"));
  }

  /**
   * As a user other than root; if this is not root, as this user.
   *
   * @param folder where that user may read
   */
  static DatabaseUser startAsOrdinaryUser(Path home, Path folder) throws IOException {
    return isRoot(home)
        ? start(home, readableClassPath(folder), List.of("runuser", "-u", "nobody", "--"))
        : start(home);
  }

  static boolean isRoot(Path ownFile) throws IOException {
    return Files.getOwner(ownFile).getName().equals("root")
        || System.getProperty("user.name").equals("root");
  }

  private static DatabaseUser start(Path home, String classPath, List<String> prefix)
      throws IOException {
    List<String> command = new ArrayList<>(prefix);
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            classPath,
            DatabaseUser.class.getName(),
            home.toString()));
    return new DatabaseUser(
        new ProcessBuilder(command)
            .directory(new File("/"))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start());
  }

  /** The local repository may be in a folder that nobody else may enter. */
  private static String readableClassPath(Path folder) throws IOException {
    List<String> readable = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      Path source = Path.of(entry);
      Path target = folder.resolve(readable.size() + "-" + source.getFileName());
      if (Files.isDirectory(source)) {
        FileSystemUtils.copyRecursively(source, target);
      } else if (Files.exists(source)) {
        try {
          Files.createLink(target, source);
        } catch (FileAlreadyExistsException e) {
          throw e;
        } catch (IOException | UnsupportedOperationException e) {
          Files.copy(source, target);
        }
      }
      readable.add(target.toString());
    }
    return String.join(File.pathSeparator, readable);
  }

  /** The next line it says. */
  String said() throws IOException {
    return String.valueOf(said.readLine());
  }

  /** Tells it to close the database and waits for its end. */
  @Override
  public void close() throws IOException {
    process.getOutputStream().close();
    awaitEnd();
  }

  /**
   * Waits until it has ended by itself. To close it before would let it go the orderly way, on
   * which it stops the server as its last user.
   */
  void awaitEnd() throws IOException {
    while (said.readLine() != null) {
      // Until it has ended.
    }
  }

  void kill() throws IOException {
    // Not through the process itself: that would close what it said, too.
    process.toHandle().destroyForcibly();
    close();
  }
}
