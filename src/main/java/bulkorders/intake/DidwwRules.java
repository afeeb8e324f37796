package bulkorders.intake;

import bulkorders.ledger.Catalogues.Wanted;
import bulkorders.provider.CatalogueEntry;
import bulkorders.provider.GroupCriteria;
import bulkorders.provider.NanpaPrefix;
import bulkorders.provider.OrderItem;
import bulkorders.provider.OrderMethod;
import bulkorders.provider.OrderSettings;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What orders at DIDWW ask of a row: numbers of a stock keeping unit, or channels. */
final class DidwwRules implements RowRules {

  /** DIDWW takes at most so many characters. */
  private static final int REFERENCE_LENGTH = 100;

  private static final int CALLBACK_URL_LENGTH = 2000;

  /** DIDWW takes at most so many periods. */
  private static final int MAX_CYCLES = 999;

  private static final int MAX_PRORATE_DAYS = 366;

  /** What describes numbers, and so cannot be said of channels. */
  private static final List<Column> OF_NUMBERS =
      List.of(
          Column.COUNTRY_ISO,
          Column.AREA_NAME,
          Column.PREFIX,
          Column.NPANXX,
          Column.DID_GROUP_TYPE,
          Column.FEATURES,
          Column.CHANNELS,
          Column.SKU_ID,
          Column.NANPA_PREFIX_ID,
          Column.AVAILABLE_DID_ID,
          Column.DID_RESERVATION_ID,
          Column.BILLING_CYCLES_COUNT,
          Column.PRORATE_DAYS_QTY);

  /** What describes a unit, in place of its id. */
  private static final List<Column> DESCRIBING =
      List.of(
          Column.COUNTRY_ISO,
          Column.AREA_NAME,
          Column.PREFIX,
          Column.DID_GROUP_TYPE,
          Column.FEATURES,
          Column.CHANNELS);

  private static final int DESCRIPTION_LENGTH = 100;
  private static final int PREFIX_LENGTH = 10;
  private static final int EXCHANGE_LENGTH = 6;
  private static final int MAX_CHANNELS = 1_000;

  private final RowCheck row;
  private final String account;
  private final Units units;

  /**
   * @param account that the row belongs to
   */
  DidwwRules(RowCheck row, String account, Units units) {
    this.row = row;
    this.account = account;
    this.units = units;
  }

  @Override
  public GroupCriteria criteria() {
    if (row.value(Column.CAPACITY_POOL_ID) != null) {
      return capacity();
    }
    if (row.value(Column.AVAILABLE_DID_ID) != null
        && row.value(Column.DID_RESERVATION_ID) != null) {
      row.fault(
          Column.DID_RESERVATION_ID,
          row.value(Column.DID_RESERVATION_ID),
          "names another number beside available_did_id; leave one of the two empty");
    }
    List<NanpaPrefix> exchange = exchange();
    CatalogueEntry unit = unit(exchange);
    return GroupCriteria.ofItem(
        unit == null ? "" : unit.countryIso(),
        unit == null ? "" : unit.didGroupType(),
        OrderMethod.ITEMS,
        new OrderItem(
            unit == null ? row.uuid(Column.SKU_ID) : unit.skuId(),
            prefixId(exchange, unit),
            row.uuid(Column.AVAILABLE_DID_ID),
            row.uuid(Column.DID_RESERVATION_ID),
            row.whole(Column.BILLING_CYCLES_COUNT, 0, MAX_CYCLES),
            row.whole(Column.PRORATE_DAYS_QTY, 0, MAX_PRORATE_DAYS),
            null,
            unit == null ? null : unit.didGroupId()));
  }

  /** Where there are numbers of the exchange that the row names; null when it names none. */
  private @Nullable List<NanpaPrefix> exchange() {
    String npanxx = row.digits(Column.NPANXX, EXCHANGE_LENGTH);
    if (npanxx == null) {
      return null;
    }
    if (npanxx.length() < EXCHANGE_LENGTH) {
      row.fault(Column.NPANXX, npanxx, "expected area code and exchange, six digits");
      return null;
    }
    if (row.value(Column.NANPA_PREFIX_ID) != null) {
      row.fault(Column.NPANXX, npanxx, "says nothing beside a nanpa_prefix_id; leave one out");
      return null;
    }
    List<NanpaPrefix> found = units.prefixes(account, npanxx);
    if (found == null || found.isEmpty()) {
      row.fault(
          Column.NPANXX,
          npanxx,
          found == null
              ? "cannot be looked up, since the account cannot be asked; see: bulk-orders catalogue"
                  + " --account "
                  + account
              : "is no exchange that DIDWW has numbers of");
      return null;
    }
    return found;
  }

  private @Nullable String prefixId(
      @Nullable List<NanpaPrefix> exchange, @Nullable CatalogueEntry unit) {
    if (exchange == null) {
      return row.uuid(Column.NANPA_PREFIX_ID);
    }
    for (NanpaPrefix prefix : exchange) {
      if (unit == null || unit.didGroupId().equals(prefix.didGroupId())) {
        return prefix.id();
      }
    }
    row.fault(Column.NPANXX, row.value(Column.NPANXX), "has no numbers of this sku_id");
    return null;
  }

  /** The unit that the row names or describes; null where the catalogue does not have it. */
  private @Nullable CatalogueEntry unit(@Nullable List<NanpaPrefix> exchange) {
    List<Column> said = DESCRIBING.stream().filter(column -> row.value(column) != null).toList();
    if (row.value(Column.SKU_ID) == null) {
      return described(said, exchange);
    }
    for (Column column : said) {
      row.fault(
          column, row.value(column), "says nothing beside a sku_id; leave one of the two out");
    }
    String sku = row.uuid(Column.SKU_ID);
    return sku == null ? null : units.unit(account, sku);
  }

  private @Nullable CatalogueEntry described(
      List<Column> said, @Nullable List<NanpaPrefix> exchange) {
    if (exchange == null && row.value(Column.NPANXX) != null) {
      return null;
    }
    if (said.isEmpty() && exchange == null) {
      row.fault(
          Column.SKU_ID,
          null,
          "is missing; expected the id of a stock keeping unit, or country_iso, area_name, prefix,"
              + " npanxx, did_group_type, features, channels that describe one, or a"
              + " capacity_pool_id");
      return null;
    }
    Column first = said.isEmpty() ? Column.NPANXX : said.get(0);
    if (!units.areKnown(account)) {
      row.fault(
          first,
          row.value(first),
          "describes a unit of the catalogue, which was never read; read it with: bulk-orders"
              + " catalogue --account "
              + account);
      return null;
    }
    List<CatalogueEntry> found = units.find(account, wanted(exchange));
    if (found.size() == 1) {
      return found.get(0);
    }
    row.fault(
        first,
        row.value(first),
        found.isEmpty()
            ? "is like no unit of the catalogue, together with what else the row says; see:"
                + " bulk-orders catalogue"
            : "is like more than one unit; give a sku_id, or say more: " + candidates(found));
    return null;
  }

  private Wanted wanted(@Nullable List<NanpaPrefix> exchange) {
    String features = row.value(Column.FEATURES);
    return new Wanted(
        null,
        row.value(Column.COUNTRY_ISO),
        row.printable(Column.AREA_NAME, DESCRIPTION_LENGTH),
        row.digits(Column.PREFIX, PREFIX_LENGTH),
        row.printable(Column.DID_GROUP_TYPE, DESCRIPTION_LENGTH),
        features == null ? List.of() : List.of(features.toLowerCase(Locale.ROOT).split("\\|")),
        row.whole(Column.CHANNELS, 0, MAX_CHANNELS),
        exchange == null ? null : exchange.stream().map(NanpaPrefix::didGroupId).toList());
  }

  private static String candidates(List<CatalogueEntry> found) {
    String named =
        found.stream()
            .limit(Units.CANDIDATES)
            .map(
                unit ->
                    "%s (%s %s %s, %s, %d channels, %s once and %s each month)"
                        .formatted(
                            unit.skuId(),
                            unit.countryIso(),
                            unit.areaName(),
                            unit.didGroupType(),
                            String.join("|", unit.features()),
                            unit.channels(),
                            unit.setupPrice().toPlainString(),
                            unit.monthlyPrice().toPlainString()))
            .collect(Collectors.joining("; "));
    return found.size() > Units.CANDIDATES ? named + "; and others" : named;
  }

  private GroupCriteria capacity() {
    for (Column column : OF_NUMBERS) {
      if (row.value(column) != null) {
        row.fault(column, row.value(column), "says nothing of channels; leave it empty there");
      }
    }
    return GroupCriteria.ofItem(
        "",
        "",
        OrderMethod.CAPACITY,
        new OrderItem(null, null, null, null, null, null, row.uuid(Column.CAPACITY_POOL_ID), null));
  }

  @Override
  public int count(int maxNumbersPerOrder) {
    String qty = row.value(Column.QTY);
    String count = row.value(Column.COUNT_REQUESTED);
    if (qty != null && count != null && !qty.equals(count)) {
      row.fault(
          Column.QTY, qty, "count_requested says " + RowCheck.shown(count) + "; leave one out");
      return 1;
    }
    Column column = qty == null ? Column.COUNT_REQUESTED : Column.QTY;
    String value = row.value(column);
    if (value == null) {
      return 1;
    }
    for (Column one : List.of(Column.AVAILABLE_DID_ID, Column.DID_RESERVATION_ID)) {
      if (row.value(one) != null && row.value(Column.CAPACITY_POOL_ID) == null) {
        row.fault(
            column,
            value,
            "%s names one number, and DIDWW takes no count beside it; leave it empty"
                .formatted(one.label()));
        return 1;
      }
    }
    Integer whole = row.whole(column, 1, RowCheck.MAX_COUNT);
    return whole == null ? 1 : whole;
  }

  @Override
  public OrderSettings settings() {
    String url = callbackUrl();
    String method = row.oneOf(Column.CALLBACK_METHOD, "get or post", "post", "get");
    boolean hasUrl = row.value(Column.CALLBACK_URL) != null;
    boolean hasMethod = row.value(Column.CALLBACK_METHOD) != null;
    if (hasUrl != hasMethod) {
      row.fault(
          hasUrl ? Column.CALLBACK_METHOD : Column.CALLBACK_URL,
          null,
          "is missing: callback_url and callback_method go together");
    }
    // Never left to DIDWW, which would take orders that its stock cannot fill.
    boolean backOrders = Boolean.TRUE.equals(row.bool(Column.ALLOW_BACK_ORDERING));
    return new OrderSettings(null, null, null, reference(), backOrders, url, method);
  }

  private @Nullable String reference() {
    String theirs = row.printable(Column.EXTERNAL_REFERENCE_ID, REFERENCE_LENGTH);
    String ours = row.printable(Column.CUSTOMER_REFERENCE, REFERENCE_LENGTH);
    if (theirs != null && ours != null && !theirs.equals(ours)) {
      row.fault(
          Column.EXTERNAL_REFERENCE_ID,
          theirs,
          "customer_reference says " + RowCheck.shown(ours) + "; leave one of the two out");
    }
    return theirs == null ? ours : theirs;
  }

  private @Nullable String callbackUrl() {
    String value = row.printable(Column.CALLBACK_URL, CALLBACK_URL_LENGTH);
    if (value == null) {
      return null;
    }
    try {
      URI uri = new URI(value);
      String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
      if (uri.getHost() != null
          && uri.getRawUserInfo() == null
          && (scheme.equals("http") || scheme.equals("https"))) {
        return value;
      }
    } catch (URISyntaxException e) {
      // Told below, as for every other text that is none.
    }
    row.fault(
        Column.CALLBACK_URL,
        value.indexOf('@') < 0 ? value : null,
        "expected an http or https address without user name and password");
    return null;
  }
}
