package bulkorders.sandbox;

import bulkorders.sandbox.core.Fault;
import bulkorders.sandbox.core.FaultKind;
import bulkorders.sandbox.core.GoneNumbers;
import bulkorders.sandbox.core.Store;
import java.util.List;
import java.util.stream.IntStream;

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
    List<NumberRefusals.Culprit> gone = among(fault.gone(), numbers, index);
    store.within(
        () -> stock.sellElsewhere(gone.stream().map(NumberRefusals.Culprit::number).toList()));
    return gone;
  }

  private static List<NumberRefusals.Culprit> among(
      GoneNumbers gone, List<String> requested, int index) {
    List<String> named = gone.numbers();
    return IntStream.range(0, requested.size())
        .filter(i -> named.isEmpty() ? i == index : named.contains(requested.get(i)))
        .mapToObj(i -> new NumberRefusals.Culprit(i, requested.get(i)))
        .toList();
  }
}
