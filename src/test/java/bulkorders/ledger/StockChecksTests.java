package bulkorders.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import bulkorders.ledger.StockChecks.Area;
import bulkorders.provider.GroupCriteria;
import bulkorders.provider.OrderItem;
import bulkorders.provider.OrderMethod;
import bulkorders.provider.OrderSettings;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a run asks for in which area, on a real database. */
class StockChecksTests {

  @RegisterExtension static final TestLedger LEDGER = new TestLedger();

  private final StockChecks checks = LEDGER.stockChecks();

  @Test
  void groups_that_differ_only_in_what_cannot_be_asked_for_share_an_area() {
    Run run = asking(LEDGER.run());
    LEDGER.stage(
        run,
        List.of(
            group(1, 3, "312", null, "Chicago"),
            group(2, 4, "312", null, "Evanston"),
            group(3, 5, "312", "other", null),
            group(4, 6, null, null, null)),
        List.of());

    List<Area> areas = checks.areas(run);

    assertThat(areas)
        .extracting(Area::account, area -> area.area().words(), Area::groups, Area::requested)
        .containsExactly(
            tuple("telnyx", "US local 312 sms|voice", 2L, 7L),
            tuple("telnyx", "US local sms|voice", 1L, 6L),
            tuple("other", "US local 312 sms|voice", 1L, 5L));
    assertThat(checks.areas(run)).as("asked once more").hasSize(3);
  }

  @Test
  void numbers_that_are_named_lie_in_no_area() {
    Run run = asking(LEDGER.run());
    StagedGroup other = group(1, 3, "312", null, null);
    StagedGroup named =
        new StagedGroup(
            2,
            3,
            null,
            GroupCriteria.ofNumber("US", "local", "+13125550100", null),
            1,
            null,
            OrderSettings.NONE,
            new UUID(0, 9),
            2,
            0);
    LEDGER.stage(run, List.of(other, named), List.of());

    assertThat(checks.areas(run)).singleElement().extracting(Area::requested).isEqualTo(3L);
  }

  private static StagedGroup item(long row, OrderMethod method, OrderItem item) {
    return new StagedGroup(
        row,
        row + 1,
        null,
        GroupCriteria.ofItem("DE", "Local", method, item),
        10,
        null,
        OrderSettings.NONE,
        new UUID(0, row),
        0,
        row);
  }

  private static OrderItem of(
      @Nullable String sku, @Nullable String did, @Nullable String pool, @Nullable String group) {
    return new OrderItem(sku, null, did, null, null, null, pool, group);
  }

  @Test
  void units_of_one_group_of_numbers_share_its_stock() {
    Run run = asking(LEDGER.run());
    LEDGER.stage(
        run,
        List.of(
            item(1, OrderMethod.ITEMS, of("berlin-0", null, null, "berlin")),
            item(2, OrderMethod.ITEMS, of("berlin-2", null, null, "berlin")),
            item(3, OrderMethod.ITEMS, of("bonn-0", "one-number", null, "bonn")),
            item(4, OrderMethod.CAPACITY, of(null, null, "pool", null))),
        List.of());

    List<Area> areas = checks.areas(run);

    assertThat(areas)
        .singleElement()
        .satisfies(
            area -> {
              assertThat(area.area().words()).isEqualTo("DE Local berlin");
              assertThat(area.requested()).isEqualTo(20);
            });
    checks.told(run.id(), areas.get(0).areaNo(), 12L);
    checks.foretell(run, StockChecksTests::firstComeFirstServed);
    assertThat(foretold(run)).containsExactly("2:8");
  }

  private static StockChecks.Forecast firstComeFirstServed(long available) {
    long[] left = {available};
    return (count, strategy) -> {
      int missing = (int) Math.max(0, count - left[0]);
      left[0] = Math.max(0, left[0] - count);
      return missing;
    };
  }

  @Test
  void what_is_foretold_is_told_by_group_and_by_area() {
    Run run = asking(LEDGER.run());
    LEDGER.stage(
        run,
        List.of(
            group(1, 3, "312", null, null),
            group(2, 4, "312", null, null),
            group(3, 5, "773", null, null),
            group(4, 2, "415", null, null)),
        List.of());
    for (Area area : checks.areas(run)) {
      String code = String.valueOf(area.area().nationalDestinationCode());
      checks.told(
          run.id(), area.areaNo(), code.equals("312") ? (Long) 5L : code.equals("773") ? 5L : null);
    }

    checks.foretell(
        run,
        available -> {
          assertThat(available).as("areas that have enough are not asked about").isEqualTo(5);
          return firstComeFirstServed(available);
        });

    assertThat(checks.figures(run.id())).isEqualTo(new StockFigures(3, 1, 2));
    assertThat(LEDGER.runs().figures(run.id()).stock()).isEqualTo(new StockFigures(3, 1, 2));
    assertThat(checks.shortest(run.id(), 9))
        .singleElement()
        .extracting(Area::foretold)
        .isEqualTo(2L);
    assertThat(checks.notTold(run.id(), 9))
        .singleElement()
        .satisfies(area -> assertThat(area.area().nationalDestinationCode()).isEqualTo("415"));
    assertThat(foretold(run)).containsExactly("2:2");

    checks.areas(run);
    assertThat(foretold(run)).as("forgotten with the areas").isEmpty();
  }

  @Test
  void a_plan_keeps_its_groups_until_the_stock_was_asked_for() {
    Run plan = asking(LEDGER.run(Runs.PLAN_JOB));
    LEDGER.stage(plan, List.of(group(1, 3, "312", null, null)), List.of());
    LEDGER.planAll(plan);

    assertThat(checks.areas(plan)).hasSize(1);
    checks.dropPlanned(plan);

    assertThat(
            LEDGER
                .jdbc()
                .sql("select to_regclass(?) is null")
                .param("plan_group_" + plan.id())
                .query(Boolean.class)
                .single())
        .isTrue();
  }

  private static Run asking(Run run) {
    LEDGER.runs().launched(run.id(), null, "10%", RepeatMode.REFUSE, StockDemand.CHECK, null, null);
    return LEDGER.runs().get(run.id());
  }

  private static List<String> foretold(Run run) {
    return LEDGER
        .jdbc()
        .sql(
            "select row_no || ':' || numbers from foretold_shortfall where run_id = ? order by"
                + " row_no")
        .param(run.id())
        .query(String.class)
        .list();
  }

  private static StagedGroup group(
      long row,
      int count,
      @Nullable String areaCode,
      @Nullable String account,
      @Nullable String locality) {
    return new StagedGroup(
        row,
        row + 1,
        null,
        new GroupCriteria(
            "US",
            "local",
            areaCode,
            null,
            locality,
            List.of("sms", "voice"),
            null,
            null,
            null,
            null,
            null,
            null),
        count,
        account,
        OrderSettings.NONE,
        new UUID(0, account == null ? 0 : 1),
        row,
        0);
  }
}
