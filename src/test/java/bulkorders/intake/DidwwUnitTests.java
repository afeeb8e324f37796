package bulkorders.intake;

import static org.assertj.core.api.Assertions.assertThat;

import bulkorders.ledger.Catalogues.Wanted;
import bulkorders.ledger.CustomerReferences;
import bulkorders.ledger.StagedGroup;
import bulkorders.provider.CatalogueEntry;
import bulkorders.provider.NanpaPrefix;
import bulkorders.provider.OrderItem;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.batch.infrastructure.item.ExecutionContext;

/** Rows that describe a unit of the catalogue in place of naming it. */
class DidwwUnitTests {

  private static final String SKU = "b6d9d793-578d-42d3-bc33-73dd8155e615";

  private final Path home;

  DidwwUnitTests(@TempDir Path home) {
    this.home = home;
  }

  private static CatalogueEntry unit(String sku, int channels) {
    return new CatalogueEntry(
        sku,
        "group-1",
        "DE",
        "Berlin",
        "30",
        "Local",
        List.of("t38", "voice_in"),
        channels,
        new BigDecimal("0.40"),
        new BigDecimal("0.20"),
        false,
        true,
        50L);
  }

  /** A catalogue of which it is known what it is asked. */
  private static final class Scripted extends Units {
    private final List<CatalogueEntry> found;
    private final boolean known;

    Scripted(boolean known, CatalogueEntry... found) {
      super(null, CatalogueSource.NONE);
      this.known = known;
      this.found = List.of(found);
    }

    @Override
    boolean areKnown(String account) {
      return known;
    }

    @Override
    List<CatalogueEntry> find(String account, Wanted wanted) {
      assertThat(account).isEqualTo("didww");
      List<String> groups = wanted.didGroupIds();
      return groups == null || groups.contains("group-1") ? found : List.of();
    }

    @Override
    @Nullable List<NanpaPrefix> prefixes(String account, String npanxx) {
      return switch (npanxx) {
        case "312555" ->
            List.of(new NanpaPrefix("p0", "group-0"), new NanpaPrefix("p1", "group-1"));
        case "312556" -> List.of(new NanpaPrefix("p2", "group-2"));
        case "999999" -> null;
        default -> List.of();
      };
    }
  }

  private StagedRow row(Units units, String header, String cells) {
    byte[] bytes = (header + "\n" + cells + "\n").getBytes(StandardCharsets.UTF_8);
    StoredInput input = Intake.store(home, "input", bytes);
    InputReader reader =
        new InputReader(input, InputFormats.detect(input, InputReading.PLAIN), OwnColumns.NONE);
    reader.open(new ExecutionContext());
    try {
      return new RowProcessor(
              new RowAccounts("didww", Map.of("didww", "didww")),
              units,
              CustomerReferences.SPLIT,
              Intake.ECHO,
              10_000)
          .process(Objects.requireNonNull(reader.read()));
    } finally {
      reader.close();
    }
  }

  private String fault(Units units, String header, String cells) {
    StagedRow row = row(units, header, cells);
    assertThat(row).isInstanceOf(StagedRow.Rejected.class);
    return ((StagedRow.Rejected) row).reject().faults().toString();
  }

  private StagedGroup valid(Units units, String header, String cells) {
    StagedRow row = row(units, header, cells);
    assertThat(row).isInstanceOf(StagedRow.Group.class);
    return ((StagedRow.Group) row).group();
  }

  @Test
  void theOneUnitThatIsLikeTheRowIsOrdered() {
    StagedGroup group =
        valid(new Scripted(true, unit(SKU, 0)), "country_iso,area_name,qty", "DE,Berlin,7");

    assertThat(group.count()).isEqualTo(7);
    assertThat(group.criteria().countryIso()).isEqualTo("DE");
    assertThat(group.criteria().phoneNumberType()).isEqualTo("Local");
    OrderItem item = Objects.requireNonNull(group.criteria().item());
    assertThat(item.skuId()).isEqualTo(SKU);
    assertThat(item.didGroupId()).isEqualTo("group-1");
  }

  @Test
  void severalUnitsAreNamedForThePersonToChoose() {
    assertThat(
            fault(
                new Scripted(true, unit(SKU, 0), unit("other", 2)),
                "country_iso,area_name",
                "DE,Berlin"))
        .contains("like more than one unit", SKU, "other", "2 channels", "0.20 each month");
  }

  @Test
  void noUnitIsARejectThatSaysWhereToLook() {
    assertThat(fault(new Scripted(true), "country_iso,area_name", "DE,Atlantis"))
        .contains("like no unit", "bulk-orders catalogue");
  }

  @Test
  void withoutACatalogueTheRowIsRejectedWithWhatToDo() {
    assertThat(fault(new Scripted(false), "country_iso,area_name", "DE,Berlin"))
        .contains("never read", "bulk-orders catalogue --account didww");
  }

  @Test
  void aUnitThatIsNamedIsNotDescribedAsWell() {
    assertThat(fault(new Scripted(true, unit(SKU, 0)), "sku_id,area_name", SKU + ",Berlin"))
        .contains("beside a sku_id");
  }

  @Test
  void aUnitThatTheCatalogueDoesNotHaveIsOrderedAllTheSame() {
    StagedGroup group = valid(new Scripted(true), "sku_id", SKU);

    assertThat(Objects.requireNonNull(group.criteria().item()).skuId()).isEqualTo(SKU);
    assertThat(group.criteria().countryIso()).isEmpty();
  }

  @Test
  void anExchangeAloneIsEnoughWhereItHasOneUnit() {
    StagedGroup group = valid(new Scripted(true, unit(SKU, 0)), "npanxx,qty", "312555,3");

    OrderItem item = Objects.requireNonNull(group.criteria().item());
    assertThat(item.skuId()).isEqualTo(SKU);
    assertThat(item.nanpaPrefixId()).isEqualTo("p1");
  }

  @Test
  void anExchangeNarrowsAUnitThatIsNamed() {
    StagedGroup group = valid(new Scripted(true, unit(SKU, 0)), "sku_id,npanxx", SKU + ",312555");

    assertThat(Objects.requireNonNull(group.criteria().item()).nanpaPrefixId()).isEqualTo("p1");
  }

  @Test
  void anExchangeThatIsOfNoUseIsOneFaultThatSaysWhy() {
    Units units = new Scripted(true, unit(SKU, 0));

    assertThat(fault(units, "sku_id,npanxx", SKU + ",312556"))
        .contains("no numbers of this sku_id");
    assertThat(fault(units, "npanxx,qty", "312556,1")).contains("like no unit");
    assertThat(fault(units, "npanxx,qty", "555555,1"))
        .contains("no exchange that DIDWW has numbers of")
        .doesNotContain("like");
    assertThat(fault(units, "npanxx,qty", "31255,1")).contains("six digits");
    assertThat(fault(units, "npanxx,qty", "999999,1")).contains("cannot be asked");
    assertThat(
            fault(
                units,
                "sku_id,npanxx,nanpa_prefix_id",
                SKU + ",312555,3c90c3cc-0d44-4b50-8888-8dd25736052a"))
        .contains("beside a nanpa_prefix_id");
  }
}
