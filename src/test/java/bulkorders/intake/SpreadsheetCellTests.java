package bulkorders.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpreadsheetCellTests {

  @Property
  void whatIsGuardedIsReadAsItWas(@ForAll("hostile") String value) {
    assertThat(SpreadsheetCell.value(SpreadsheetCell.guarded(value))).isEqualTo(value);
  }

  @Property
  void nothingThatIsGuardedIsAFormula(@ForAll("hostile") String value) {
    assertThat(SpreadsheetCell.guarded(value)).doesNotMatch("(?s)[=@\\t\\r].*|[+-](?![0-9]+$).*");
  }

  @ParameterizedTest
  @ValueSource(strings = {"+13125550100", "-5", "312", "'tis", "", "a=b"})
  void whatIsNoFormulaStaysAsItIs(String value) {
    assertThat(SpreadsheetCell.guarded(value)).isEqualTo(value);
  }

  @Provide
  Arbitrary<String> hostile() {
    return Arbitraries.of(
            List.of(
                "=", "+", "-", "@", "\t", "\r", "\n", "'", "\"", "=\"", ",", " ", "1", "a",
                "SUM(1)"))
        .list()
        .ofMaxSize(5)
        .map(parts -> String.join("", parts));
  }
}
