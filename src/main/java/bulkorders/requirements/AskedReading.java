package bulkorders.requirements;

import bulkorders.ledger.AskedRequirement;
import bulkorders.ledger.WaitingNumbers;
import bulkorders.ledger.WaitingNumbers.KnownNumber;
import bulkorders.ledger.WaitingNumbers.WaitingOrder;
import bulkorders.provider.AskedNumber;
import bulkorders.provider.AskedNumber.Requirement;
import bulkorders.provider.Papers;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Reads what a number order is asked for: one request, whatever the count of its numbers. */
@Component
class AskedReading {

  /** Where a number for which no place was asked for is; nothing would stand for all places. */
  static final String NO_LOCALITY = "-";

  private final WaitingNumbers waiting;

  AskedReading(WaitingNumbers waiting) {
    this.waiting = waiting;
  }

  /** Takes what a number is asked for. */
  @FunctionalInterface
  interface Taker {
    void take(AskedRequirement asked, KnownNumber known);
  }

  /**
   * Reads the numbers of a number order that the ledger knows.
   *
   * @return why this may not be all; empty when it is
   */
  Optional<String> read(String account, WaitingOrder order, Papers papers, Taker taker) {
    Map<String, KnownNumber> known = waiting.numbers(order);
    return papers.read(
        order.numberOrderId(),
        number -> {
          KnownNumber ours = known.get(number.phoneNumber());
          if (ours != null) {
            number
                .requirements()
                .forEach(asked -> taker.take(asked(account, order, number, asked, ours), ours));
          }
        });
  }

  private static AskedRequirement asked(
      String account,
      WaitingOrder order,
      AskedNumber number,
      Requirement requirement,
      KnownNumber known) {
    return new AskedRequirement(
        account,
        order.orderId(),
        order.order(),
        order.numberOrderId(),
        number.subNumberOrderId(),
        number.id(),
        number.phoneNumber(),
        number.countryIso(),
        number.phoneNumberType(),
        known.locality() == null ? NO_LOCALITY : known.locality(),
        requirement.requirementId(),
        requirement.fieldType(),
        number.standing(requirement).name());
  }
}
