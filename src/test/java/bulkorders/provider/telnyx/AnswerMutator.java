package bulkorders.provider.telnyx;

import bulkorders.fuzz.Mutator;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Changes the values of an answer into others, its names into unknown ones, or just its bytes. */
final class AnswerMutator {

  private static final Pattern VALUE =
      Pattern.compile("(?<=:)(\"[^\"]*\"|-?[0-9.]+|true|false|null)");
  private static final Pattern NAME = Pattern.compile("\"[a-z_]+\"(?=:)");

  private static final Pattern META = Pattern.compile(",\"meta\":\\{[^}]*}");

  private static final List<String> OTHERS =
      List.of(
          "null",
          "true",
          "false",
          "0",
          "-1",
          "1.5",
          "1e400",
          "9".repeat(40),
          "\"\"",
          "\" \"",
          "\"12\"",
          "\"unknown_status\"",
          "\"success\"",
          "\"failed\"",
          "\"SUCCESS \"",
          "\"\\u0000\"",
          "\"success\\u0000\"",
          "\"a\\u0000b\"",
          "\"\\ud83e\"",
          "\"b\\udd8a\"",
          "\"" + "x".repeat(5_000) + "\"",
          "[]",
          "{}",
          "[null]",
          "{\"id\":\"n9\"}",
          "[".repeat(700) + "]".repeat(700));

  private final Random random;
  private final Mutator bytes;

  AnswerMutator(long seed) {
    random = new Random(seed);
    bytes = new Mutator(seed);
  }

  byte[] mutate(String answer) {
    String text = answer;
    for (int left = random.nextInt(4); left > 0; left--) {
      text =
          switch (random.nextInt(8)) {
            case 0 -> replaced(text, NAME, "\"unheard_of\"");
            case 1 -> replaced(text, NAME, "\"new\":1,\"data_2\"");
            case 2 -> replaced(text, META, "");
            case 3 -> twice(text);
            case 4 -> text + (random.nextBoolean() ? answer : "{}");
            default -> replaced(text, VALUE, OTHERS.get(random.nextInt(OTHERS.size())));
          };
    }
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    return random.nextInt(3) == 0 ? bytes.mutate(utf8) : utf8;
  }

  /** A name comes again, before itself and with another value. */
  private String twice(String text) {
    List<MatchResult> places = NAME.matcher(text).results().toList();
    if (places.isEmpty()) {
      return text;
    }
    MatchResult place = places.get(random.nextInt(places.size()));
    String again = place.group() + ":" + OTHERS.get(random.nextInt(OTHERS.size())) + ",";
    return text.substring(0, place.start()) + again + text.substring(place.start());
  }

  private String replaced(String text, Pattern what, String with) {
    List<MatchResult> places = what.matcher(text).results().toList();
    if (places.isEmpty()) {
      return text;
    }
    MatchResult place = places.get(random.nextInt(places.size()));
    return text.substring(0, place.start()) + with + text.substring(place.end());
  }
}
