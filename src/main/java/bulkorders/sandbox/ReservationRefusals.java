package bulkorders.sandbox;

/** Why numbers are not kept for a client. */
final class ReservationRefusals {

  private ReservationRefusals() {}

  static TelnyxRefusal alreadyReserved() {
    return TelnyxRefusal.unprocessable(
        "85006", "Number already reserved", "All of these numbers are on hold already.");
  }

  static TelnyxRefusal tooMany(int most) {
    return TelnyxRefusal.unprocessable(
        "85007",
        "Reservation limit reached",
        "At most " + most + " numbers can be on hold at the same time.");
  }

  static TelnyxRefusal extendedTooOften(int most) {
    return TelnyxRefusal.unprocessable(
        "85008",
        "Reservation extension limit reached",
        "A reservation can be extended " + most + " times.");
  }

  static TelnyxRefusal expired() {
    return TelnyxRefusal.unprocessable(
        "10027", "Unprocessable entity", "The reservation has expired.");
  }
}
