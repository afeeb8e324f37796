package bulkorders.planning;

import static org.assertj.core.api.Assertions.assertThat;

import bulkorders.ledger.StagedGroup;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ItemOrdersTests {

  private static final int MAX = 10_000;
  private static final long BERLIN = 11;
  private static final long LONDON = 12;
  private static final long UNKNOWN = StagedGroup.UNKNOWN_NUMBER_GROUP;

  @Test
  void a_row_has_an_order_of_its_own_unless_told_otherwise() {
    assertThat(
            new ItemOrders(1).pack(List.of(of(1, 5, BERLIN), of(2, 5, LONDON), of(3, 5, 0)), MAX))
        .extracting(ItemOrdersTests::rows)
        .containsExactly(List.of(1L), List.of(2L), List.of(3L));
  }

  @Test
  void rows_of_different_groups_of_numbers_share_an_order_up_to_the_limits() {
    assertThat(
            new ItemOrders(2)
                .pack(List.of(of(1, 5, BERLIN), of(2, 5, LONDON), of(3, 5, 13), of(4, 5, 14)), MAX))
        .hasSize(2)
        .allSatisfy(order -> assertThat(order.parts()).hasSize(2));
    assertThat(new ItemOrders(9).pack(List.of(of(1, 6_000, BERLIN), of(2, 6_000, LONDON)), MAX))
        .hasSize(2);
  }

  @Test
  void a_row_of_an_unknown_group_of_numbers_stays_alone() {
    assertThat(
            new ItemOrders(9)
                .pack(
                    List.of(
                        of(1, 5, UNKNOWN), of(2, 5, BERLIN), of(3, 5, UNKNOWN), of(4, 5, LONDON)),
                    MAX))
        .extracting(ItemOrdersTests::rows)
        .containsExactly(List.of(1L), List.of(2L, 4L), List.of(3L));
  }

  @Test
  void no_order_ever_has_two_rows_of_one_group_of_numbers_and_no_number_is_lost() {
    Random random = new Random(7);
    for (int round = 0; round < 200; round++) {
      List<Demand> demands = new ArrayList<>();
      Map<Long, Long> groups = new HashMap<>();
      for (long row = 0; row < 60; row++) {
        long group = random.nextInt(8);
        groups.put(row, group);
        demands.add(of(row, 1 + random.nextInt(3_000), group));
      }
      int most = 1 + random.nextInt(10);
      List<PackedOrder> orders = new ItemOrders(most).pack(demands, 2_000);
      long numbers = 0;
      for (PackedOrder order : orders) {
        Set<Long> seen = new HashSet<>();
        for (Part part : order.parts()) {
          numbers += part.count();
          assertThat(seen.add(groups.get(part.row()))).isTrue();
        }
        assertThat(order.parts()).hasSizeLessThanOrEqualTo(seen.contains(UNKNOWN) ? 1 : most);
        assertThat(order.parts().stream().mapToInt(Part::count).sum()).isLessThanOrEqualTo(2_000);
      }
      assertThat(numbers).isEqualTo(demands.stream().mapToLong(Demand::count).sum());
    }
  }

  private static Demand of(long row, int count, long echo) {
    return new Demand(row, count, echo, 0);
  }

  private static List<Long> rows(PackedOrder order) {
    return order.parts().stream().map(Part::row).toList();
  }
}
