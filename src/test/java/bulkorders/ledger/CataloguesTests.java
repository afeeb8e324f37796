package bulkorders.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import bulkorders.ledger.Catalogues.Wanted;
import bulkorders.ledger.RunFigures.Sum;
import bulkorders.provider.CatalogueEntry;
import bulkorders.provider.GroupCriteria;
import bulkorders.provider.NanpaPrefix;
import bulkorders.provider.OrderItem;
import bulkorders.provider.OrderMethod;
import bulkorders.provider.OrderSettings;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class CataloguesTests {

  private static final String ACCOUNT = "telnyx";

  @RegisterExtension static final TestLedger ledger = new TestLedger();

  private final Catalogues catalogues = ledger.catalogues();

  private static CatalogueEntry entry(String sku, String country, String area, int channels) {
    return new CatalogueEntry(
        sku,
        "group-" + area,
        country,
        area,
        "30",
        "Toll-free",
        List.of("sms_in", "voice_in"),
        channels,
        new BigDecimal("1.500000"),
        new BigDecimal("0.250000"),
        false,
        true,
        40L);
  }

  private static Wanted wanted(@Nullable String country, @Nullable String area) {
    return new Wanted(null, country, area, null, null, List.of(), null, null);
  }

  private List<String> found(Wanted wanted) {
    return catalogues.find(ACCOUNT, wanted, 10).stream().map(CatalogueEntry::skuId).toList();
  }

  @BeforeEach
  void read() {
    catalogues.replace(
        ACCOUNT,
        "USD",
        List.of(
            entry("berlin-0", "DE", "Berlin", 0),
            entry("berlin-2", "DE", "Berlin", 2),
            entry("vienna-0", "AT", "Vienna", 0)));
  }

  @Test
  void what_was_read_is_kept_as_it_was_told_with_its_age() {
    assertThat(catalogues.find(ACCOUNT, wanted("at", null), 10))
        .containsExactly(entry("vienna-0", "AT", "Vienna", 0));
    assertThat(catalogues.currency(ACCOUNT)).contains("USD");
    assertThat(catalogues.readAt(ACCOUNT))
        .hasValueSatisfying(
            at -> assertThat(at).isCloseTo(Instant.now(), within(1, ChronoUnit.MINUTES)));
    assertThat(catalogues.readAt("another")).isEmpty();
  }

  @Test
  void another_reading_takes_the_place_of_the_first() {
    catalogues.replace(ACCOUNT, "EUR", List.of(entry("paris-0", "FR", "Paris", 0)));

    assertThat(found(wanted(null, null))).containsExactly("paris-0");
    assertThat(catalogues.currency(ACCOUNT)).contains("EUR");
  }

  @Test
  void entries_are_found_by_what_is_said_of_them() {
    assertThat(found(wanted(null, "BERL"))).containsExactly("berlin-0", "berlin-2");
    assertThat(found(new Wanted(null, "DE", null, "30", "toll free", List.of("voice_in"), 2, null)))
        .containsExactly("berlin-2");
    assertThat(found(new Wanted(null, "DE", null, null, null, List.of("fax"), null, null)))
        .isEmpty();
    assertThat(found(Wanted.unit("vienna-0"))).containsExactly("vienna-0");
  }

  private Run planned(String... skus) {
    Run run = ledger.run();
    List<StagedGroup> groups = new ArrayList<>();
    for (String sku : skus) {
      long row = groups.size() + 1;
      groups.add(
          new StagedGroup(
              row,
              row + 1,
              null,
              GroupCriteria.ofItem("DE", "", OrderMethod.ITEMS, OrderItem.ofSku(sku)),
              4,
              null,
              OrderSettings.NONE,
              new UUID(4, 0),
              0,
              row));
    }
    ledger.stage(run, groups, List.of());
    return ledger.planAll(run);
  }

  @Test
  void orders_are_quoted_when_they_are_planned() {
    Run run = planned("berlin-0", "vienna-0");

    assertThat(ledger.runs().figures(run.id()).cost())
        .isEqualTo(
            new RunFigures.Cost(
                List.of(new Sum("USD", new BigDecimal("12.000000"), new BigDecimal("2.000000"))),
                0));
  }

  @Test
  void what_the_catalogue_does_not_have_is_not_guessed() {
    Run run = planned("berlin-0", "nowhere-0");

    RunFigures.Cost cost = ledger.runs().figures(run.id()).cost();

    assertThat(cost.isComplete()).isFalse();
    assertThat(cost.ordersWithout()).isEqualTo(1);
    assertThat(cost.known())
        .containsExactly(new Sum("USD", new BigDecimal("6.000000"), new BigDecimal("1.000000")));
  }

  @Test
  void exchanges_are_kept_until_the_catalogue_is_read_anew() {
    assertThat(catalogues.prefixes(ACCOUNT, "312555")).isNull();

    catalogues.keep(ACCOUNT, "312555", List.of());
    assertThat(catalogues.prefixes(ACCOUNT, "312555")).isEmpty();

    var prefixes =
        List.of(new NanpaPrefix("p1", "group-Berlin"), new NanpaPrefix("p2", "group-Bonn"));
    catalogues.keep(ACCOUNT, "312555", prefixes);
    assertThat(catalogues.prefixes(ACCOUNT, "312555")).isEqualTo(prefixes);
    assertThat(catalogues.prefixes(ACCOUNT, "312556")).isNull();

    catalogues.replace(ACCOUNT, "USD", List.of(entry("other", "DE", "Berlin", 0)));
    assertThat(catalogues.prefixes(ACCOUNT, "312555")).isNull();
  }

  @Test
  void units_of_certain_groups_are_found() {
    assertThat(
            found(
                new Wanted(
                    null, null, null, null, null, List.of(), 2, List.of("group-Berlin", "x"))))
        .containsExactly("berlin-2");
    assertThat(found(new Wanted(null, null, null, null, null, List.of(), null, List.of())))
        .isEmpty();
  }
}
