package bulkorders.planning;

import static bulkorders.planning.PackingModels.demands;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PackerTests {

  @Test
  void nothingNeedsNoOrder() {
    assertThat(new Packer(10_000, false).pack(List.of())).isEmpty();
    assertThat(new Packer(10_000, true).pack(List.of())).isEmpty();
  }

  @Test
  void anOrderMayBeExactlyFull() {
    assertThat(rows(new Packer(10, false).pack(demands(4, 6, 10))))
        .containsExactly(List.of(1L, 2L), List.of(3L));
  }

  @Test
  void oneNumberAboveTheLimitTakesASecondOrder() {
    assertThat(rows(new Packer(10, false).pack(demands(4, 7))))
        .containsExactly(List.of(1L), List.of(2L));
  }

  @Test
  void theTightestFittingOrderIsChosenAndNotTheFirst() {
    assertThat(rows(new Packer(20, false).pack(demands(12, 9, 9, 2))))
        .containsExactly(List.of(1L), List.of(2L, 3L, 4L));
  }

  @Test
  void ofGroupsOfEqualSizeTheLowerRowComesFirst() {
    assertThat(rows(new Packer(10, false).pack(demands(5, 5, 5, 5))))
        .containsExactly(List.of(1L, 2L), List.of(3L, 4L));
  }

  @Test
  void aGroupAboveTheLimitBecomesFullOrdersAndARemainderThatSharesAnOrder() {
    assertThat(new Packer(10, false).pack(demands(3, 25, 2)))
        .containsExactly(
            new PackedOrder(List.of(new Part(1, 3), new Part(2, 5), new Part(3, 2)), 10),
            new PackedOrder(List.of(new Part(2, 10)), 10),
            new PackedOrder(List.of(new Part(2, 10)), 10));
  }

  @Test
  void anOrderHoldsNoMoreGroupsThanAllowed() {
    assertThat(rows(new Packer(100, false, 2).pack(demands(1, 1, 1, 1, 1))))
        .containsExactly(List.of(1L, 2L), List.of(3L, 4L), List.of(5L));
    assertThat(rows(new Packer(100, false, 1).pack(demands(1, 1))))
        .containsExactly(List.of(1L), List.of(2L));
  }

  @Test
  void hiddenValuesTakeLanesInTheSequenceOfTheirFirstRows() {
    List<Demand> demands =
        List.of(
            new Demand(1, 1, 7, 900),
            new Demand(2, 1, 7, 100),
            new Demand(3, 1, 8, 100),
            new Demand(4, 1, 7, 0),
            new Demand(5, 1, 7, 900),
            new Demand(6, 1, 8, 900));

    assertThat(rows(new Packer(10, true).pack(demands)))
        .containsExactly(List.of(1L, 3L, 5L), List.of(2L, 6L), List.of(4L));
    assertThat(rows(new Packer(10, false).pack(demands)))
        .containsExactly(List.of(1L, 2L, 3L, 4L, 5L, 6L));
  }

  @Test
  void aMillionSmallGroupsFillTheirOrders() {
    List<Demand> demands = demands(IntStream.range(0, 1_000_000).map(i -> i % 100 + 1).toArray());
    Packer packer = new Packer(10_000, true);

    List<PackedOrder> orders = packer.pack(demands);

    assertThat(orders).hasSize(packer.lowerBound(50_500_000)).hasSize(5_050);
    assertThat(orders.stream().mapToLong(PackedOrder::numbers).sum()).isEqualTo(50_500_000);
  }

  @Test
  void aMillionSingleNumbersFillAHundredOrders() {
    int[] ones = new int[1_000_000];
    Arrays.fill(ones, 1);

    assertThat(new Packer(10_000, true).pack(demands(ones)))
        .hasSize(100)
        .allMatch(order -> order.numbers() == 10_000);
  }

  @Test
  void groupsNearTheLimitTakeAnOrderEach() {
    int[] counts = IntStream.range(0, 10_000).map(i -> 9_000 + i % 1_001).toArray();

    assertThat(new Packer(10_000, true).pack(demands(counts))).hasSize(10_000);
  }

  @Test
  void aMillionGroupsThatAllHaveToStayApartTakeAnOrderEach() {
    List<Demand> demands = new ArrayList<>();
    for (int i = 0; i < 1_000_000; i++) {
      demands.add(new Demand(i, 1, 1, i));
    }

    assertThat(new Packer(10_000, true).pack(demands)).hasSize(1_000_000);
  }

  @Test
  void ordersCannotBeChanged() {
    PackedOrder order = new Packer(10, false).pack(demands(1)).get(0);

    assertThatThrownBy(() -> order.parts().add(new Part(2, 1)))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void impossibleArgumentsAreRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Packer(0, false));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Packer(Packer.HIGHEST_LIMIT + 1, false));
    assertThatIllegalArgumentException().isThrownBy(() -> new Packer(10_000, false, 0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Demand(17, 0, 0, 0))
        .withMessageContaining("17");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new Packer(10, false).pack(List.of(new Demand(3, 1, 1, 0), new Demand(3, 2, 2, 0))))
        .withMessageContaining("3");
  }

  private static List<List<Long>> rows(List<PackedOrder> orders) {
    return orders.stream().map(order -> order.parts().stream().map(Part::row).toList()).toList();
  }
}
