package bulkorders.intake;

import bulkorders.ledger.CustomerReferences;
import bulkorders.ledger.Reject;
import bulkorders.ledger.Reject.Fault;
import bulkorders.ledger.StagedGroup;
import bulkorders.provider.Echo;
import bulkorders.provider.GroupCriteria;
import bulkorders.provider.OrderMethod;
import bulkorders.provider.OrderSettings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.batch.infrastructure.item.ItemProcessor;
import tools.jackson.core.JacksonException;

/**
 * Checks rows against the rules of orders at Telnyx and finds all faults of a row at once. A faulty
 * row is a value, not an exception. Not thread-safe.
 */
public final class RowProcessor implements ItemProcessor<InputRow, StagedRow> {

  static final String NOT_SERVED = "is not supported for orders at Telnyx; leave it empty";

  private final String account;
  private final String provider;
  private final Echo echo;
  private final int maxNumbersPerOrder;
  private final Set<String> accounts;
  private final Map<String, OrderKeys> orderKeys = new HashMap<>();
  private final CustomerReferences customerReferences;
  private final JsonCells json = new JsonCells();

  /**
   * @param account name of the run's account, which rows belong to unless they name another
   * @param accounts names of all accounts that rows may name
   * @param provider name of the run's provider, which rows may repeat but not contradict
   * @param customerReferences whether a customer reference is an order-level setting
   * @param echo what the provider repeats of a group
   * @param maxNumbersPerOrder most numbers that fit into one order; a group that is all or nothing
   *     cannot have more
   */
  public RowProcessor(
      String account,
      Set<String> accounts,
      String provider,
      CustomerReferences customerReferences,
      Echo echo,
      int maxNumbersPerOrder) {
    this.account = account;
    this.provider = provider;
    this.echo = echo;
    this.maxNumbersPerOrder = maxNumbersPerOrder;
    this.accounts = Set.copyOf(accounts);
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
    String named = check.account(account, accounts);
    check.same(Column.PROVIDER, provider);
    GroupCriteria criteria = check.criteria();
    int count =
        criteria.method() == OrderMethod.NUMBERS
            ? check.countOfNumber()
            : check.count(maxNumbersPerOrder);
    OrderSettings settings = check.settings();
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
            named,
            settings,
            keys(named == null ? account : named).of(settings, criteria.method()),
            echoed(criteria),
            criteria.method() == OrderMethod.BULK ? echo.hidden(criteria) : 0));
  }

  private long echoed(GroupCriteria criteria) {
    return switch (criteria.method()) {
      case BULK -> echo.echoed(criteria);
      case NUMBERS, ITEMS, CAPACITY -> 0;
      case SEARCH -> criteria.isAllOrNothing() ? StagedGroup.UNDIVIDED : 0;
    };
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
