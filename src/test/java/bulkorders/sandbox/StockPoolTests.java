package bulkorders.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StockPoolTests {

  private static final NumberPattern ANY = new NumberPattern(null, null, null);
  private static final int EXCHANGES = StockPool.positions(1);

  @Test
  void theAreaCodesAndTheCountrysPoolNeverMeetInOneNumber() {
    StockPool area = new StockPool("US-312", List.of("312"), 0, 1);
    StockPool country = new StockPool("US", List.of("312", "415"), 5_000, 1);
    Set<String> numbers = new HashSet<>();
    for (int line = 0; line < 5_000; line++) {
      numbers.add(area.e164(line * EXCHANGES));
      numbers.add(country.e164(line * EXCHANGES * 2));
      numbers.add(country.e164(line * EXCHANGES * 2 + 1));
    }

    assertThat(numbers).hasSize(15_000);
    assertThat(numbers).allMatch(number -> number.matches("\\+1(312|415)200[0-9]{4}"));
  }

  @Test
  void neighboursAreSoldAsOneSlice() {
    StockPool pool = new StockPool("US-312", List.of("312"), 0, 50_000);
    pool.sell(3, 2);

    assertThat(pool.find(10_000, ANY))
        .containsExactly(new Slice(pool, 0, 3), new Slice(pool, 5, 9_997));
    assertThat(pool.find(1, new NumberPattern("999", null, null))).hasSize(1);
    assertThat(pool.find(1, new NumberPattern("911", null, null))).isEmpty();
  }
}
