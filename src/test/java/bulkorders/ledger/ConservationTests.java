package bulkorders.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import bulkorders.planning.ItemOrders;
import bulkorders.planning.ReferenceFormat;
import bulkorders.provider.GroupCriteria;
import bulkorders.provider.OrderItem;
import bulkorders.provider.OrderMethod;
import bulkorders.provider.OrderReading.GroupProgress;
import bulkorders.provider.OrderReading.NumberOrderRef;
import bulkorders.provider.OrderedNumber;
import bulkorders.provider.RequestedGroup;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever happens to the orders of a run, no number is lost and none is counted twice. */
class ConservationTests {

  @RegisterExtension static final TestLedger ledger = new TestLedger();

  private final Orders orders = ledger.orders();
  private final OrderProgress progress = ledger.progress();

  @ParameterizedTest
  @CsvSource({
    "1,BULK",
    "2,BULK",
    "3,BULK",
    "4,ITEMS",
    "5,ITEMS",
    "6,ITEMS",
    "7,CAPACITY",
    "8,CAPACITY"
  })
  void requested_numbers_are_the_sum_of_what_became_of_them(long seed, OrderMethod method) {
    var random = new Random(seed);
    Run run = ledger.run();
    List<StagedGroup> groups = new ArrayList<>();
    List<Reject> rejects = new ArrayList<>();
    for (int row = 1; row <= 60; row++) {
      if (random.nextInt(8) == 0) {
        rejects.add(
            new Reject(
                row,
                row,
                null,
                random.nextInt(50),
                List.of(new Reject.Fault(null, null, "wrong")),
                new byte[0]));
      } else {
        groups.add(group(row, random.nextInt(50) == 0 ? 23_456 : 1 + random.nextInt(40), method));
      }
    }
    ledger.stage(run, groups, rejects);
    long requested =
        groups.stream().mapToLong(StagedGroup::count).sum()
            + rejects.stream().mapToLong(Reject::count).sum();
    assertConserved(run, requested);
    ledger.planAll(run, new ItemOrders(5));
    assertConserved(run, requested);

    for (int step = 0; step < 120; step++) {
      step(run, random);
      if (step % 10 == 0) {
        assertConserved(run, requested);
      }
    }
    assertConserved(run, requested);
  }

  private static StagedGroup group(int row, int count, OrderMethod method) {
    StagedGroup bulk = TestLedger.group(row, count, row % 12);
    return method == OrderMethod.BULK
        ? bulk
        : new StagedGroup(
            row,
            bulk.line(),
            null,
            GroupCriteria.ofItem("DE", "Local", method, OrderItem.ofSku("sku-" + row)),
            count,
            null,
            bulk.settings(),
            bulk.orderKey(),
            bulk.echo(),
            0);
  }

  private void assertConserved(Run run, long requested) {
    RunFigures.Numbers n = ledger.runs().figures(run.id()).numbers();
    assertThat(n.requested()).isEqualTo(requested);
    assertThat(
            n.ordered() + n.shortfall() + n.cancelled() + n.rejected() + n.repeated() + n.pending())
        .as("%s", n)
        .isEqualTo(requested);
    assertThat(
            List.of(
                n.ordered(), n.shortfall(), n.cancelled(), n.rejected(), n.pending(), n.surplus()))
        .as("%s", n)
        .allMatch(figure -> figure >= 0);
    assertThat(n.inService()).isLessThanOrEqualTo(n.ordered());
  }

  private void step(Run run, Random random) {
    List<ProviderOrder> all = orders.of(run.id());
    ProviderOrder order = all.get(random.nextInt(all.size()));
    switch (order.state()) {
      case PLANNED -> orders.claim(run.id(), "telnyx", "me");
      case SUBMITTING -> sent(order, random);
      case UNCERTAIN -> uncertain(order, random);
      case ACCEPTED, PROCESSING -> placed(order, random);
      default -> {
        if (random.nextInt(10) == 0 && order.state() != OrderState.REJECTED) {
          orders.lateOutcome(order, "no answer", null, Duration.ofMinutes(1));
        }
      }
    }
  }

  private void sent(ProviderOrder order, Random random) {
    switch (random.nextInt(6)) {
      case 0 -> orders.uncertain(order, "no answer");
      case 1 -> orders.backToPlanned(order, Duration.ZERO, "429");
      case 2 -> reject(order, random);
      case 3 -> orders.sweep(order.runId(), "somebody else", Duration.ofSeconds(60));
      default -> orders.accepted(order, "order-" + order.id());
    }
  }

  private void reject(ProviderOrder order, Random random) {
    List<Integer> rejected = new ArrayList<>();
    List<Integer> left = new ArrayList<>();
    List<Integer> right = new ArrayList<>();
    List<List<Integer>> places = List.of(rejected, left, right);
    IntStream.range(0, order.groups())
        .forEach(position -> places.get(random.nextInt(3)).add(position));
    List<List<Integer>> replacements = new ArrayList<>(List.of(left, right));
    replacements.removeIf(List::isEmpty);
    String tag = ledger.runs().get(order.runId()).tag();
    orders.rejected(
        order,
        "422",
        rejected,
        replacements,
        k -> ReferenceFormat.reference(null, tag, order.orderNo(), k));
  }

  private void uncertain(ProviderOrder order, Random random) {
    switch (random.nextInt(4)) {
      case 0 -> orders.absent(order);
      case 1 -> orders.park(order, "a person decides");
      default -> orders.adopted(order, "order-" + order.id());
    }
  }

  private void placed(ProviderOrder order, Random random) {
    boolean settled = random.nextInt(3) > 0;
    List<RequestedGroup> groups = orders.groupsOf(order.id());
    List<GroupProgress> read = new ArrayList<>();
    for (RequestedGroup group : groups) {
      var numberOrder =
          new NumberOrderRef("no-%d-%d".formatted(order.id(), group.position()), List.of("s"));
      Integer allocated =
          order.method().leadsToNumbers() ? null : (Integer) random.nextInt(group.count() + 1);
      read.add(
          new GroupProgress(group.position(), "x", settled, allocated, null, List.of(numberOrder)));
    }
    if (!progress.progressed(order, read)) {
      return;
    }
    if (!order.method().leadsToNumbers()) {
      progress.count(order, settled);
      return;
    }
    for (RequestedGroup group : groups) {
      // More than were asked for, too.
      int count = random.nextInt(Math.min(group.count(), 60) + 3);
      var numberOrder =
          new OrderProgress.OpenNumberOrder(
              group.position(), read.get(group.position()).numberOrders().get(0));
      List<OrderProgress.FoundNumber> numbers = new ArrayList<>();
      OrderedNumber.State[] states = OrderedNumber.State.values();
      for (int i = 0; i < count; i++) {
        OrderedNumber.State state = states[random.nextInt(states.length)];
        String e164 = "+1%d%03d%04d".formatted(order.id(), group.position(), i);
        numbers.add(
            new OrderProgress.FoundNumber(
                numberOrder, new OrderedNumber(null, e164, null, null, "s", state, null, null)));
      }
      progress.store(order, numbers, List.of());
    }
    progress.count(order, settled);
  }
}
