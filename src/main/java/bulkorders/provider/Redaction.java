package bulkorders.provider;

import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Makes text of a provider or of the network fit for messages, logs and the ledger: the account's
 * key is struck out, everything is on one line, and it is not endless.
 */
public final class Redaction {

  private static final String STRUCK_OUT = "***";
  private static final int LONGEST = 500;
  private static final Pattern CREDENTIALS =
      Pattern.compile("(?i)\\b(bearer|basic)\\s+[^\\s\"',;]+");
  private static final Pattern NOT_PRINTABLE =
      Pattern.compile("[\\p{Cntrl}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]+");

  private final Supplier<String> key;

  /**
   * @param key gives the key of the account
   */
  public Redaction(Supplier<String> key) {
    this.key = key;
  }

  /** The text on one line of at most {@value #LONGEST} characters without the key. */
  public String of(@Nullable String text) {
    if (text == null) {
      return "";
    }
    String secret = key();
    String open = secret.isEmpty() ? text : text.replace(secret, STRUCK_OUT);
    open = CREDENTIALS.matcher(open).replaceAll("$1 " + STRUCK_OUT);
    open = NOT_PRINTABLE.matcher(open).replaceAll(" ").strip();
    if (open.length() <= LONGEST) {
      return open;
    }
    int end = LONGEST - 1;
    // Not between the two halves of a character.
    return open.substring(0, Character.isHighSurrogate(open.charAt(end - 1)) ? end - 1 : end) + "…";
  }

  private String key() {
    try {
      return key.get().strip();
    } catch (RuntimeException e) {
      return "";
    }
  }
}
