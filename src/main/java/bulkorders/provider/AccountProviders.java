package bulkorders.provider;

/** The accounts that orders are placed with and followed at. */
@FunctionalInterface
public interface AccountProviders {

  /**
   * The account of this name.
   *
   * @throws RuntimeException when it cannot be used, with one line for people
   */
  NumberProvider of(String account);
}
