package bulkorders.run;

import org.jspecify.annotations.Nullable;

/**
 * The commands that messages tell people to type.
 *
 * @param rehearsal whether it is the ledger of rehearsals that is worked on: without the option the
 *     same command means an order or a run that costs money
 */
public record Commands(boolean rehearsal) {

  /**
   * A command as it is typed.
   *
   * @param pattern the command without the program's name, in the manner of {@link String#format}
   */
  public String of(String pattern, @Nullable Object... arguments) {
    return "bulk-orders " + pattern.formatted(arguments) + (rehearsal ? " --sandbox" : "");
  }
}
