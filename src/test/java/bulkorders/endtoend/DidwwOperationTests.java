package bulkorders.endtoend;

import static bulkorders.endtoend.Rehearsal.reportRows;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** What operators do with orders at DIDWW, and with files that order at both providers. */
class DidwwOperationTests {

  /** A group of the sandbox that has 40 numbers. */
  private static final String LEIPZIG = "8be72357-f3bd-37a3-90fe-112f04ad7fef";

  private static final String BERLIN = "b6d9d793-578d-42d3-bc33-73dd8155e615";

  @RegisterExtension private final Rehearsal rehearsal = new Rehearsal(Seller.DIDWW);

  @Test
  void a_file_orders_at_both_providers_and_says_what_it_wants_in_words() {
    Path file =
        rehearsal.write(
            "mixed.csv",
            """
            request_id,provider,country_iso,phone_number_type,count_requested,area_name,channels,npanxx,sku_id
            chicago,telnyx,US,local,20,,,,
            berlin,didww,DE,,10,Berlin,0,,
            exchange,didww,,,3,,0,312555,
            several,didww,DE,,4,Berlin,,,
            short,didww,,,60,,,,%s
            """
                .formatted(LEIPZIG));

    Result plan = rehearsal.run("plan", file, "--skip-limit", "50%").hasStatus(3);
    assertThat(plan.out())
        .contains("4: 4 planned", "USD once", "taxes excluded; not known of 1 order");
    assertThat(plan.err()).contains("mixed.csv:5", "more than one unit", BERLIN);
    rehearsal.boughtNothing();

    Result result =
        rehearsal
            .run("order", file, "--skip-limit", "50%", "--yes", "--format", "json")
            .hasStatus(3);
    assertThat(result.numbers()).isEqualTo(new Result.Numbers(97, 33, 0, 0, 64, 0, 0));
    assertThat(rehearsal.books().numbers()).isEqualTo(13);
    assertThat(reportRows(result.json(), "numbers.csv"))
        .filteredOn(row -> row.startsWith("+1312555"))
        .hasSize(3);
    Path rejects = Path.of(result.json().required("report_dir").asString(), "rejects.csv");
    Result again = rehearsal.run("plan", rejects, "--format", "json", "--skip-limit", "90%");
    assertThat(again.json().required("rows").required("read").asInt()).isEqualTo(2);

    assertThat(rehearsal.run("runs", 2).hasStatus(0).out()).contains("accounts   didww, telnyx");
    assertThat(rehearsal.run("orders", "--remote", "--format", "csv").hasStatus(0).out())
        .containsPattern("(?m)^didww,.*completed,10,")
        .containsPattern("(?m)^didww,.*completed,3,")
        .containsPattern("(?m)^telnyx,.*success,20,");
    // What was ordered a moment ago may be missing on lists, and is not judged.
    rehearsal
        .ledger()
        .execute("update provider_order set accepted_at = accepted_at - interval '1 hour'");
    assertThat(rehearsal.run("reconcile").hasStatus(0).out())
        .contains("account didww  what is ours agrees", "account telnyx  what is ours agrees");
    assertThat(rehearsal.run("requirements", "list").hasStatus(0).out()).hasLineCount(1);
  }

  @Test
  void an_order_that_waits_for_stock_is_cancelled_by_us_or_by_the_provider() {
    Path file =
        rehearsal.write(
            "back.csv",
            "sku_id,qty,allow_back_ordering\n%s,60,true\n%s,70,true\n%s,4,true\n"
                .formatted(LEIPZIG, LEIPZIG, BERLIN));
    rehearsal.order(file, "--wait-timeout", "3s").hasStatus(6);

    assertThat(rehearsal.run("cancel", "1:1", "--yes").hasStatus(0).out())
        .contains("60 numbers cancelled");
    rehearsal.deleteOrder(
        rehearsal
            .ledger()
            .texts("select provider_order_id from provider_order where order_no = 2")
            .get(0));
    rehearsal.run("track").hasStatus(0);

    JsonNode run = rehearsal.run("runs", 1, "--format", "json").hasStatus(0).json();
    assertThat(Result.Numbers.of(run)).isEqualTo(new Result.Numbers(134, 4, 70, 60, 0, 0, 0));
    assertThat(reportRows(run, "shortfall.csv"))
        .singleElement()
        .asString()
        .contains("DIDWW canceled the order", ",70,");
    rehearsal.boughtExactly(4);
  }

  @Test
  void numbers_that_await_a_registration_are_ordered_and_not_in_service() {
    Path file =
        rehearsal.write(
            "paris.csv", "country_iso,area_name,did_group_type,channels,qty\nFR,Paris,Local,0,3\n");
    Result waiting = rehearsal.order(file, "--wait-timeout", "3s").hasStatus(6);
    assertThat(waiting.json().required("status").asString()).isEqualTo("WAITING");
    assertThat(waiting.json().required("numbers").required("in_service").asInt()).isZero();
    assertThat(waiting.numbers().ordered()).isEqualTo(3);
    assertThat(reportRows(waiting.json(), "numbers.csv"))
        .allSatisfy(row -> assertThat(row).contains("awaiting_registration"));

    String order = rehearsal.ledger().texts("select provider_order_id from provider_order").get(0);
    rehearsal.review("{'provider':'didww','order_id':'%s','decision':'approve'}".formatted(order));
    rehearsal.run("track").hasStatus(0);

    JsonNode run = rehearsal.run("runs", 1, "--format", "json").hasStatus(0).json();
    assertThat(run.required("status").asString()).isEqualTo("COMPLETED");
    assertThat(run.required("numbers").required("in_service").asInt()).isEqualTo(3);
  }

  @Test
  void without_a_catalogue_and_a_provider_that_answers_nothing_is_taken_in() {
    Path file = rehearsal.write("words.csv", "country_iso,area_name,channels,qty\nDE,Berlin,0,2\n");
    rehearsal.fault("[{'provider':'didww','operation':'any','fault':'status_500','times':4}]");
    Result stopped = rehearsal.order(file, "--bulk-orders.outage.max-failures=3").hasStatus(4);
    assertThat(stopped.json().required("error").asString()).contains("500");
    rehearsal.noFaults();

    assertThat(rehearsal.order(file).hasStatus(0).numbers().ordered()).isEqualTo(2);
    rehearsal.boughtExactly(2);
  }

  @ParameterizedTest
  @CsvSource({
    "KEY-2@read-only, read-only",
    "KEY-2@locked, locked",
    "invalid, keys of DIDWW's own sandbox and of production are not the same"
  })
  void a_key_that_may_not_order_costs_one_line_that_names_the_setting(String key, String why) {
    Map<String, String> environment = rehearsal.environment();
    environment.put("DIDWW_API_KEY", key);
    Result stopped =
        rehearsal
            .startWith(
                environment,
                "order",
                rehearsal.orders("numbers.csv", 2, 5),
                "--provider",
                "didww",
                "--yes",
                "--format",
                "json")
            .await()
            .hasStatus(4);

    assertThat(stopped.json().required("error").asString())
        .hasLineCount(1)
        .contains(why, "set DIDWW_API_KEY", "run the same command again");
    rehearsal.boughtNothing();
    assertThat(rehearsal.order(rehearsal.orders("numbers.csv", 2, 5)).hasStatus(0).json())
        .isNotNull();
    rehearsal.boughtExactly(10);
  }

  @Test
  void a_surplus_order_is_cancelled_while_it_is_pending() {
    rehearsal.fault(
        "[{'provider':'didww','operation':'create_order','fault':'stuck_processing','delay_ms':600000,'times':2}]");
    rehearsal.order(rehearsal.orders("numbers.csv", 1, 5), "--wait-timeout", "3s").hasStatus(6);
    String twice = rehearsal.buySame(rehearsal.ledger().reference(1, 1), 5);
    rehearsal
        .ledger()
        .execute(
            "insert into surplus_order (account, provider_order_id, order_id, numbers) select"
                + " 'didww', '%s', id, 5 from provider_order".formatted(twice));

    Result cancelled = rehearsal.run("cancel", twice, "--yes", "--format", "json").hasStatus(0);
    assertThat(cancelled.json().required("cancelled").asInt()).isOne();
    assertThat(rehearsal.ledger().events("SURPLUS_CANCELLED")).isOne();
    JsonNode run = rehearsal.run("runs", 1, "--format", "json").hasStatus(0).json();
    assertThat(Result.Numbers.of(run)).isEqualTo(new Result.Numbers(5, 0, 0, 0, 0, 0, 5));
  }

  @Test
  void a_plan_needs_no_key() {
    Map<String, String> withoutKey = rehearsal.environment();
    withoutKey.remove("DIDWW_API_KEY");
    Path units = rehearsal.orders("numbers.csv", 2, 5);
    assertThat(
            rehearsal
                .startWith(withoutKey, "plan", units, "--provider", "didww", "--format", "json")
                .await()
                .hasStatus(0)
                .numbers()
                .pending())
        .isEqualTo(10);
    Path words =
        rehearsal.write("words.csv", "country_iso,area_name,channels,qty\nDE,Berlin,0,2\n");
    assertThat(
            rehearsal
                .startWith(withoutKey, "plan", words, "--provider", "didww")
                .await()
                .hasStatus(2)
                .err())
        .contains("words.csv:2", "never read", "bulk-orders catalogue --account didww");
  }
}
