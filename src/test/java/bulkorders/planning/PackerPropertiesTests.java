package bulkorders.planning;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

class PackerPropertiesTests {

  @Property
  void noOrderExceedsTheLimitsOrIsEmpty(
      @ForAll("demands") List<Demand> demands,
      @ForAll @IntRange(min = 1, max = 60) int limit,
      @ForAll boolean keepApart,
      @ForAll @IntRange(min = 1, max = 5) int maxGroups) {
    assertThat(new Packer(limit, keepApart, maxGroups).pack(demands))
        .allSatisfy(
            order -> {
              assertThat(order.numbers()).isBetween(1, limit);
              assertThat(order.parts()).hasSizeBetween(1, maxGroups);
              assertThat(order.parts().stream().mapToInt(Part::count).sum())
                  .isEqualTo(order.numbers());
            });
  }

  @Property
  void everyRowGetsExactlyItsCount(
      @ForAll("demands") List<Demand> demands,
      @ForAll @IntRange(min = 1, max = 60) int limit,
      @ForAll boolean keepApart,
      @ForAll @IntRange(min = 1, max = 5) int maxGroups) {
    Map<Long, Integer> packed =
        new Packer(limit, keepApart, maxGroups)
            .pack(demands).stream()
                .flatMap(order -> order.parts().stream())
                .collect(Collectors.toMap(Part::row, Part::count, Integer::sum));

    assertThat(packed)
        .isEqualTo(demands.stream().collect(Collectors.toMap(Demand::row, Demand::count)));
  }

  @Property
  void aGroupIsSplitOnlyIntoFullOrdersAndARemainder(
      @ForAll("demands") List<Demand> demands,
      @ForAll @IntRange(min = 1, max = 60) int limit,
      @ForAll boolean keepApart) {
    List<PackedOrder> orders = new Packer(limit, keepApart).pack(demands);

    for (Demand demand : demands) {
      List<PackedOrder> holding =
          orders.stream()
              .filter(order -> order.parts().stream().anyMatch(p -> p.row() == demand.row()))
              .toList();
      int full = demand.count() / limit;
      int remainder = demand.count() % limit;
      assertThat(holding).hasSize(full + (remainder > 0 ? 1 : 0));
      assertThat(holding)
          .filteredOn(order -> order.parts().equals(List.of(new Part(demand.row(), limit))))
          .hasSize(full);
    }
  }

  @Property
  void partsAndOrdersAscendByRowAndNoGroupIsTwiceInAnOrder(
      @ForAll("demands") List<Demand> demands,
      @ForAll @IntRange(min = 1, max = 60) int limit,
      @ForAll boolean keepApart) {
    List<PackedOrder> orders = new Packer(limit, keepApart).pack(demands);

    assertThat(orders)
        .allSatisfy(
            order -> {
              List<Long> rows = order.parts().stream().map(Part::row).toList();
              assertThat(rows).isSorted().doesNotHaveDuplicates();
            });
    assertThat(orders.stream().map(order -> order.parts().get(0).row()).toList()).isSorted();
  }

  @Property
  void groupsThatCannotBeToldApartNeverShareAnOrder(
      @ForAll("demands") List<Demand> demands, @ForAll @IntRange(min = 1, max = 60) int limit) {
    assertThat(new Packer(limit, true).pack(demands))
        .noneMatch(order -> PackingModels.mixesWhatMustStayApart(order, demands));
  }

  @Property
  void keepingApartPacksEveryLaneAsIfItWereAlone(
      @ForAll("demands") List<Demand> demands, @ForAll @IntRange(min = 1, max = 60) int limit) {
    List<PackedOrder> laneByLane = new ArrayList<>();
    for (List<Demand> lane : PackingModels.lanes(demands)) {
      laneByLane.addAll(new Packer(limit, false).pack(lane));
    }

    assertThat(new Packer(limit, true).pack(demands))
        .containsExactlyInAnyOrderElementsOf(laneByLane);
  }

  @Property
  void theSequenceOfTheDemandsDoesNotMatter(
      @ForAll("demands") List<Demand> demands,
      @ForAll @IntRange(min = 1, max = 60) int limit,
      @ForAll boolean keepApart,
      @ForAll @IntRange(min = 1, max = 5) int maxGroups,
      @ForAll Random random) {
    List<Demand> shuffled = new ArrayList<>(demands);
    Collections.shuffle(shuffled, random);

    Packer packer = new Packer(limit, keepApart, maxGroups);
    assertThat(packer.pack(shuffled)).isEqualTo(packer.pack(demands));
  }

  @Property
  void itIsBestFitDecreasing(
      @ForAll @Size(max = 60) List<@IntRange(min = 1, max = 70) Integer> counts,
      @ForAll @IntRange(min = 1, max = 60) int limit) {
    List<Integer> sizes =
        new Packer(limit, false)
            .pack(PackingModels.demands(counts)).stream()
                .map(PackedOrder::numbers)
                .sorted()
                .toList();

    assertThat(sizes).isEqualTo(PackingModels.bestFitDecreasing(counts, limit));
  }

  @Property(tries = 2000)
  void smallPackingsStayWithinElevenNinthsOfTheOptimumPlusOne(
      @ForAll @Size(min = 1, max = 9) List<@IntRange(min = 1, max = 30) Integer> counts,
      @ForAll @IntRange(min = 30, max = 40) int limit) {
    int orders = new Packer(limit, false).pack(PackingModels.demands(counts)).size();
    int optimum = PackingModels.optimum(counts, limit);

    assertThat(orders).isGreaterThanOrEqualTo(optimum);
    assertThat(9L * orders).isLessThanOrEqualTo(11L * optimum + 9);
  }

  @Property
  void largePackingsStayWithinElevenNinthsOfAKnownOptimumPlusOne(
      @ForAll @IntRange(min = 1, max = 300) int optimum,
      @ForAll @IntRange(min = 1, max = 500) int smallest,
      @ForAll @IntRange(min = 2, max = 8) int pieces,
      @ForAll Random random) {
    int limit = 1_000;
    List<Integer> counts = new ArrayList<>();
    for (int i = 0; i < optimum; i++) {
      int left = limit;
      for (int piece = 1; piece < pieces && left > 2 * smallest; piece++) {
        int cut = smallest + random.nextInt(left - 2 * smallest);
        counts.add(cut);
        left -= cut;
      }
      counts.add(left);
    }

    int orders = new Packer(limit, false).pack(PackingModels.demands(counts)).size();
    assertThat(9L * orders).isLessThanOrEqualTo(11L * optimum + 9);
  }

  @Property(tries = 200)
  void groupsOfAtMostAHundredFillOrdersOfTenThousandToOnePercent(
      @ForAll @IntRange(min = 1, max = 20_000) int groups,
      @ForAll @IntRange(min = 1, max = 100) int smallest,
      @ForAll Random random) {
    int[] counts = random.ints(groups, smallest, 101).toArray();
    List<Demand> demands = PackingModels.demands(counts);
    Packer packer = new Packer(10_000, false);

    int orders = packer.pack(demands).size();
    int bound = packer.lowerBound(PackingModels.sum(demands));
    assertThat(orders).isGreaterThanOrEqualTo(bound);
    assertThat(100L * orders).isLessThanOrEqualTo(101L * bound + 100);
  }

  @Property
  void theLowerBoundIsTheQuotientRoundedUp(
      @ForAll @LongRange(min = 0, max = 1_000_000_000_000L) long numbers,
      @ForAll @IntRange(min = 1_000, max = 10_000) int limit) {
    long bound = new Packer(limit, false).lowerBound(numbers);

    assertThat(bound * limit).isBetween(numbers, numbers + limit - 1);
  }

  @Provide
  Arbitrary<List<Demand>> demands() {
    Arbitrary<Demand> demand =
        Combinators.combine(
                Arbitraries.longs().between(1, 500),
                Arbitraries.integers().between(1, 150),
                Arbitraries.longs().between(-1, 2),
                Arbitraries.longs().between(-1, 2))
            .as(Demand::new)
            .withoutEdgeCases();
    return demand.list().ofMaxSize(60).map(PackerPropertiesTests::withoutRepeatedRows);
  }

  private static List<Demand> withoutRepeatedRows(List<Demand> demands) {
    HashSet<Long> rows = new HashSet<>();
    return demands.stream().filter(demand -> rows.add(demand.row())).toList();
  }
}
