package bulkorders.database;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/**
 * The PostgreSQL programs for this machine, as packed in a jar on the class path.
 *
 * @param archive where the packed programs are
 * @param version their version, as in the name of the jar: "17.7.0"
 */
record PostgresBinaries(URL archive, String version) {

  private static final Pattern VERSION_IN_JAR_NAME =
      Pattern.compile("-(\\d+(?:\\.\\d+)+)\\.jar!/[^!]*$");

  private static final int OWNER_EXECUTES = 0100;

  /** Finds the programs for the operating system and processor this runs on. */
  static PostgresBinaries ofThisMachine() {
    return of(System.getProperty("os.name"), System.getProperty("os.arch"));
  }

  static PostgresBinaries of(String osName, String osArch) {
    String os = osName.toLowerCase(Locale.ROOT).startsWith("mac") ? "darwin" : osName;
    String resource =
        switch (osArch.toLowerCase(Locale.ROOT)) {
          case "amd64", "x86_64" -> "postgres-%s-x86_64.txz";
          case "aarch64", "arm64" -> "postgres-%s-arm_64.txz";
          default -> "postgres-%s-" + osArch + ".txz";
        };
    URL archive =
        PostgresBinaries.class
            .getClassLoader()
            .getResource(resource.formatted(os.toLowerCase(Locale.ROOT)));
    if (archive == null) {
      throw new DatabaseUnavailableException(
          "There is no embedded PostgreSQL for %s on %s. ".formatted(osName, osArch)
              + EmbeddedPostgres.USE_ANOTHER);
    }
    Matcher version = VERSION_IN_JAR_NAME.matcher(archive.toString());
    if (!version.find()) {
      throw new IllegalStateException("No version in the name of the jar of " + archive);
    }
    return new PostgresBinaries(archive, version.group(1));
  }

  /** The version that decides whether a data directory can be used: "17". */
  String major() {
    return version.substring(0, version.indexOf('.'));
  }

  /**
   * Unpacks the programs to the folder unless it exists. The folder appears complete or not at all,
   * also when the machine stops in between. Only one process may do this at a time.
   *
   * @return the folder
   */
  Path unpackTo(Path folder) throws IOException, InterruptedException {
    if (Files.isDirectory(folder)) {
      return folder;
    }
    Path incomplete = folder.resolveSibling(folder.getFileName() + ".incomplete");
    Folders.delete(incomplete);
    Files.createDirectories(incomplete);
    try (InputStream in = archive.openStream();
        var tar =
            new TarArchiveInputStream(
                new XZCompressorInputStream(new BufferedInputStream(in, 1 << 16)))) {
      TarArchiveEntry entry;
      while ((entry = tar.getNextEntry()) != null) {
        unpack(entry, tar, incomplete);
      }
    }
    Folders.forceAll(incomplete);
    Files.move(incomplete, folder, StandardCopyOption.ATOMIC_MOVE);
    Folders.force(folder.resolve(".."));
    return folder;
  }

  private static void unpack(TarArchiveEntry entry, InputStream content, Path folder)
      throws IOException {
    Path target = folder.resolve(entry.getName()).normalize();
    if (!target.startsWith(folder)) {
      throw new IOException("The archive has a file outside of its folder: " + entry.getName());
    }
    if (entry.isDirectory()) {
      Files.createDirectories(target);
      return;
    }
    Files.createDirectories(target.getParent());
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
    } else {
      Files.copy(content, target);
      Files.setPosixFilePermissions(target, permissions(entry.getMode()));
    }
  }

  private static Set<PosixFilePermission> permissions(int mode) {
    Set<PosixFilePermission> permissions =
        EnumSet.of(
            PosixFilePermission.OWNER_READ,
            PosixFilePermission.OWNER_WRITE,
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.OTHERS_READ);
    if ((mode & OWNER_EXECUTES) != 0) {
      permissions.addAll(
          EnumSet.of(
              PosixFilePermission.OWNER_EXECUTE,
              PosixFilePermission.GROUP_EXECUTE,
              PosixFilePermission.OTHERS_EXECUTE));
    }
    return permissions;
  }
}
