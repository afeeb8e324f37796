package bulkorders.sandbox;

import bulkorders.sandbox.core.GoneNumbers;
import java.util.List;
import java.util.function.Function;

/** Why a number order is refused for its numbers. */
final class NumberRefusals {

  private static final int MOST_ERRORS = 100;
  private static final String UNNAMED = "Some of the phone numbers are no longer available.";

  private NumberRefusals() {}

  /** A number of the order that something is wrong with. */
  record Culprit(int index, String number) {}

  static TelnyxRefusal notSearched(List<Culprit> culprits) {
    return new TelnyxRefusal(
        422,
        each(
            culprits,
            "85000",
            "Phone number was not searched first",
            number -> number + " was not returned by a recent search."));
  }

  static TelnyxRefusal gone(List<Culprit> culprits) {
    return new TelnyxRefusal(
        409,
        each(
            culprits,
            "85001",
            "Phone numbers no longer available",
            number -> number + " is no longer available."));
  }

  static TelnyxRefusal requirementsMissing(List<Culprit> culprits) {
    return new TelnyxRefusal(
        422,
        culprits.stream()
            .limit(MOST_ERRORS)
            .map(
                culprit ->
                    TelnyxError.at(
                        NumberOrderReader.pointer(culprit.index()) + "/requirement_group_id",
                        "10027",
                        "Unprocessable entity",
                        culprit.number()
                            + " can only be ordered with an approved requirement"
                            + " group of its country and type."))
            .toList());
  }

  /** Numbers are gone, said in the ways that were seen of the provider. */
  static TelnyxRefusal gone(List<Culprit> culprits, GoneNumbers how) {
    if (how.named() && how.conflict()) {
      return gone(culprits);
    }
    String code = how.conflict() ? "85001" : "10015";
    String title = how.conflict() ? "Phone numbers no longer available" : "Bad Request";
    int status = how.conflict() ? 409 : 400;
    return new TelnyxRefusal(
        status,
        how.named()
            ? each(culprits, code, title, number -> number + " is no longer available.")
            : List.of(TelnyxError.of(code, title, UNNAMED)));
  }

  private static List<TelnyxError> each(
      List<Culprit> culprits, String code, String title, Function<String, String> detail) {
    return culprits.stream()
        .limit(MOST_ERRORS)
        .map(
            culprit ->
                TelnyxError.at(
                    NumberOrderReader.pointer(culprit.index()) + "/phone_number",
                    code,
                    title,
                    detail.apply(culprit.number())))
        .toList();
  }
}
