package bulkorders.sandbox;

import bulkorders.sandbox.core.Store;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Whether values will do for what is required. Inside of {@link Store#within} only. */
final class ValueCheck {

  private final Records addresses;
  private final Documents documents;

  ValueCheck(Records addresses, Documents documents) {
    this.addresses = addresses;
    this.documents = documents;
  }

  /**
   * Throws a {@link TelnyxRefusal} when a value will not do.
   *
   * @param localities where the numbers are that it is for; empty for anywhere
   */
  void check(
      String account,
      RequirementSet set,
      RequirementType type,
      GivenValue given,
      Set<String> localities) {
    switch (type.fieldType()) {
      case TEXTUAL, DATETIME -> text(type, given);
      case ADDRESS -> address(account, set, type, given, localities);
      case DOCUMENT -> {
        if (documents.find(account, given.value()) == null) {
          throw given.refused(
              "10017",
              "Associated resource missing",
              "There is no document " + given.value() + ".");
        }
      }
    }
  }

  private static void text(RequirementType type, GivenValue given) {
    String value = given.value();
    if (value.isBlank() || value.length() > type.mostCharacters()) {
      throw given.refused(
          "10027",
          "Unprocessable entity",
          type.name() + " must have 1 to " + type.mostCharacters() + " characters.");
    }
    if (type.form() != null && !value.matches(type.form())) {
      throw given.refused(
          "10027", "Unprocessable entity", type.name() + " must look like " + type.example() + ".");
    }
  }

  private void address(
      String account,
      RequirementSet set,
      RequirementType type,
      GivenValue given,
      Set<String> localities) {
    @Nullable JsonNode address = addresses.find(account, given.value());
    if (address == null) {
      throw given.refused(
          "10017", "Associated resource missing", "There is no address " + given.value() + ".");
    }
    if (!address.path("country_code").asString("").equalsIgnoreCase(set.country())) {
      throw given.refused(
          "10027", "Unprocessable entity", "The address must be in " + set.country() + ".");
    }
    String locality = address.path("locality").asString("");
    List<String> elsewhere =
        localities.stream().filter(place -> !place.equalsIgnoreCase(locality)).sorted().toList();
    if (type.local() && !elsewhere.isEmpty()) {
      throw given.refused(
          "10027",
          "Unprocessable entity",
          "The address must be in " + String.join(", ", elsewhere) + ", as the number is.");
    }
  }
}
