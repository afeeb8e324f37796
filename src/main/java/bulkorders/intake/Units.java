package bulkorders.intake;

import bulkorders.ledger.Catalogues;
import bulkorders.ledger.Catalogues.Wanted;
import bulkorders.provider.CatalogueEntry;
import bulkorders.provider.NanpaPrefix;
import java.util.HashMap;
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
  private final CatalogueSource source;
  private final Map<Asked, List<CatalogueEntry>> recent =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Asked, List<CatalogueEntry>> eldest) {
          return size() > REMEMBERED;
        }
      };

  private final Map<String, Boolean> known = new HashMap<>();
  private final Map<Exchange, List<NanpaPrefix>> exchanges = new HashMap<>();

  private record Asked(String account, Wanted wanted) {}

  private record Exchange(String account, String npanxx) {}

  /**
   * @param catalogues null where nothing was ever read
   * @param source where the rest is read from
   */
  public Units(@Nullable Catalogues catalogues, CatalogueSource source) {
    this.catalogues = catalogues;
    this.source = source;
  }

  /** Whether there is a catalogue of an account. It is read when that is due. */
  boolean areKnown(String account) {
    return known.computeIfAbsent(
        account,
        name -> {
          source.refresh(name);
          return catalogues != null && catalogues.readAt(name).isPresent();
        });
  }

  /** The units that are wanted, one more than {@link #CANDIDATES} at most. */
  List<CatalogueEntry> find(String account, Wanted wanted) {
    if (catalogues == null || !areKnown(account)) {
      return List.of();
    }
    return recent.computeIfAbsent(
        new Asked(account, wanted), asked -> catalogues.find(account, wanted, CANDIDATES + 1));
  }

  /** The unit of this id; null when it is not in the catalogue. */
  @Nullable CatalogueEntry unit(String account, String skuId) {
    List<CatalogueEntry> found = find(account, Wanted.unit(skuId));
    return found.size() == 1 ? found.get(0) : null;
  }

  /**
   * Where there are numbers of an exchange.
   *
   * @param npanxx area code and exchange
   * @return null when that is not known and the account cannot be asked
   */
  @Nullable List<NanpaPrefix> prefixes(String account, String npanxx) {
    if (catalogues == null || !areKnown(account)) {
      return null;
    }
    var exchange = new Exchange(account, npanxx);
    List<NanpaPrefix> prefixes = exchanges.get(exchange);
    if (prefixes == null) {
      prefixes = catalogues.prefixes(account, npanxx);
    }
    if (prefixes == null) {
      prefixes = source.prefixes(account, npanxx);
    }
    if (prefixes != null) {
      exchanges.put(exchange, prefixes);
    }
    return prefixes;
  }
}
