package bulkorders.endtoend;

import static bulkorders.endtoend.Rehearsal.areas;
import static bulkorders.endtoend.Rehearsal.group;
import static org.assertj.core.api.Assertions.assertThat;

import bulkorders.endtoend.points.Point;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** What is taken over from the provider's books, undisturbed, disturbed, and twice at once. */
class RepairTests {

  private static final String[] REPAIR = {"reconcile", "--repair", "--format", "json"};

  @RegisterExtension private final Rehearsal rehearsal = new Rehearsal();

  private static int found(JsonNode reconciliation, String kind) {
    return reconciliation.required("differences").required(kind).asInt();
  }

  private static int repaired(JsonNode reconciliation, String kind) {
    return reconciliation.required("repaired").required(kind).asInt();
  }

  private Result repair() {
    return rehearsal.run((Object[]) REPAIR);
  }

  /**
   * Three orders of five numbers. The ledger holds the first for uncertain, the provider has the
   * second twice, and of the third the ledger lacks a number.
   */
  private void threeOrdersWithDifferences() {
    rehearsal
        .order(
            rehearsal.file("numbers.csv", areas(3, 5)),
            "--bulk-orders.planning.max-numbers-per-order=5")
        .hasStatus(0);
    String second = rehearsal.ledger().reference(1, 2);
    String area =
        rehearsal
            .ledger()
            .texts(
                "select substr(min(n.phone_number), 3, 3) from phone_number n join provider_order o"
                    + " on o.id = n.order_id where o.order_no = 2")
            .get(0);
    rehearsal.buy(second, "[" + group(5, area) + "]");
    String first = "(select id from provider_order where order_no = 1)";
    rehearsal.ledger().execute("delete from phone_number where order_id = " + first);
    rehearsal.ledger().execute("delete from number_order where order_id = " + first);
    rehearsal
        .ledger()
        .execute(
            "update provider_order set state = 'UNCERTAIN', parked_reason = 'not found',"
                + " provider_order_id = null, numbers_ordered = 0, numbers_in_service = 0,"
                + " final_at = null where order_no = 1");
    rehearsal
        .ledger()
        .execute(
            "delete from phone_number where phone_number = (select min(n.phone_number) from"
                + " phone_number n join provider_order o on o.id = n.order_id where o.order_no ="
                + " 3)");
  }

  @Test
  void killed_again_and_again_it_takes_everything_over_once() {
    threeOrdersWithDifferences();
    long bought = rehearsal.requests("create_order");

    killedBeforeInsert("difference", "new.kind = 'number_unknown'");
    killedBeforeInsert("event", "new.type = 'ACCEPTED'");
    killedBeforeInsert("surplus_order", "true");
    killedBeforeInsert("phone_number", "true");
    Moments moments = rehearsal.moments().haltAt(Point.REPORT_HALF_WRITTEN, 1);
    rehearsal.startWith(moments, (Object[]) REPAIR).await().hasStatus(137);
    killedBeforeUpdate("difference", "new.repaired");
    killedBeforeUpdate("reconciliation", "new.ended_at is not null");

    takenOverOnce(repair(), bought);
  }

  @Test
  void of_two_at_once_one_does() {
    threeOrdersWithDifferences();
    long bought = rehearsal.requests("create_order");
    try (HeldMoment moment = beforeInsert("event", "new.type = 'ACCEPTED'")) {
      Program.Child first = rehearsal.start((Object[]) REPAIR);
      moment.awaitReached(first);
      assertThat(repair().hasStatus(5).err())
          .hasLineCount(1)
          .contains("account telnyx is being reconciled by another process");
      moment.letGo();
      takenOverOnce(first.await(), bought);
    }
  }

  private void takenOverOnce(Result result, long bought) {
    JsonNode told = result.hasStatus(3).json();
    assertThat(told.required("reconciliation").asInt()).isOne();
    assertThat(repaired(told, "unplaced")).isOne();
    assertThat(repaired(told, "number_unknown")).isOne();
    assertThat(found(told, "surplus")).isOne();
    assertThat(rehearsal.requests("create_order")).as("nothing is bought").isEqualTo(bought);
    Ledger ledger = rehearsal.ledger();
    assertThat(ledger.phoneNumbers()).isEqualTo(15);
    assertThat(ledger.takenReferences())
        .containsExactlyInAnyOrderElementsOf(rehearsal.books().references().keySet());
    assertThat(ledger.events("ACCEPTED")).as("three, and one adopted").isEqualTo(4);
    assertThat(ledger.events("SURPLUS_SEEN")).isOne();
    assertThat(ledger.count("select count(*) from event where detail like 'read again%'")).isOne();
    assertThat(ledger.events("COMPLETED")).as("three, one adopted, one read again").isEqualTo(5);
    JsonNode after = rehearsal.run("reconcile", "--format", "json").hasStatus(3).json();
    assertThat(found(after, "surplus")).isOne();
    after
        .required("differences")
        .properties()
        .forEach(
            kind ->
                assertThat(kind.getKey().equals("surplus") || kind.getValue().asInt() == 0)
                    .as(kind.toString())
                    .isTrue());
  }

  @Test
  void an_order_that_is_final_here_only_a_number_order_of_nobody_and_surplus_that_was_cancelled() {
    rehearsal.order(rehearsal.file("whole.csv", areas(1, 5))).hasStatus(0);
    rehearsal.fault("{'operation':'create_order','fault':'stuck_processing','times':1}");
    rehearsal
        .order(rehearsal.file("stuck.csv", List.of("US,local,3,646")), "--no-wait")
        .hasStatus(6);
    String twin = rehearsal.buy(rehearsal.ledger().reference(1, 1), "[" + group(5, "312") + "]");
    Ledger ledger = rehearsal.ledger();
    ledger.execute("update provider_order set accepted_at = accepted_at - interval '1 hour'");
    ledger.execute(
        "update provider_order set state = 'COMPLETED', final_at = now(), next_poll_at = null where"
            + " run_id = 2");
    ledger.execute(
        "insert into number_order (order_id, position, number_order_id, sub_number_order_ids,"
            + " status, settled) select order_id, position, 'of-nobody', '{}', status, settled from"
            + " number_order n join provider_order o on o.id = n.order_id where o.run_id = 1");
    ledger.execute(
        "insert into surplus_order (account, provider_order_id, order_id, numbers) select"
            + " 'telnyx', '%s', id, 5 from provider_order where run_id = 1".formatted(twin));

    JsonNode told = rehearsal.run("reconcile", "--format", "json").hasStatus(3).json();
    assertThat(found(told, "state_differs")).isOne();
    assertThat(found(told, "number_order_missing")).isOne();
    assertThat(found(told, "surplus")).isOne();
    assertThat(Rehearsal.reportRows(told, "reconciliation.csv")).hasSize(3);

    listAsCancelled(rehearsal.ledger().reference(1, 1));
    JsonNode mended = repair().hasStatus(3).json();
    assertThat(repaired(mended, "state_differs")).isOne();
    assertThat(repaired(mended, "surplus")).isOne();
    assertThat(repaired(mended, "number_order_missing")).isZero();
    assertThat(rehearsal.run("runs", 2).hasStatus(0).out()).contains("PLACED");
    assertThat(ledger.count("select count(*) from surplus_order where cancelled_at is null"))
        .isZero();

    ledger.execute("delete from number_order where number_order_id = 'of-nobody'");
    JsonNode clean = rehearsal.run("reconcile", "--format", "json").hasStatus(0).json();
    assertThat(clean.required("orders_on_the_way").asInt()).isOne();
  }

  /**
   * The provider shows what the ledger does not have under a reference as cancelled, as it does
   * after somebody cancelled it in the provider's portal.
   */
  private void listAsCancelled(String reference) {
    rehearsal
        .ledger()
        .execute(
            """
            create function list_as_cancelled() returns trigger language plpgsql as $$
            begin
              if not exists (select from number_order n where n.number_order_id = new.number_order_id) then
                new.status := 'cancelled';
              end if;
              return new;
            end
            $$
            """);
    rehearsal
        .ledger()
        .execute(
            "create trigger list_as_cancelled before insert on listed_number_order for each row"
                + " when (new.reference = '%s') execute function list_as_cancelled()"
                    .formatted(reference));
  }

  private void killedBeforeInsert(String table, String condition) {
    try (HeldMoment moment = beforeInsert(table, condition)) {
      killedAt(moment);
    }
  }

  private void killedBeforeUpdate(String table, String condition) {
    try (HeldMoment moment =
        HeldMoment.beforeUpdate(rehearsal.ledger(), rehearsal.database(), table, condition)) {
      killedAt(moment);
    }
  }

  private void killedAt(HeldMoment moment) {
    Program.Child child = rehearsal.start((Object[]) REPAIR);
    moment.awaitReached(child);
    child.kill();
    moment.forget();
  }

  private HeldMoment beforeInsert(String table, String condition) {
    return HeldMoment.beforeInsert(rehearsal.ledger(), rehearsal.database(), table, condition);
  }
}
