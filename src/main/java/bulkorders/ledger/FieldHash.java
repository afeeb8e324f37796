package bulkorders.ledger;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/**
 * SHA-256 of a sequence of fields, each with its length in front, so that neighbours cannot be
 * mistaken. What it gives is stored and shown to people: it must never change. Not thread-safe.
 */
public final class FieldHash {

  private static final int ABSENT = -1;

  private final MessageDigest sha256;

  public FieldHash() {
    try {
      sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Adds a field, in UTF-8; null is another one than the empty text. */
  public FieldHash add(@Nullable String field) {
    byte[] bytes = field == null ? new byte[0] : field.getBytes(StandardCharsets.UTF_8);
    int length = field == null ? ABSENT : bytes.length;
    sha256.update(ByteBuffer.allocate(Integer.BYTES).putInt(length).flip());
    sha256.update(bytes);
    return this;
  }

  /** Adds bytes as they are, which have to tell by themselves where they end. */
  FieldHash add(ByteBuffer bytes) {
    sha256.update(bytes);
    return this;
  }

  /** The hash of all fields so far; begins anew with none. */
  public byte[] digest() {
    return sha256.digest();
  }
}
