package bulkorders.intake;

import bulkorders.ledger.CustomerReferences;
import bulkorders.ledger.FieldHash;
import bulkorders.ledger.Reject;
import bulkorders.ledger.Reject.Fault;
import bulkorders.ledger.StagedGroup;
import bulkorders.provider.Echo;
import bulkorders.provider.GroupCriteria;
import bulkorders.provider.OrderMethod;
import bulkorders.provider.OrderSettings;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.ItemProcessor;
import tools.jackson.core.JacksonException;

/**
 * Checks rows against the rules of the provider they belong to and finds all faults of a row at
 * once. A faulty row is a value, not an exception. Not thread-safe.
 */
public final class RowProcessor implements ItemProcessor<InputRow, StagedRow> {

  private final RowAccounts accounts;
  private final Units units;
  private final Echo echo;
  private final int maxNumbersPerOrder;
  private final Map<String, OrderKeys> orderKeys = new HashMap<>();
  private final CustomerReferences customerReferences;
  private final JsonCells json = new JsonCells();
  private final FieldHash numberGroups = new FieldHash();

  /**
   * @param accounts the accounts that rows may belong to
   * @param units what accounts sell by stock keeping unit
   * @param customerReferences whether a customer reference is an order-level setting
   * @param echo what the provider repeats of a group
   * @param maxNumbersPerOrder most numbers that fit into one order; a group that is all or nothing
   *     cannot have more
   */
  public RowProcessor(
      RowAccounts accounts,
      Units units,
      CustomerReferences customerReferences,
      Echo echo,
      int maxNumbersPerOrder) {
    this.accounts = accounts;
    this.units = units;
    this.echo = echo;
    this.maxNumbersPerOrder = maxNumbersPerOrder;
    this.customerReferences = customerReferences;
  }

  @Override
  public StagedRow process(InputRow row) {
    RowCheck check = new RowCheck();
    if (row instanceof CsvRow csv) {
      String[] cells = csv.cut();
      if (!check.shape(csv.header(), cells)) {
        return rejected(row, check);
      }
      check.take(csv.header(), cells);
    } else if (row instanceof JsonRow object) {
      try {
        json.read(object);
      } catch (JacksonException e) {
        check.add(null, null, "malformed JSON: " + Json.problem(e));
        return rejected(row, check);
      }
      check.take(json);
      if (json.isUnreadable()) {
        return rejected(row, check);
      }
    } else if (row instanceof DamagedRow damaged) {
      check.add(null, RowCheck.shown(damaged.raw()), damaged.reason());
      return rejected(row, check);
    }
    String requestId = check.requestId();
    String account = check.account(accounts);
    String provider = accounts.providerOf(account);
    check.served(provider);
    RowRules rules = RowRules.of(provider, check, account, units);
    GroupCriteria criteria = rules.criteria();
    int count = rules.count(maxNumbersPerOrder);
    OrderSettings settings = rules.settings();
    if (!check.isSound()) {
      return rejected(row, check);
    }
    return new StagedRow.Group(
        new StagedGroup(
            row.number(),
            row.line(),
            requestId,
            criteria,
            count,
            account.equals(accounts.ofRun()) ? null : account,
            settings,
            keys(account).of(settings, criteria.method()),
            echoed(criteria),
            criteria.method() == OrderMethod.BULK ? echo.hidden(criteria) : 0));
  }

  private long echoed(GroupCriteria criteria) {
    return switch (criteria.method()) {
      case BULK -> echo.echoed(criteria);
      case ITEMS -> numberGroup(Objects.requireNonNull(criteria.item()).didGroupId());
      case NUMBERS, CAPACITY -> 0;
      case SEARCH -> criteria.isAllOrNothing() ? StagedGroup.UNDIVIDED : 0;
    };
  }

  /** Numbers of an order by item show their group, and not the unit that they were ordered as. */
  private long numberGroup(@Nullable String didGroupId) {
    return didGroupId == null
        ? StagedGroup.UNKNOWN_NUMBER_GROUP
        : ByteBuffer.wrap(numberGroups.add(didGroupId).digest()).getLong();
  }

  private OrderKeys keys(String of) {
    return orderKeys.computeIfAbsent(of, name -> new OrderKeys(name, customerReferences));
  }

  private static StagedRow rejected(InputRow row, RowCheck check) {
    List<Fault> faults = check.faults();
    return new StagedRow.Rejected(
        new Reject(
            row.number(),
            row.line(),
            check.readableRequestId(),
            check.readableCount(),
            faults,
            row.raw()));
  }
}
