package bulkorders.ledger;

import bulkorders.provider.GroupCriteria;
import bulkorders.provider.OrderItem;
import bulkorders.provider.OrderSettings;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Rows of an input on their way into the ledger, already in the form in which {@code COPY} takes
 * them: that is the smallest, and can be made in another thread than the one that stores them. Not
 * thread-safe.
 */
public final class StagedRows {

  private static final String COPY_REJECTS =
      "copy reject (run_id, row_no, line, request_id, count_requested, faults, raw) from stdin"
          + " (format binary)";

  private static final String COUNT =
      """
      update run set rows_read = rows_read + :rows, rows_rejected = rows_rejected + :rejected,
        numbers_grouped = numbers_grouped + :numbers, numbers_rejected = numbers_rejected + :numbersRejected
      where id = :run
      """;

  private static final int REJECT_COLUMNS = 7;

  /** Of rows for providers that do not sell by stock keeping unit. */
  private static final OrderItem NO_ITEM =
      new OrderItem(null, null, null, null, null, null, null, null);

  private final int runId;
  private final DataSource dataSource;
  private final JdbcClient jdbc;
  private final FaultsText faultsText;
  private final boolean hasCriteria;
  private final String account;
  private final CopyRows groups;
  private final CopyRows rejects = new CopyRows(COPY_REJECTS, REJECT_COLUMNS);
  private int valid;
  private int rejected;
  private long numbers;
  private long numbersRejected;

  StagedRows(Run run, DataSource dataSource, JdbcClient jdbc, FaultsText faultsText) {
    this.runId = run.id();
    this.account = run.account();
    GroupTable table = GroupTable.of(run);
    this.hasCriteria = table.hasCriteria();
    this.groups =
        new CopyRows(
            "copy %s (%s) from stdin (format binary)".formatted(table.name(), table.columns()),
            table.columnCount());
    this.dataSource = dataSource;
    this.jdbc = jdbc;
    this.faultsText = faultsText;
  }

  /** How many rows were added. */
  public int size() {
    return valid + rejected;
  }

  /** How many valid groups were added. */
  public int valid() {
    return valid;
  }

  /** How many rejects were added. */
  public int rejected() {
    return rejected;
  }

  /** How many bytes of memory the rows take. */
  public int bytes() {
    return groups.bytes() + rejects.bytes();
  }

  /** Adds a valid group. */
  public void add(StagedGroup group) {
    valid++;
    numbers += group.count();
    OrderSettings settings = group.settings();
    groups
        .beginRow()
        .add(runId)
        .add(group.row())
        .add(group.line())
        .add(group.requestId())
        .add(group.count())
        .add(group.account())
        .add(settings.connectionId())
        .add(settings.messagingProfileId())
        .add(settings.billingGroupId())
        .add(settings.customerReference())
        .add(settings.allowBackOrdering())
        .add(settings.callbackUrl())
        .add(settings.callbackMethod())
        .add(group.orderKey())
        .add(group.echo())
        .add(group.hidden())
        .add(Fingerprint.of(group.account() == null ? account : group.account(), group))
        .add(group.criteria().method().label())
        .add(group.criteria().phoneNumber())
        .add(group.criteria().item() == null ? null : group.criteria().item().skuId());
    if (hasCriteria) {
      add(group.criteria());
    }
  }

  private void add(GroupCriteria criteria) {
    groups
        .add(criteria.countryIso())
        .add(criteria.phoneNumberType())
        .add(criteria.nationalDestinationCode())
        .add(criteria.administrativeArea())
        .add(criteria.locality())
        .add(criteria.features().isEmpty() ? null : String.join("|", criteria.features()))
        .add(criteria.startsWith())
        .add(criteria.endsWith())
        .add(criteria.contains())
        .add(criteria.quickship())
        .add(criteria.excludeHeldNumbers())
        .add(criteria.strategy())
        .add(criteria.requirementGroupId())
        .add(criteria.bestEffort());
    add(criteria.item() == null ? NO_ITEM : criteria.item());
  }

  private void add(OrderItem item) {
    groups
        .add(item.nanpaPrefixId())
        .add(item.availableDidId())
        .add(item.didReservationId())
        .add(item.billingCyclesCount())
        .add(item.prorateDaysQty())
        .add(item.capacityPoolId())
        .add(item.didGroupId());
  }

  /** Adds a row that is refused. */
  public void add(Reject reject) {
    rejected++;
    numbersRejected += reject.count();
    rejects
        .beginRow()
        .add(runId)
        .add(reject.row())
        .add(reject.line())
        .add(reject.requestId())
        .add(reject.count())
        .add(faultsText.write(reject.faults()))
        .add(reject.raw());
  }

  /** Stores all that was added, in the caller's transaction. Once. */
  public void store() {
    // Staged rows need not be on the disk before the next are read: a server crash loses the last
    // of them together with the checkpoint that names them, and every later commit that matters
    // takes them along.
    jdbc.sql("set local synchronous_commit = off").update();
    groups.send(dataSource);
    rejects.send(dataSource);
    jdbc.sql(COUNT)
        .param("run", runId)
        .param("rows", size())
        .param("rejected", rejected)
        .param("numbers", numbers)
        .param("numbersRejected", numbersRejected)
        .update();
  }
}
