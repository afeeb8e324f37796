package bulkorders.ledger;

/**
 * What a provider said of its stock, summed over a run.
 *
 * @param areas how many areas it was asked for
 * @param areasNotTold areas of which it did not tell
 * @param foretoldShortfall numbers that were asked for and not to be had
 */
public record StockFigures(long areas, long areasNotTold, long foretoldShortfall) {

  /** Whether all that is asked for was to be had, as far as anybody knows. */
  public boolean isSufficient() {
    return areasNotTold == 0 && foretoldShortfall == 0;
  }
}
