package bulkorders.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class DifferenceKindTests {

  @Test
  void a_word_stands_for_one_kind() {
    assertThat(DifferenceKind.values())
        .allSatisfy(kind -> assertThat(DifferenceKind.of(kind.word())).isEqualTo(kind));
    assertThat(DifferenceKind.NUMBER_ORDER_MISSING.word()).isEqualTo("number_order_missing");
    assertThatIllegalArgumentException().isThrownBy(() -> DifferenceKind.of("nothing"));
  }

  @Test
  void each_kind_stands_once_in_the_table_that_people_look_it_up_in() throws IOException {
    String page = Files.readString(Path.of("docs/operations.md"));
    String table = page.substring(page.indexOf("| kind | account and ledger"));
    List<String> words =
        table
            .lines()
            .takeWhile(line -> line.startsWith("|"))
            .flatMap(line -> Pattern.compile("`([a-z_]+)`").matcher(line.split("\\|")[1]).results())
            .map((MatchResult word) -> word.group(1))
            .toList();

    assertThat(words)
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(DifferenceKind.values()).map(DifferenceKind::word).toList());
  }
}
