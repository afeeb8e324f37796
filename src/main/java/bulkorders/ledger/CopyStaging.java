package bulkorders.ledger;

import bulkorders.provider.GroupCriteria;
import bulkorders.provider.OrderSettings;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Stages rows with {@code COPY}. */
@Repository
class CopyStaging implements Staging {

  private static final String COPY_GROUPS =
      """
      copy ordering_group (run_id, row_no, line, request_id, country_iso, phone_number_type, count_requested,
        national_destination_code, administrative_area, locality, features, starts_with, ends_with, contains,
        quickship, exclude_held_numbers, strategy, connection_id, messaging_profile_id, billing_group_id,
        customer_reference, order_key, echo, hidden) from stdin (format binary)
      """;

  private static final String COPY_REJECTS =
      "copy reject (run_id, row_no, line, request_id, count_requested, faults, raw) from stdin"
          + " (format binary)";

  private static final String COUNT =
      """
      update run set rows_read = rows_read + :rows, rows_rejected = rows_rejected + :rejected,
        numbers_grouped = numbers_grouped + :numbers, numbers_rejected = numbers_rejected + :numbersRejected
      where id = :run
      """;

  private static final int GROUP_COLUMNS = 24;
  private static final int REJECT_COLUMNS = 7;

  private final DataSource dataSource;
  private final JdbcClient jdbc;
  private final FaultsText faultsText;

  CopyStaging(DataSource dataSource, JdbcClient jdbc, FaultsText faultsText) {
    this.dataSource = dataSource;
    this.jdbc = jdbc;
    this.faultsText = faultsText;
  }

  @Override
  public void stage(int runId, List<StagedGroup> groups, List<Reject> rejects) {
    // Staged rows need not be on the disk before the next chunk is read: a server crash loses the
    // last chunks together with the checkpoint that names them, and every later commit that matters
    // takes them along.
    jdbc.sql("set local synchronous_commit = off").update();
    try (var copy = new CopyRows(dataSource, COPY_GROUPS, GROUP_COLUMNS)) {
      groups.forEach(group -> append(copy, runId, group));
      copy.end();
    }
    try (var copy = new CopyRows(dataSource, COPY_REJECTS, REJECT_COLUMNS)) {
      rejects.forEach(reject -> append(copy, runId, reject));
      copy.end();
    }
    jdbc.sql(COUNT)
        .param("run", runId)
        .param("rows", groups.size() + rejects.size())
        .param("rejected", rejects.size())
        .param("numbers", groups.stream().mapToLong(StagedGroup::count).sum())
        .param("numbersRejected", rejects.stream().mapToLong(Reject::count).sum())
        .update();
  }

  private void append(CopyRows copy, int runId, Reject reject) {
    copy.beginRow()
        .add(runId)
        .add(reject.row())
        .add(reject.line())
        .add(reject.requestId())
        .add(reject.count())
        .add(faultsText.write(reject.faults()))
        .add(reject.raw());
  }

  private static void append(CopyRows copy, int runId, StagedGroup group) {
    GroupCriteria criteria = group.criteria();
    OrderSettings settings = group.settings();
    copy.beginRow()
        .add(runId)
        .add(group.row())
        .add(group.line())
        .add(group.requestId())
        .add(criteria.countryIso())
        .add(criteria.phoneNumberType())
        .add(group.count())
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
        .add(settings.connectionId())
        .add(settings.messagingProfileId())
        .add(settings.billingGroupId())
        .add(settings.customerReference())
        .add(group.orderKey())
        .add(group.echo())
        .add(group.hidden());
  }
}
