package bulkorders.endtoend;

import static bulkorders.endtoend.Rehearsal.reportRows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The process is killed (SIGKILL) at a certain moment, and the same command is given again. It has
 * to end as if nothing had happened.
 */
@ParameterizedClass
@EnumSource
class CrashTests {

  /** So that the file is of four orders. */
  private static final String SMALL_ORDERS = "--bulk-orders.planning.max-numbers-per-order=10";

  private static final String ONE_WORKER = "--bulk-orders.submission.workers=1";

  @RegisterExtension private final Rehearsal rehearsal;

  private Path file;

  CrashTests(Seller seller) {
    rehearsal = new Rehearsal(seller);
  }

  @BeforeEach
  void prepare() {
    rehearsal.ledger().create();
    file = rehearsal.orders("numbers.csv", 4, 10);
  }

  @Test
  void while_the_orders_are_planned() {
    killedBeforeInsert("order_group", "new.row_no = 3", file, SMALL_ORDERS);
    assertThat(rehearsal.ledger().count("select count(*) from provider_order")).isZero();
    goesOnAndOrdersAll();
  }

  @Test
  void before_the_intent_is_committed() {
    killedBeforeInsert("event", "new.type = 'SUBMITTING'", file, SMALL_ORDERS, ONE_WORKER);
    assertThat(ordersIn("PLANNED")).isEqualTo(4);
    goesOnAndOrdersAll();
    assertThat(rehearsal.requests("create_order")).isEqualTo(4);
  }

  @Test
  void between_the_intent_and_the_post() throws SQLException {
    var database = rehearsal.database();
    try (HeldMoment moment = beforeInsert("event", "new.type = 'SUBMITTING'");
        Connection connection =
            DriverManager.getConnection(database.url(), database.username(), database.password());
        Statement statement = connection.createStatement()) {
      Program.Child child = rehearsal.startOrder(file, SMALL_ORDERS, ONE_WORKER);
      moment.awaitReached(child);
      // After the intent the groups are read; that is where the process now stops.
      connection.setAutoCommit(false);
      statement.execute("lock table order_group in access exclusive mode");
      moment.letGo();
      await().atMost(Duration.ofSeconds(60)).until(() -> ordersIn("SUBMITTING") == 1);
      child.kill();
      connection.rollback();
    }
    assertThat(rehearsal.requests("create_order")).isZero();
    goesOnAndOrdersAll();
    assertThat(rehearsal.requests("create_order")).isEqualTo(4);
  }

  @Test
  void between_the_post_and_the_provider_taking_the_order() {
    rehearsal.fault("[{'operation':'create_order','fault':'delay','delay_ms':3000,'times':1}]");
    Program.Child child = rehearsal.startOrder(file, SMALL_ORDERS, ONE_WORKER);
    await().atMost(Duration.ofSeconds(60)).until(() -> rehearsal.requests("create_order") == 1);
    child.kill();
    assertThat(ordersIn("SUBMITTING")).isOne();
    goesOnAndOrdersAll("--bulk-orders.submission.settle-time=5s");
    assertThat(rehearsal.requests("create_order")).isEqualTo(4);
  }

  @Test
  void between_the_answer_and_the_outcome() {
    killedBeforeInsert("event", "new.type = 'ACCEPTED'", file, SMALL_ORDERS, ONE_WORKER);
    assertThat(ordersIn("SUBMITTING")).isOne();
    assertThat(rehearsal.books().orders()).isOne();
    goesOnAndOrdersAll();
    assertThat(rehearsal.requests("create_order")).isEqualTo(4);
  }

  @Test
  void while_numbers_are_collected() {
    killedBeforeInsert("phone_number", "true", file, SMALL_ORDERS);
    goesOnAndOrdersAll();
    assertThat(rehearsal.requests("create_order")).isEqualTo(4);
  }

  @Test
  void when_all_is_ordered_but_not_reported() {
    killedBeforeInsert("event", "new.type = 'RUN_FINISHED'", file, SMALL_ORDERS);
    assertThat(rehearsal.home().resolve("reports/1/summary.json")).doesNotExist();
    Result restarted =
        rehearsal.run("restart", "--stopped", "--yes", "--format", "json").hasStatus(0);
    assertThat(reportRows(restarted.json(), "numbers.csv")).hasSize(40);
    assertThat(rehearsal.boughtExactly(40).orders()).isEqualTo(4);
    assertThat(rehearsal.run("restart", "--stopped", "--yes").hasStatus(0).err())
        .contains("no run is stopped");
  }

  @Test
  void again_and_again() {
    for (String moment :
        new String[] {
          "new.type = 'SUBMITTING'", "new.type = 'ACCEPTED'", "new.type = 'ACCEPTED'"
        }) {
      killedBeforeInsert("event", moment, file, SMALL_ORDERS, ONE_WORKER);
    }
    goesOnAndOrdersAll();
    assertThat(rehearsal.requests("create_order")).isEqualTo(4);
  }

  @Test
  void when_the_end_of_a_step_could_not_be_written_down() {
    killedBeforeInsert("event", "new.type = 'ACCEPTED'", file, SMALL_ORDERS, ONE_WORKER);
    // What Spring Batch leaves behind when the database is lost at the end of a step.
    rehearsal
        .ledger()
        .execute("update batch_step_execution set status = 'UNKNOWN' where step_name = 'submit'");
    rehearsal.ledger().execute("update batch_job_execution set status = 'UNKNOWN'");
    goesOnAndOrdersAll();
  }

  @Test
  void when_only_the_end_of_the_job_could_be_written_down() {
    killedBeforeInsert("event", "new.type = 'ACCEPTED'", file, SMALL_ORDERS, ONE_WORKER);
    rehearsal.ledger().execute("update batch_job_execution set status = 'FAILED'");
    goesOnAndOrdersAll();
  }

  @Test
  void when_an_outcome_came_after_another_process_had_completed_the_run() {
    rehearsal.order(file, SMALL_ORDERS).hasStatus(0);
    rehearsal
        .ledger()
        .execute(
            """
            update provider_order set state = 'UNCERTAIN', final_at = null, next_poll_at = null,
              attempt_ended_at = clock_timestamp(), reason = 'an outcome came late: no answer'
            where order_no = 2
            """);
    // What a process writes that was suspended meanwhile and does not know that it is dead.
    rehearsal
        .ledger()
        .execute(
            """
            insert into batch_job_execution (job_execution_id, version, job_instance_id, create_time, start_time, status)
            select 0, 1, job_instance_id, create_time, start_time, 'STARTED' from batch_job_execution limit 1
            """);
    goesOnAndOrdersAll();
    assertThat(rehearsal.requests("create_order")).isEqualTo(4);
  }

  private void goesOnAndOrdersAll(Object... more) {
    Result again =
        rehearsal
            .order(file, Stream.concat(Stream.of(SMALL_ORDERS), Stream.of(more)).toArray())
            .hasStatus(0);
    assertThat(again.json().required("run").asInt()).isOne();
    assertThat(again.json().required("orders").required("completed").asInt()).isEqualTo(4);
    assertThat(again.numbers().ordered()).isEqualTo(40);
    assertThat(rehearsal.boughtExactly(40).orders()).isEqualTo(4);
    assertThat(reportRows(again.json(), "numbers.csv")).hasSize(40);
    assertThat(reportRows(again.json(), "results.csv")).hasSize(4);
  }

  private void killedBeforeInsert(String table, String condition, Path input, Object... arguments) {
    try (HeldMoment moment = beforeInsert(table, condition)) {
      Program.Child child = rehearsal.startOrder(input, arguments);
      moment.awaitReached(child);
      child.kill();
      moment.forget();
    }
  }

  private HeldMoment beforeInsert(String table, String condition) {
    return HeldMoment.beforeInsert(rehearsal.ledger(), rehearsal.database(), table, condition);
  }

  private long ordersIn(String state) {
    return rehearsal
        .ledger()
        .count("select count(*) from provider_order where state = '%s'".formatted(state));
  }
}
