package bulkorders.provider.telnyx;

import bulkorders.provider.GroupCriteria;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What Telnyx repeats of an ordering group, in one spelling for what we send and what it answers:
 * absent values are null, the documented defaults stand for values that were left out, and {@code
 * toll-free} is {@code toll_free}.
 */
record EchoedFields(
    @Nullable String country,
    @Nullable String type,
    @Nullable String areaCode,
    @Nullable String area,
    @Nullable String startsWith,
    @Nullable String endsWith,
    @Nullable String contains,
    boolean quickship,
    boolean excludeHeld,
    String strategy) {

  private static final String DEFAULT_STRATEGY = "always";

  static EchoedFields of(GroupCriteria sent) {
    return new EchoedFields(
        upper(sent.countryIso()),
        type(sent.phoneNumberType()),
        text(sent.nationalDestinationCode()),
        upper(sent.administrativeArea()),
        text(sent.startsWith()),
        text(sent.endsWith()),
        text(sent.contains()),
        Boolean.TRUE.equals(sent.quickship()),
        Boolean.TRUE.equals(sent.excludeHeldNumbers()),
        strategy(sent.strategy()));
  }

  static EchoedFields of(JsonNode answered) {
    return new EchoedFields(
        upper(text(answered, "country_iso")),
        type(text(answered, "phone_number_type")),
        text(answered, "national_destination_code"),
        upper(text(answered, "administrative_area")),
        pattern(answered, "starts_with"),
        pattern(answered, "ends_with"),
        pattern(answered, "contains"),
        Boolean.parseBoolean(text(answered, "quickship")),
        Boolean.parseBoolean(text(answered, "exclude_held_numbers")),
        strategy(text(answered, "strategy")));
  }

  /** Patterns come back under flat names such as {@code phone_number[starts_with]}. */
  private static @Nullable String pattern(JsonNode answered, String name) {
    String flat = text(answered, "phone_number[" + name + "]");
    return flat != null ? flat : text(answered.path("phone_number"), name);
  }

  private static @Nullable String text(JsonNode node, String name) {
    JsonNode value = node.path(name);
    if (value.isNull() || value.isMissingNode()) {
      return null;
    }
    return text(value.isValueNode() ? value.asString() : value.toString());
  }

  private static @Nullable String text(@Nullable String value) {
    return value == null || value.isBlank() ? null : value.strip();
  }

  private static @Nullable String upper(@Nullable String value) {
    String text = text(value);
    return text == null ? null : text.toUpperCase(Locale.ROOT);
  }

  private static @Nullable String type(@Nullable String value) {
    String text = text(value);
    return text == null ? null : text.toLowerCase(Locale.ROOT).replace('-', '_');
  }

  private static String strategy(@Nullable String value) {
    String text = text(value);
    return text == null ? DEFAULT_STRATEGY : text.toLowerCase(Locale.ROOT);
  }
}
