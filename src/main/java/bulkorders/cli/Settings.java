package bulkorders.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The few settings that are needed before the application can be started. Looked up as Spring does:
 * an argument first, then a system property, then the environment.
 */
final class Settings {

  private final List<String> springArguments;

  /**
   * @param springArguments of a setting that is given more than once the last counts; Spring would
   *     make a list of them
   */
  Settings(List<String> springArguments) {
    Map<String, String> last = new LinkedHashMap<>();
    springArguments.forEach(
        argument -> last.put(argument.substring(0, argument.indexOf('=')), argument));
    this.springArguments = List.copyOf(last.values());
  }

  String[] springArguments() {
    return springArguments.toArray(String[]::new);
  }

  /**
   * The folder where everything lives; {@code ~/.bulk-orders} unless set.
   *
   * @throws RefusedException when something else has that name
   */
  Path home() {
    String home = get("bulk-orders.home");
    Path path =
        home != null ? Path.of(home) : Path.of(System.getProperty("user.home"), ".bulk-orders");
    Path folder = path.toAbsolutePath().normalize();
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      throw new RefusedException(
          "BULK_ORDERS_HOME %s is not a folder; set it to one".formatted(folder));
    }
    return folder;
  }

  String get(String name, String otherwise) {
    String value = get(name);
    return value == null ? otherwise : value;
  }

  /** A setting, null when it is set nowhere or empty. */
  @Nullable String get(String name) {
    String prefix = "--" + name + "=";
    for (String argument : springArguments) {
      if (argument.startsWith(prefix)) {
        return present(argument.substring(prefix.length()));
      }
    }
    String property = present(System.getProperty(name));
    return property != null ? property : present(System.getenv(environmentName(name)));
  }

  private static String environmentName(String name) {
    return name.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
  }

  private static @Nullable String present(@Nullable String value) {
    return value == null || value.isBlank() ? null : value;
  }
}
