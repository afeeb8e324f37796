package bulkorders.sandbox;

import bulkorders.sandbox.core.Ids;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One thing that is asked for before numbers may be used.
 *
 * @param key how {@link RequirementSet} names it
 * @param form what a text must look like; null for any
 * @param local whether an address must be in the place of the number
 */
record RequirementType(
    String key,
    String name,
    String description,
    String example,
    FieldType fieldType,
    int mostCharacters,
    @Nullable String form,
    boolean local) {

  private static final Map<String, RequirementType> ALL =
      List.of(
              text("name", "Contact name", "First and last name of the end user", "Ada Lovelace"),
              text("business", "Business name", "Registered name of the business", "Acme GmbH"),
              new RequirementType(
                  "birth",
                  "Date of birth",
                  "Date of birth of the contact",
                  "1990-12-31",
                  FieldType.DATETIME,
                  10,
                  "[0-9]{4}-[0-9]{2}-[0-9]{2}",
                  false),
              new RequirementType(
                  "siret",
                  "SIRET number",
                  "Number of the establishment in the French register",
                  "73282932000074",
                  FieldType.TEXTUAL,
                  14,
                  "[0-9]{14}",
                  false),
              text("tax", "Tax number", "National tax identification number", "B12345678"),
              address("address", "Address of the end user", "Any address of the country", false),
              address(
                  "local_address",
                  "Address matching the DID area code",
                  "Address in the locality of the number (street, building number, postal code)",
                  true),
              document("identity", "Copy of identity card or passport", "Valid and legible"),
              document("proof", "Proof of address", "Utility bill of the last three months"),
              document("register", "Business registration", "Extract of the register"))
          .stream()
          .collect(Collectors.toUnmodifiableMap(RequirementType::key, Function.identity()));

  private static RequirementType text(String key, String name, String description, String example) {
    return new RequirementType(
        key, name, description, example, FieldType.TEXTUAL, 100, null, false);
  }

  private static RequirementType address(
      String key, String name, String description, boolean local) {
    return new RequirementType(
        key,
        name,
        description,
        "Unter den Linden 1, 10117 Berlin",
        FieldType.ADDRESS,
        0,
        null,
        local);
  }

  private static RequirementType document(String key, String name, String description) {
    return new RequirementType(
        key, name, description, "passport.pdf", FieldType.DOCUMENT, 0, null, false);
  }

  static RequirementType of(String key) {
    RequirementType found = ALL.get(key);
    if (found == null) {
      throw new IllegalArgumentException("No requirement type " + key);
    }
    return found;
  }

  static List<RequirementType> all() {
    return ALL.values().stream().sorted(Comparator.comparing(RequirementType::name)).toList();
  }

  /** The same at every start. */
  UUID id() {
    return Ids.derive(key.hashCode(), 1);
  }
}
