package bulkorders.requirements;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An address as people write it into a cell: {@code first_name=Ada; last_name=Lovelace; …}, or a
 * JSON object of the same names. What is wrong with one is said without what stands in it.
 *
 * @param fields the provider's names, sorted, and what stands in them
 */
record AddressFields(Map<String, String> fields) {

  /** Telnyx wants these. */
  private static final List<String> REQUIRED =
      List.of(
          "first_name", "last_name", "business_name", "street_address", "locality", "country_code");

  private static final Set<String> OPTIONAL =
      Set.of(
          "extended_address",
          "administrative_area",
          "postal_code",
          "phone_number",
          "borough",
          "neighborhood");

  /** It cannot be one; the message says why. */
  static final class MalformedException extends Exception {
    private static final long serialVersionUID = 1;

    MalformedException(String reason) {
      super(reason);
    }
  }

  /** Whether a value is meant to be an address, and not the id of one. */
  static boolean isWritten(String value) {
    return value.startsWith("{") || value.contains("=");
  }

  static AddressFields parse(String value) throws MalformedException {
    Map<String, String> fields = value.startsWith("{") ? ofJson(value) : ofPairs(value);
    List<String> unknown =
        fields.keySet().stream()
            .filter(name -> !REQUIRED.contains(name) && !OPTIONAL.contains(name))
            .toList();
    if (!unknown.isEmpty()) {
      throw new MalformedException(
          "has a field that addresses do not have; they have "
              + String.join(", ", REQUIRED)
              + ", "
              + String.join(", ", new java.util.TreeSet<>(OPTIONAL)));
    }
    List<String> missing = new ArrayList<>();
    for (String name : REQUIRED) {
      // A person has no business, and a business need not have a person.
      if (!fields.containsKey(name)) {
        missing.add(name);
      }
    }
    if (!missing.isEmpty()) {
      throw new MalformedException(
          "is an address without "
              + String.join(", ", missing)
              + "; a field may be empty, as in business_name=");
    }
    String country = fields.getOrDefault("country_code", "");
    if (!country.matches("[A-Z]{2}")) {
      throw new MalformedException("has a country_code that is none; expected one such as DE");
    }
    return new AddressFields(fields);
  }

  private static Map<String, String> ofPairs(String value) throws MalformedException {
    Map<String, String> fields = new TreeMap<>();
    for (String pair : value.split("[;\n]", -1)) {
      if (pair.isBlank()) {
        continue;
      }
      int equals = pair.indexOf('=');
      if (equals < 0) {
        throw new MalformedException(
            "is neither the id of an address nor of the form name=value; name=value");
      }
      put(fields, pair.substring(0, equals), pair.substring(equals + 1));
    }
    return fields;
  }

  private static Map<String, String> ofJson(String value) throws MalformedException {
    JsonNode node;
    try {
      node = JsonMapper.shared().readTree(value);
    } catch (JacksonException e) {
      throw new MalformedException("begins as a JSON object and is none");
    }
    Map<String, String> fields = new TreeMap<>();
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      put(fields, field.getKey(), field.getValue().asString(""));
    }
    return fields;
  }

  private static void put(Map<String, String> fields, String name, @Nullable String value)
      throws MalformedException {
    String key = name.strip().toLowerCase(Locale.ROOT);
    String text = value == null ? "" : value.strip();
    String stored = key.equals("country_code") ? text.toUpperCase(Locale.ROOT) : text;
    if (fields.put(key, stored) != null) {
      throw new MalformedException("has a field twice");
    }
  }

  /** The same in a form that does not depend on how it was written. */
  String canonical() {
    return JsonMapper.shared().writeValueAsString(fields);
  }

  static AddressFields ofCanonical(String text) {
    Map<String, String> fields = new TreeMap<>();
    JsonMapper.shared()
        .readTree(text)
        .properties()
        .forEach(field -> fields.put(field.getKey(), field.getValue().asString("")));
    return new AddressFields(fields);
  }

  /** Leaves all of it out. */
  @Override
  public String toString() {
    return "AddressFields";
  }
}
