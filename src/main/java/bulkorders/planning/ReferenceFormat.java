package bulkorders.planning;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.Normalizer;
import java.time.LocalDate;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The references by which orders are found again at the provider: {@code [CUSTOMER.]boTAG.N[.rK]},
 * at most 64 characters of {@code [A-Za-z0-9._-]}.
 *
 * <p>TAG stands for the run and can be computed again from the input and the command alone, so that
 * a lost ledger does not lose the orders. Neither its computation nor the form may ever change:
 * orders placed before the change would no longer be recognised and could be bought again.
 */
public final class ReferenceFormat {

  private static final int MAX_LENGTH = 64;
  private static final int MAX_CUSTOMER_LENGTH = 32;
  private static final int TAG_LENGTH = 16;

  /** Tag and numbers stand at the end of a reference. */
  private static final int RESERVED_LENGTH = 48;

  /** RFC 4648, section 6, in lower case. */
  private static final String BASE32 = "abcdefghijklmnopqrstuvwxyz234567";

  private static final int BITS_PER_CHARACTER = 5;

  private static final Pattern TAG = Pattern.compile("[a-z2-7]{16}");
  private static final Pattern COMBINING_MARKS = Pattern.compile("\\p{M}+");
  private static final Pattern NOT_ALLOWED = Pattern.compile("[^A-Za-z0-9._-]+");

  /** The end of every reference of ours, after the customer's part. */
  private static final Pattern OURS =
      Pattern.compile("(?:.*\\.)?bo([a-z2-7]{16})\\.([0-9]{1,10})(?:\\.r[0-9]+)?", Pattern.DOTALL);

  private ReferenceFormat() {}

  /**
   * The tag of a run: the first 16 characters (80 bits) of the lower-case base32 SHA-256 of its
   * identity. The fields are hashed one after the other in UTF-8, each as {@code LENGTH:FIELD,}
   * with the length in bytes, so that no two identities run together.
   *
   * @param inputHash the hash of the input, as the run stores it
   * @param job the name of the job
   * @param runKey the run key, empty when there is none
   * @param businessDate the business date; null when the run has none, hashed as an empty field
   * @param account the name of the account
   * @return 16 characters of {@code [a-z2-7]}
   */
  public static String tag(
      String inputHash,
      String job,
      String runKey,
      @Nullable LocalDate businessDate,
      String account) {
    MessageDigest sha256 = sha256();
    String date = businessDate == null ? "" : businessDate.toString();
    for (String field : new String[] {inputHash, job, runKey, date, account}) {
      byte[] bytes = field.getBytes(StandardCharsets.UTF_8);
      sha256.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
      sha256.update(bytes);
      sha256.update((byte) ',');
    }
    return base32(sha256.digest());
  }

  /**
   * The reference of an order.
   *
   * @param customerReference the user's own customer reference, or null. Accents are dropped, every
   *     other run of characters that is not allowed becomes one {@code -}, and 32 characters are
   *     kept (fewer only with an order number above 9,999,999 or the like)
   * @param tag the tag of the run
   * @param orderNumber the number of the order in its run, from 1
   * @param replacement which replacement of the order this is, 0 for the order as planned
   * @throws IllegalArgumentException when the tag is not one or a number is out of range
   */
  public static String reference(
      @Nullable String customerReference, String tag, int orderNumber, int replacement) {
    if (!TAG.matcher(tag).matches()) {
      throw new IllegalArgumentException("not the tag of a run: " + tag);
    }
    if (orderNumber < 1 || replacement < 0) {
      throw new IllegalArgumentException(
          "order numbers start at 1 and replacements at 0, not %d and %d"
              .formatted(orderNumber, replacement));
    }
    String own = "bo" + tag + "." + orderNumber + (replacement == 0 ? "" : ".r" + replacement);
    String customer = customerReference == null ? "" : sanitised(customerReference);
    int room = Math.min(MAX_CUSTOMER_LENGTH, MAX_LENGTH - own.length() - 1);
    if (customer.length() > room) {
      customer = customer.substring(0, room);
    }
    return customer.isEmpty() ? own : customer + "." + own;
  }

  /**
   * The reference that all reservations for an order have. It is none of an order, and never
   * mistaken for one.
   *
   * @param reference of the order
   */
  public static String ofReservation(String reference) {
    String end = reference.substring(Math.max(0, reference.length() - RESERVED_LENGTH));
    return "hold-" + end.replace('.', '-');
  }

  /**
   * Whether a reference read from the provider is one of this run. A customer reference that merely
   * contains another run's reference, because results were used as input, does not count.
   *
   * @param reference what the provider has as reference, or null
   * @param tag the tag of the run
   */
  public static boolean carriesTag(@Nullable String reference, String tag) {
    return tagOf(reference).filter(tag::equals).isPresent();
  }

  /** The tag that a reference read from the provider carries; empty when it is none of ours. */
  public static Optional<String> tagOf(@Nullable String reference) {
    if (reference == null) {
      return Optional.empty();
    }
    var matcher = OURS.matcher(reference);
    return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  /**
   * The number of the order that a reference of ours belongs to, whichever replacement it is.
   *
   * @throws IllegalArgumentException when it is none of ours
   */
  public static long orderNumber(String reference) {
    var matcher = OURS.matcher(reference);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("not a reference of ours: " + reference);
    }
    return Long.parseLong(matcher.group(2));
  }

  private static String sanitised(String text) {
    String decomposed = Normalizer.normalize(text.strip(), Normalizer.Form.NFKD);
    String plain = COMBINING_MARKS.matcher(decomposed).replaceAll("");
    return NOT_ALLOWED.matcher(plain).replaceAll("-");
  }

  private static String base32(byte[] digest) {
    StringBuilder characters = new StringBuilder(TAG_LENGTH);
    int bits = 0;
    int available = 0;
    for (int next = 0; characters.length() < TAG_LENGTH; ) {
      if (available < BITS_PER_CHARACTER) {
        bits = bits << Byte.SIZE | digest[next++] & 0xff;
        available += Byte.SIZE;
      }
      available -= BITS_PER_CHARACTER;
      characters.append(BASE32.charAt(bits >>> available & 0x1f));
    }
    return characters.toString();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
