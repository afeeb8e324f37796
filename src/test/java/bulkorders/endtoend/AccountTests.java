package bulkorders.endtoend;

import static bulkorders.endtoend.Rehearsal.HEADER;
import static bulkorders.endtoend.Rehearsal.areas;
import static org.assertj.core.api.Assertions.assertThat;

import bulkorders.endtoend.Rehearsal.Books;
import bulkorders.sandbox.Sandbox;
import bulkorders.sandbox.SandboxOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** Several accounts, and accounts that are not what they were. */
class AccountTests {

  private static final String EAST_KEY = "BULK_ORDERS_ACCOUNTS_EAST_APIKEY";

  @RegisterExtension private final Rehearsal rehearsal = new Rehearsal();

  private Result order(Map<String, String> environment, Object... arguments) {
    Object[] all = new Object[arguments.length + 4];
    all[0] = "order";
    all[1] = "--yes";
    all[2] = "--format";
    all[3] = "json";
    System.arraycopy(arguments, 0, all, 4, arguments.length);
    return rehearsal.startWith(environment, all).await();
  }

  private Map<String, String> withKey(String key) {
    Map<String, String> environment = rehearsal.environment();
    environment.put("TELNYX_API_KEY", key);
    return environment;
  }

  private static Sandbox sandbox() {
    return Sandbox.start(SandboxOptions.defaults().withPace(Duration.ZERO));
  }

  /** With a second account, whose provider is another one. */
  private Map<String, String> withEast(Sandbox east) {
    Map<String, String> environment = rehearsal.environment();
    environment.put(EAST_KEY, "KEY-EAST");
    environment.put("BULK_ORDERS_ACCOUNTS_EAST_BASE_URL", east.telnyxBaseUrl().toString());
    return environment;
  }

  @Test
  void switched_the_key_in_between() {
    // The sandbox takes what is before the colon for the account.
    order(withKey("own:key-1"), rehearsal.file("one.csv", areas(1, 5))).hasStatus(0);
    Path two = rehearsal.file("two.csv", areas(2, 6));

    Result other = order(withKey("other:key"), two).hasStatus(2);

    assertThat(other.err())
        .contains("account telnyx has another key", "bulk-orders accounts confirm telnyx")
        .hasLineCount(1);
    rehearsal.boughtExactly(5);
    assertThat(rehearsal.ledger().count("select count(*) from run")).isOne();

    order(withKey("own:key-2"), two).hasStatus(0);
    rehearsal.boughtExactly(17);
    assertThat(rehearsal.ledger().events("ACCOUNT_FIRST_USED")).isOne();
    assertThat(rehearsal.ledger().events("ACCOUNT_CHANGED")).isOne();

    Path three = rehearsal.file("three.csv", areas(3, 7));
    order(withKey("other:key"), three).hasStatus(2);
    rehearsal.startWith(withKey("other:key"), "accounts", "confirm", "telnyx").await().hasStatus(0);
    order(withKey("other:key"), three).hasStatus(0);
    rehearsal.boughtExactly(38);
    for (String key : List.of("key-1", "key-2", "other:key")) {
      assertThat(rehearsal.ledger().tablesWith(key)).isEmpty();
      assertThat(Folders.filesWith(rehearsal.home(), key)).isEmpty();
    }
  }

  @Test
  void a_switched_key_is_not_asked_for_orders_that_may_be_at_the_account_before() {
    rehearsal.fault(
        "{'provider':'telnyx','operation':'create_order','fault':'drop_before_commit','times':1}");
    order(
            withKey("own:key"),
            rehearsal.file("lost.csv", areas(1, 5)),
            "--bulk-orders.submission.on-absent=park")
        .hasStatus(4);
    Path file = rehearsal.file("one.csv", areas(2, 5));

    Result other = order(withKey("other:key"), file).hasStatus(2);

    assertThat(other.err()).contains("may have been placed before", "accounts confirm telnyx");
    rehearsal.boughtNothing();
  }

  @Test
  void one_file_with_two_accounts_is_one_run_with_orders_at_both() {
    try (Sandbox east = sandbox()) {
      Map<String, String> environment = withEast(east);
      Path file =
          rehearsal.write(
              "numbers.csv",
              HEADER
                  + ",account\n"
                  + "US,local,5,312,\n"
                  + "US,local,7,773,east\n"
                  + "US,local,2,646,telnyx\n"
                  + "US,local,1,646,west\n");

      Result result = order(environment, file).hasStatus(3);

      assertThat(result.numbers().ordered()).isEqualTo(14);
      assertThat(result.numbers().rejected()).isEqualTo(1);
      assertThat(result.err()).contains("west", "is no account; configured: didww, east, telnyx");
      Books books = rehearsal.books();
      assertThat(books.numbers()).isEqualTo(7);
      assertThat(books.references().values()).containsOnly(1);
      assertThat(
              rehearsal
                  .ledger()
                  .count("select count(*) from provider_order where account = 'east'"))
          .isOne();
      assertThat(rehearsal.ledger().count("select count(distinct phone_number) from phone_number"))
          .as("both sandboxes sell the numbers that they have")
          .isBetween(7L, 14L);
      assertThat(Rehearsal.reportRows(result.json(), "numbers.csv"))
          .hasSize(14)
          .filteredOn(row -> row.contains(",east,"))
          .hasSize(7);

      order(environment, file, "--account", "east", "--run-key", "2").hasStatus(3);
      assertThat(rehearsal.books().numbers()).as("the row that names telnyx").isEqualTo(9);
      assertThat(
              order(environment, file, "--account", "east")
                  .hasStatus(2)
                  .json()
                  .required("error")
                  .asString())
          .contains("with account telnyx, not east");
      assertThat(rehearsal.ledger().tablesWith("KEY-EAST")).isEmpty();
      assertThat(Folders.filesWith(rehearsal.home(), "KEY-EAST")).isEmpty();
    }
  }

  @Test
  void an_account_whose_provider_takes_nothing_keeps_no_row_of_another_from_its_end() {
    try (Sandbox east = sandbox()) {
      Map<String, String> environment = withEast(east);
      Path file =
          rehearsal.write(
              "numbers.csv", HEADER + ",account\nUS,local,5,312,telnyx\nUS,local,7,773,east\n");
      rehearsal.fault("[{'operation':'create_order','fault':'insufficient_balance'}]");

      Result stopped = order(environment, file).hasStatus(4);

      assertThat(stopped.numbers().ordered()).isEqualTo(7);
      assertThat(stopped.numbers().pending()).isEqualTo(5);
      assertThat(stopped.json().required("error").asString()).contains("20100");
      rehearsal.boughtNothing();
      rehearsal.noFaults();
      assertThat(order(environment, file).hasStatus(0).numbers().ordered()).isEqualTo(12);
      assertThat(rehearsal.books().numbers()).isEqualTo(5);
    }
  }

  @Test
  void accounts_are_listed_without_their_keys() {
    Map<String, String> environment = rehearsal.environment();
    environment.put(EAST_KEY, "KEY-EAST");
    rehearsal.fault("{'provider':'telnyx','operation':'create_order','fault':'stuck_processing'}");
    order(environment, rehearsal.file("one.csv", areas(1, 5)), "--no-wait").hasStatus(6);

    Result text = rehearsal.startWith(environment, "accounts").await().hasStatus(0);
    assertThat(text.out())
        .contains("east", "api.telnyx.com", "never used", "telnyx")
        .doesNotContain("KEY-EAST");
    JsonNode accounts =
        rehearsal
            .startWith(environment, "accounts", "list", "--format", "json")
            .await()
            .hasStatus(0)
            .json()
            .required("accounts");
    assertThat(accounts.size()).isEqualTo(3);
    assertThat(accounts.get(0).required("account").asString()).isEqualTo("didww");
    assertThat(accounts.get(0).required("key_set").asBoolean()).isFalse();
    assertThat(accounts.get(1).required("account").asString()).isEqualTo("east");
    assertThat(accounts.get(1).required("key_set").asBoolean()).isTrue();
    assertThat(accounts.get(2).required("open_orders").asInt()).isOne();
    assertThat(accounts.get(2).required("changed_at").asString()).isNotEmpty();
  }

  @Test
  void what_cannot_be_an_account_is_one_line_before_anything_is_read() throws IOException {
    Path file = rehearsal.file("one.csv", areas(1, 5));
    Map<String, String> environment = rehearsal.environment();
    refused(environment, "there is no account north", "order", file, "--yes", "--account", "north");
    refused(environment, "there is no account north", "plan", file, "--account", "north");
    refused(
        environment,
        "two accounts of one name",
        "order",
        file,
        "--yes",
        "--bulk-orders.accounts.telnyx.requests-per-second=2");
    Path yaml =
        rehearsal.write(
            "two.yml",
            "bulk-orders:\n"
                + "  accounts:\n"
                + "    East:\n"
                + "      requests-per-second: 1\n"
                + "    east:\n"
                + "      requests-per-second: 2\n");
    refused(
        environment,
        "two accounts of one name",
        "order",
        file,
        "--yes",
        "--spring.config.additional-location=" + yaml);
    Path twice =
        rehearsal.write(
            "twice.yml",
            "bulk-orders:\n"
                + "  accounts:\n"
                + "    east:\n"
                + "      requests-per-second: 1\n"
                + "    east:\n"
                + "      requests-per-second: 2\n");
    refused(
        environment,
        "found duplicate key east",
        "order",
        file,
        "--yes",
        "--spring.config.additional-location=" + twice);
    refused(
        environment,
        "bulk-orders.accounts.east.base-url = nowhere is not usable",
        "order",
        file,
        "--yes",
        "--bulk-orders.accounts.east.base-url=nowhere");
    environment.put("BULK_ORDERS_ACCOUNTS_EAST_APIKEY_FILE", "/no/such/key");
    refused(environment, "the file /no/such/key is not there", "order", file, "--yes");
    Path key = rehearsal.write("key", "");
    environment.put("BULK_ORDERS_ACCOUNTS_EAST_APIKEY_FILE", key.toString());
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
    refused(environment, "key is empty", "order", file, "--yes");
    Files.writeString(key, "KEY-EAST\n");
    for (String open : List.of("rw-r-----", "rw----r--")) {
      Files.setPosixFilePermissions(key, PosixFilePermissions.fromString(open));
      refused(environment, "chmod 600 " + key, "order", file, "--yes");
    }
    rehearsal.boughtNothing();
    assertThat(Files.exists(rehearsal.home().resolve("input"))).isFalse();

    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
    order(environment, file).hasStatus(0);
    rehearsal.boughtExactly(5);
  }

  private void refused(Map<String, String> environment, String expected, Object... arguments) {
    Result result = rehearsal.startWith(environment, arguments).await().hasStatus(2);
    assertThat(result.err()).as(result.toString()).contains(expected).hasLineCount(1);
    assertThat(result.out()).isEmpty();
  }
}
