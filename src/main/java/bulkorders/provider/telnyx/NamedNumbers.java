package bulkorders.provider.telnyx;

import bulkorders.provider.OrderRequest;
import bulkorders.provider.http.ErrorDocument;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which of the numbers that were sent an error document speaks of: by place, or in its words. */
final class NamedNumbers {

  private static final Pattern PLACE =
      Pattern.compile("^(?:.*[/.])?phone_numbers(?:[/.]|\\[)([0-9]{1,6})(?:[/.\\]].*)?$");
  private static final Pattern NUMBER = Pattern.compile("\\+?[1-9][0-9]{6,14}");

  private NamedNumbers() {}

  static Set<String> in(ErrorDocument document, OrderRequest order) {
    Set<String> sent = order.phoneNumbers();
    Set<String> named = new HashSet<>();
    for (ErrorDocument.Fault fault : document.errors()) {
      fault.places().forEach(place -> addPlace(place, List.copyOf(sent), named));
      addWords(fault.title() + " " + fault.detail(), sent, named);
    }
    return named;
  }

  private static void addPlace(String place, List<String> sent, Set<String> named) {
    Matcher matcher = PLACE.matcher(place);
    if (matcher.matches()) {
      int index = Integer.parseInt(matcher.group(1));
      if (index < sent.size()) {
        named.add(sent.get(index));
      }
    }
  }

  private static void addWords(String text, Set<String> sent, Set<String> named) {
    Matcher matcher = NUMBER.matcher(text);
    while (matcher.find()) {
      String word = matcher.group();
      String number = word.startsWith("+") ? word : "+" + word;
      if (sent.contains(number)) {
        named.add(number);
      }
    }
  }
}
