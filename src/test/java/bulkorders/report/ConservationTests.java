package bulkorders.report;

import static org.assertj.core.api.Assertions.assertThat;

import bulkorders.ledger.Orders;
import bulkorders.ledger.ProviderOrder;
import bulkorders.ledger.Results;
import bulkorders.ledger.RunFigures.Numbers;
import bulkorders.provider.OrderedNumber.State;
import bulkorders.provider.RequestedGroup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every number that was asked for is counted once, in rows, in orders and in the figures alike. */
class ConservationTests {

  private static ReportFixture fixture;

  private final Path folder;

  ConservationTests(@TempDir Path folder) {
    this.folder = folder;
  }

  @BeforeAll
  static void start(@TempDir Path home) {
    fixture = new ReportFixture(home);
  }

  @AfterAll
  static void stop() {
    fixture.close();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void rows_orders_and_figures_add_up_to_the_same_whatever_happened(long seed) throws IOException {
    Random random = new Random(seed);
    int run = fixture.takeIn("random-" + seed + ".csv", input(random));
    fixture.plan(run, 9, 1, 3, 2, 5);
    int steps = random.nextInt(20);
    for (int i = 0; i < steps; i++) {
      happen(run, random);
    }

    Path report = fixture.write(run, folder);

    Numbers numbers = fixture.figures(run).numbers();
    assertThat(numbers.requested())
        .isEqualTo(
            numbers.ordered()
                + numbers.shortfall()
                + numbers.cancelled()
                + numbers.rejected()
                + numbers.repeated()
                + numbers.pending());
    assertThat(outcomes(run)).isEqualTo(numbers);
    List<Map<String, String>> rows = ReportWriterTests.csv(report.resolve("results.csv"));
    assertThat(rows).hasSize((int) fixture.figures(run).run().rowsRead());
    assertThat(sum(rows, "ordered")).isEqualTo(numbers.ordered());
    assertThat(sum(rows, "in_service")).isEqualTo(numbers.inService());
    assertThat(sum(rows, "shortfall")).isEqualTo(numbers.shortfall());
    assertThat(sum(ReportWriterTests.csv(report.resolve("shortfall.csv")), "count_requested"))
        .isEqualTo(numbers.shortfall());
    List<Map<String, String>> orders = ReportWriterTests.csv(report.resolve("orders.csv"));
    for (String figure : List.of("ordered", "in_service", "shortfall", "cancelled", "pending")) {
      assertThat(sum(orders, figure)).as(figure).isEqualTo(figure(numbers, figure));
    }
    assertThat(Files.readAllLines(report.resolve("numbers.csv")))
        .hasSizeGreaterThan((int) numbers.ordered());
  }

  private static long figure(Numbers numbers, String name) {
    return switch (name) {
      case "ordered" -> numbers.ordered();
      case "in_service" -> numbers.inService();
      case "shortfall" -> numbers.shortfall();
      case "cancelled" -> numbers.cancelled();
      default -> numbers.pending();
    };
  }

  private static Numbers outcomes(int run) {
    long[] sums = new long[7];
    Results results = fixture.results();
    results.snapshot(
        () -> {
          results.rows(
              run,
              row -> {
                RowOutcome outcome = RowOutcome.of(row, "not planned yet");
                assertThat(outcome.requested())
                    .isEqualTo(
                        outcome.ordered()
                            + outcome.shortfall()
                            + outcome.cancelled()
                            + outcome.rejected()
                            + outcome.pending());
                sums[0] += outcome.requested();
                sums[1] += outcome.ordered();
                sums[2] += outcome.inService();
                sums[3] += outcome.shortfall();
                sums[4] += outcome.cancelled();
                sums[5] += outcome.rejected();
                sums[6] += outcome.pending();
              });
          return sums;
        });
    return new Numbers(sums[0], sums[1], sums[2], sums[3], sums[4], sums[5], 0, sums[6], 0);
  }

  private static String input(Random random) {
    StringBuilder text =
        new StringBuilder("request_id,country_iso,phone_number_type,count_requested,locality\n");
    for (int row = 0; row < 40; row++) {
      text.append('r')
          .append(row)
          .append(random.nextInt(8) == 0 ? ",XX" : ",US")
          .append(",local,")
          .append(random.nextInt(10) == 0 ? "many" : Integer.toString(1 + random.nextInt(25)))
          .append(",\"Town ")
          .append(random.nextInt(4) == 0 ? "with\na line break" : row)
          .append("\"\n");
    }
    return text.toString();
  }

  private static void happen(int run, Random random) {
    Orders orders = fixture.get(Orders.class);
    ProviderOrder order = orders.claim(run, "telnyx", "me").orElse(null);
    if (order == null) {
      return;
    }
    int kind = random.nextInt(6);
    if (kind == 0) {
      orders.uncertain(order, "no answer came");
    } else if (kind == 1) {
      refuse(order, random);
    } else if (kind > 2) {
      orders.accepted(order, "po-" + order.reference());
      boolean settled = random.nextInt(3) > 0;
      for (RequestedGroup group : orders.groupsOf(order.id())) {
        int allocated = random.nextInt(group.count() + 1);
        fixture.allocate(
            order,
            group.position(),
            allocated < group.count() ? "no more" : null,
            IntStream.range(0, allocated).mapToObj(i -> state(random, settled)).toList());
      }
      fixture.count(order, settled);
    }
  }

  private static State state(Random random, boolean settled) {
    List<State> states =
        settled
            ? List.of(State.IN_SERVICE, State.IN_SERVICE, State.FAILED, State.CANCELLED)
            : List.of(State.values());
    return states.get(random.nextInt(states.size()));
  }

  private static void refuse(ProviderOrder order, Random random) {
    List<Integer> rejected = new ArrayList<>();
    List<Integer> kept = new ArrayList<>();
    for (int position = 0; position < order.groups(); position++) {
      (random.nextBoolean() ? rejected : kept).add(position);
    }
    fixture
        .get(Orders.class)
        .rejected(
            order,
            "not sold",
            rejected,
            kept.isEmpty() ? List.of() : List.of(kept),
            k -> order.reference() + ".r" + k);
  }

  private static long sum(List<Map<String, String>> rows, String column) {
    return rows.stream().mapToLong(row -> Long.parseLong(row.get(column))).sum();
  }
}
