package bulkorders.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import bulkorders.sandbox.core.NorthAmericanPlan;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class StockPoolTests {

  private static final NumberQuery ANY = NumberQuery.behindCode(NumberPattern.ANY);
  private static final int EXCHANGES = NorthAmericanPlan.positions(1);

  private static StockPool pool(List<String> areaCodes, int firstLine, int stock) {
    return new StockPool(
        "US-312", "US", "local", new NorthAmericanPlan(areaCodes, firstLine), stock);
  }

  @Test
  void theAreaCodesAndTheCountrysPoolNeverMeetInOneNumber() {
    StockPool area = pool(List.of("312"), 0, 1);
    StockPool country = pool(List.of("312", "415"), 5_000, 1);
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
    StockPool pool = pool(List.of("312"), 0, 50_000);
    pool.take(3, 2);

    assertThat(pool.find(10_000, ANY))
        .containsExactly(new Slice(pool, 0, 3), new Slice(pool, 5, 9_997));
    assertThat(pool.find(1, startingWith("999"))).hasSize(1);
    assertThat(pool.find(1, startingWith("911"))).isEmpty();
  }

  private static NumberQuery startingWith(String digits) {
    return NumberQuery.behindCode(new NumberPattern(digits, null, null));
  }

  @Test
  void whatIsGivenBackIsForSaleAgain() {
    StockPool pool = pool(List.of("312"), 0, 10);
    pool.take(0, 10);
    pool.take(4, 1);
    assertThat(pool.remaining()).isZero();

    pool.release(4, 1);

    assertThat(pool.remaining()).isOne();
    assertThat(pool.find(5, ANY)).containsExactly(new Slice(pool, 4, 1));
  }

  @Test
  void aWalkVisitsJustThePositionsOfAnExchangeAndAnAreaCode() {
    StockPool pool = pool(List.of("312", "415", "212"), 0, 3 * EXCHANGES * 4);
    NumberQuery query = new NumberQuery(new NumberPattern("202", null, null), false, "415");

    List<Slice> found = pool.find(100, query);

    assertThat(found).hasSize(4);
    assertThat(found).allMatch(slice -> pool.e164(slice.from()).startsWith("+1415202"));
  }

  @Test
  void everyNumberOfEveryRangeLeadsBackToItsPlace() {
    Inventory inventory = new Inventory();
    List<String> keys = new ArrayList<>(List.of("US", "CA", "US-312", "CA-416", "TF-888"));
    ForeignRange.countries().stream()
        .flatMap(
            country ->
                Stream.of("local", "national", "mobile", "toll_free", "shared_cost")
                    .flatMap(type -> ForeignRange.of(country, type).stream()))
        .map(ForeignRange::key)
        .forEach(keys::add);

    for (String key : keys) {
      StockPool pool = inventory.pool(key);
      for (int position = 0; position < 50_000; position += 13) {
        if (pool.holds(position)) {
          assertThat(inventory.locate(pool.e164(position)))
              .as(key)
              .isEqualTo(new Place(pool, position));
        }
      }
    }
    assertThat(keys).hasSizeGreaterThan(60).doesNotHaveDuplicates();
    assertThat(inventory.locate("+13129110000")).isNull();
    assertThat(inventory.locate("+1312")).isNull();
    assertThat(inventory.locate("+9991234567")).isNull();
  }
}
