package bulkorders.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Changes the values of an answer into others, its names into unknown ones, or just its bytes. */
public final class AnswerMutator {

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
          "\"\\u0000\"",
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
  private final List<String> others;

  /**
   * @param words which the provider itself would put there
   */
  public AnswerMutator(long seed, String... words) {
    random = new Random(seed);
    bytes = new Mutator(seed);
    others =
        Stream.concat(
                OTHERS.stream(),
                Stream.of(words)
                    .flatMap(
                        word ->
                            Stream.of(
                                '"' + word + '"',
                                '"' + word.toUpperCase(Locale.ROOT) + " \"",
                                '"' + word + "\\u0000\"")))
            .toList();
  }

  /** Changes an answer in up to three places, or not at all. */
  public byte[] mutate(String answer) {
    String text = answer;
    for (int left = random.nextInt(4); left > 0; left--) {
      text =
          switch (random.nextInt(8)) {
            case 0 -> replaced(text, NAME, "\"unheard_of\"");
            case 1 -> replaced(text, NAME, "\"new\":1,\"data_2\"");
            case 2 -> replaced(text, META, "");
            case 3 -> twice(text);
            case 4 -> text + (random.nextBoolean() ? answer : "{}");
            default -> replaced(text, VALUE, others.get(random.nextInt(others.size())));
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
    String again = place.group() + ":" + others.get(random.nextInt(others.size())) + ",";
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
