package bulkorders;

import bulkorders.job.AccountUnusableException;
import bulkorders.provider.http.ProviderAccount;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The key of an account: a value, or a file that is read anew each time. A file that others could
 * read is refused. So is one of this user's own that its group could read; a file that somebody
 * else provides, as secret stores do, may be for a group that this user is in.
 */
final class AccountKey {

  private static final Set<PosixFilePermission> OF_OTHERS =
      Set.of(PosixFilePermission.OTHERS_READ, PosixFilePermission.OTHERS_WRITE);
  private static final Set<PosixFilePermission> OF_GROUP =
      Set.of(PosixFilePermission.GROUP_READ, PosixFilePermission.GROUP_WRITE);

  private final String account;
  private final @Nullable String value;
  private final @Nullable String file;
  private final String setting;

  /**
   * @param value the key itself, blank when a file holds it
   * @param file the file that holds it, blank when there is none
   * @param setting the names of what sets the key and its file, for messages
   */
  AccountKey(String account, @Nullable String value, @Nullable String file, String setting) {
    this.account = account;
    this.value = value == null || value.isBlank() ? null : value.strip();
    this.file = file == null || file.isBlank() ? null : file;
    this.setting = setting;
  }

  /** Whether a key or a file is set at all. */
  boolean isSet() {
    return value != null || file != null;
  }

  /** Whether it is read from a file. */
  boolean isInFile() {
    return value == null && file != null;
  }

  /**
   * The key.
   *
   * @throws AccountUnusableException when none is set, its file cannot be used, or it cannot be one
   */
  String get() {
    String key = value != null ? value : read();
    if (!ProviderAccount.isPossibleKey(key)) {
      throw new AccountUnusableException(
          "account %s has a key with characters that no key has, such as a line break or a blank: set the right one in %s"
              .formatted(account, setting));
    }
    return key;
  }

  private String read() {
    if (file == null) {
      throw new AccountUnusableException(
          "account %s has no key: set %s, or rehearse with --sandbox".formatted(account, setting));
    }
    Path path = Path.of(file);
    try {
      requireSecret(path);
      String key = Files.readString(path).strip();
      if (key.isEmpty()) {
        throw unusable("is empty");
      }
      return key;
    } catch (NoSuchFileException e) {
      throw unusable("is not there");
    } catch (IOException e) {
      throw unusable("cannot be read");
    }
  }

  private void requireSecret(Path path) throws IOException {
    FileSystem system = path.getFileSystem();
    if (!system.supportedFileAttributeViews().contains("posix")) {
      return;
    }
    var attributes = Files.readAttributes(path, PosixFileAttributes.class);
    Set<PosixFilePermission> permissions = attributes.permissions();
    boolean ownFile = attributes.owner().getName().equals(System.getProperty("user.name"));
    if (permissions.stream().anyMatch(OF_OTHERS::contains)
        || (ownFile && permissions.stream().anyMatch(OF_GROUP::contains))) {
      throw unusable("is open to other users of this machine; close it with: chmod 600 " + file);
    }
  }

  private AccountUnusableException unusable(String why) {
    return new AccountUnusableException(
        "account %s has no key: the file %s %s".formatted(account, file, why));
  }

  /** Leaves the key out. */
  @Override
  public String toString() {
    return "AccountKey[" + account + "]";
  }
}
