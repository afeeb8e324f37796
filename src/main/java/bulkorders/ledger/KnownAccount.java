package bulkorders.ledger;

import java.time.Instant;

/**
 * An account as it was when orders were last placed or followed with it. The key itself is not
 * known, only what tells whether it is still the same.
 *
 * @param keySalt random bytes of this account
 * @param keyHmac HMAC-SHA256 of the key under the salt
 * @param changedAt when base URL or key were last seen to change
 */
public record KnownAccount(
    String name,
    String provider,
    String baseUrl,
    byte[] keySalt,
    byte[] keyHmac,
    Instant changedAt) {

  public KnownAccount {
    keySalt = keySalt.clone();
    keyHmac = keyHmac.clone();
  }

  @Override
  public byte[] keySalt() {
    return keySalt.clone();
  }

  @Override
  public byte[] keyHmac() {
    return keyHmac.clone();
  }

  /** Leaves out what belongs to the key. */
  @Override
  public String toString() {
    return "KnownAccount[" + name + " at " + baseUrl + "]";
  }
}
