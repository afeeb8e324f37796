package bulkorders.intake;

import bulkorders.ledger.Catalogues;
import bulkorders.ledger.Catalogues.Wanted;
import bulkorders.provider.CatalogueEntry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The stock keeping units of accounts, as their catalogues were read last. Remembers what it was
 * asked, since rows are often alike. Not thread-safe.
 */
public class Units {

  /** So many are named where several are meant. */
  static final int CANDIDATES = 5;

  private static final int REMEMBERED = 4_096;

  private final @Nullable Catalogues catalogues;
  private final Map<Asked, List<CatalogueEntry>> recent =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Asked, List<CatalogueEntry>> eldest) {
          return size() > REMEMBERED;
        }
      };

  private record Asked(String account, Wanted wanted) {}

  /**
   * @param catalogues null where nothing was ever read
   */
  public Units(@Nullable Catalogues catalogues) {
    this.catalogues = catalogues;
  }

  /** Whether the catalogue of an account was ever read. */
  boolean areKnown(String account) {
    return catalogues != null && catalogues.readAt(account).isPresent();
  }

  /** The units that are wanted, one more than {@link #CANDIDATES} at most. */
  List<CatalogueEntry> find(String account, Wanted wanted) {
    if (catalogues == null) {
      return List.of();
    }
    return recent.computeIfAbsent(
        new Asked(account, wanted), asked -> catalogues.find(account, wanted, CANDIDATES + 1));
  }

  /** The unit of this id; null when it is not in the catalogue. */
  @Nullable CatalogueEntry unit(String account, String skuId) {
    List<CatalogueEntry> found =
        find(account, new Wanted(skuId, null, null, null, null, List.of(), null));
    return found.size() == 1 ? found.get(0) : null;
  }
}
