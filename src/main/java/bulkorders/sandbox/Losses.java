package bulkorders.sandbox;

import java.util.List;

/** Lets somebody else get numbers just before a client does, as a fault wants it. */
final class Losses {

  private final Store store;
  private final Stock stock;

  Losses(Store store, Stock stock) {
    this.store = store;
    this.stock = stock;
  }

  /** The numbers of a request that are gone now; none unless the fault is of that kind. */
  List<NumberRefusals.Culprit> strike(TelnyxRequest request, List<String> numbers) {
    Fault fault = request.fault();
    if (fault == null || fault.kind() != FaultKind.NUMBERS_GONE) {
      return List.of();
    }
    int index = fault.group() == null ? 0 : fault.group();
    List<NumberRefusals.Culprit> gone = fault.gone().among(numbers, index);
    store.within(
        () -> stock.sellElsewhere(gone.stream().map(NumberRefusals.Culprit::number).toList()));
    return gone;
  }
}
