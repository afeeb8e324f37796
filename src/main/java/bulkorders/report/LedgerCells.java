package bulkorders.report;

import bulkorders.intake.InputColumn;
import bulkorders.ledger.Reject;
import bulkorders.ledger.Results.Group;
import bulkorders.ledger.Results.GroupRow;
import bulkorders.ledger.Results.RejectedRow;
import bulkorders.ledger.Results.Row;
import bulkorders.provider.GroupCriteria;
import bulkorders.provider.OrderSettings;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Cells from what the ledger keeps, for the case that the copy of the input is gone: what was
 * understood of the rows, and the whole text of a reject in a column that intake leaves alone.
 */
final class LedgerCells implements InputCells {

  private static final List<String> COLUMNS =
      List.of(
          "request_id",
          "country_iso",
          "phone_number_type",
          "count_requested",
          "national_destination_code",
          "administrative_area",
          "locality",
          "features",
          "starts_with",
          "ends_with",
          "contains",
          "quickship",
          "exclude_held_numbers",
          "strategy",
          "connection_id",
          "messaging_profile_id",
          "billing_group_id",
          "customer_reference");

  private static final String TEXT_OF_ROW = "x_row";

  @Override
  public List<InputColumn> columns() {
    return COLUMNS.stream().map(InputColumn::ofLedger).toList();
  }

  @Override
  public List<String> of(Row row) {
    return row instanceof GroupRow group
        ? of(group.group())
        : rejected(((RejectedRow) row).reject());
  }

  @Override
  public List<String> of(long row) {
    throw new UnsupportedOperationException("the ledger has no columns that are carried through");
  }

  private static List<String> of(Group group) {
    GroupCriteria criteria = group.criteria();
    OrderSettings settings = group.settings();
    return Stream.of(
            group.requestId(),
            criteria.countryIso(),
            criteria.phoneNumberType(),
            group.requested(),
            criteria.nationalDestinationCode(),
            criteria.administrativeArea(),
            criteria.locality(),
            String.join("|", criteria.features()),
            criteria.startsWith(),
            criteria.endsWith(),
            criteria.contains(),
            criteria.quickship(),
            criteria.excludeHeldNumbers(),
            criteria.strategy(),
            settings.connectionId(),
            settings.messagingProfileId(),
            settings.billingGroupId(),
            settings.customerReference())
        .map(value -> Objects.toString(value, ""))
        .toList();
  }

  private static List<String> rejected(Reject reject) {
    List<String> cells = new ArrayList<>(Collections.nCopies(COLUMNS.size(), ""));
    cells.set(COLUMNS.indexOf("request_id"), Objects.toString(reject.requestId(), ""));
    if (reject.count() > 0) {
      cells.set(COLUMNS.indexOf("count_requested"), Long.toString(reject.count()));
    }
    return cells;
  }

  @Override
  public List<String> reorderColumns() {
    return Stream.concat(COLUMNS.stream(), Stream.of(TEXT_OF_ROW)).toList();
  }

  @Override
  public List<String> ofReject(RejectedRow row) {
    List<String> cells = rejected(row.reject());
    byte[] raw = raw(row);
    cells.add(raw == null ? "" : new String(raw, StandardCharsets.UTF_8));
    return cells;
  }

  @Override
  public byte @Nullable [] raw(Row row) {
    return row instanceof RejectedRow rejected ? rejected.reject().raw() : null;
  }

  @Override
  public @Nullable Behind next() {
    return null;
  }

  @Override
  public void close() {}
}
