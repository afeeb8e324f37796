package bulkorders.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class TelnyxSearchTests {

  private final SettableClock clock = new SettableClock();
  private final Sandbox sandbox = Sandbox.start(SandboxOptions.defaults().withClock(clock));
  private final Client client = new Client(sandbox);

  @AfterEach
  void close() {
    sandbox.close();
  }

  @Test
  void aNumberForSaleHasTheExactShape() {
    JsonNode body =
        client
            .get(
                "/available_phone_numbers?filter[country_code]=US"
                    + "&filter[national_destination_code]=312&filter[limit]=2")
            .body();
    JsonNode number = body.get("data").get(0);

    assertThat(number.propertyNames())
        .containsExactlyInAnyOrder(
            "record_type",
            "phone_number",
            "vanity_format",
            "best_effort",
            "quickship",
            "reservable",
            "region_information",
            "cost_information",
            "features");
    assertThat(number.get("cost_information").toString())
        .isEqualTo(
            "{\"upfront_cost\":\"1.00000\",\"monthly_cost\":\"1.00000\",\"currency\":\"USD\"}");
    assertThat(number.get("region_information").toString())
        .isEqualTo(
            "[{\"region_type\":\"country_code\",\"region_name\":\"US\"},"
                + "{\"region_type\":\"location\",\"region_name\":\"CHICAGO\"},"
                + "{\"region_type\":\"rate_center\",\"region_name\":\"CHICAGO\"},"
                + "{\"region_type\":\"state\",\"region_name\":\"IL\"}]");
    assertThat(number.at("/features/0/name").asString()).isEqualTo("sms");
    assertThat(body.get("meta").toString())
        .isEqualTo("{\"total_results\":2,\"best_effort_results\":0}");
    assertThat(body.get("metadata")).isEqualTo(body.get("meta"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          US | local       | filter[national_destination_code]=312                          | \\+1312[0-9]{7}
          US | local       | filter[phone_number][starts_with]=312555                       | \\+1312555[0-9]{4}
          US | local       | filter[starts_with]=31255                                      | \\+131255[0-9]{5}
          US | local       | filter[national_destination_code]=312&filter[starts_with]=555  | \\+1312555[0-9]{4}
          US | local       | filter[phone_number][ends_with]=42                             | \\+1[0-9]{8}42
          US | local       | filter[national_destination_code]=415&filter[contains]=777     | \\+1415[0-9]*777[0-9]*
          US | local       | filter[administrative_area]=VT                                 | \\+1802[0-9]{7}
          US | local       | filter[features]=sms,voice&filter[national_destination_code]=415     | \\+1415[0-9]{7}
          US | local       | filter[features][]=sms&filter[features][]=voice&filter[rate_center]=X | \\+1[0-9]{10}
          US | toll_free   | filter[quickship]=true                                         | \\+1833[0-9]{7}
          CA | local       | filter[reservable]=true                                        | \\+1[0-9]{10}
          DE | local       | filter[locality]=Berlin                                        | \\+4930[0-9]{8}
          DE | mobile      | filter[features]=sms                                           | \\+49155[0-9]{8}
          FR | national    | filter[limit]=5                                                | \\+339[0-9]{8}
          GB | toll_free   | filter[limit]=5                                                | \\+44800[0-9]{7}
          IT | local       | filter[national_destination_code]=02                           | \\+3902[0-9]{8}
          ES | shared_cost | filter[limit]=5                                                | \\+34901[0-9]{6}
          CH | local       | filter[phone_number][ends_with]=7                              | \\+41[0-9]{8}7
          """)
  void searchesFindWhatTheyAskFor(String country, String type, String filters, String form) {
    String query =
        "filter[country_code]=" + country + "&filter[phone_number_type]=" + type + "&" + filters;

    assertThat(client.search(query))
        .hasSizeGreaterThanOrEqualTo(5)
        .doesNotHaveDuplicates()
        .allMatch(number -> number.matches(form));
    assertThat(client.search(query)).isEqualTo(client.search(query));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "filter[country_code]=US&filter[national_destination_code]=907",
        "filter[country_code]=US&filter[phone_number_type]=mobile",
        "filter[country_code]=DE&filter[features]=sms",
        "filter[country_code]=DE&filter[phone_number_type]=shared_cost&filter[reservable]=true",
        "filter[country_code]=CH&filter[national_destination_code]=61",
        "filter[country_code]=ZZ",
        "filter[country_code]=US&filter[consecutive]=10",
        "filter[country_code]=US&filter[phone_number][starts_with]=312911",
        "filter[country_code]=US&filter[only_reserved_numbers]=true"
      })
  void whatIsNotThereIsNotFound(String query) {
    assertThat(client.search(query)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "filter[country_code]=USA",
        "filter[country_code]=US&filter[phone_number_type]=satellite",
        "filter[country_code]=US&filter[limit]=0",
        "filter[country_code]=US&filter[limit]=many",
        "filter[country_code]=US&filter[best_effort]=1",
        "filter[country_code]=US&filter[colour]=red"
      })
  void aWrongSearchIsRefused(String query) {
    Client.Answer answer = client.get("/available_phone_numbers?" + query);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.error().get("code").asString()).isEqualTo("10031");
  }

  @Test
  void aNumberIsFoundByAllOfItsDigits() {
    for (String number :
        client.search("filter[country_code]=US&filter[limit]=20&filter[starts_with]=3125")) {
      String national = number.substring(2);
      assertThat(client.search("filter[country_code]=US&filter[starts_with]=" + national))
          .containsExactly(number);
      assertThat(
              client.search(
                  "filter[country_code]=US&filter[national_destination_code]=312"
                      + "&filter[phone_number][contains]="
                      + national.substring(3)))
          .containsExactly(number);
    }
  }

  @Test
  void anAnswerHasAHundredNumbersUnlessToldAndNeverMoreThanAThousand() {
    String query = "filter[country_code]=US&filter[national_destination_code]=312";

    assertThat(client.search(query)).hasSize(100);
    assertThat(client.search(query + "&filter[limit]=5000")).hasSize(1_000);
    assertThat(client.search(query + "&page[number]=2")).isEqualTo(client.search(query));
  }

  @Test
  void bestEffortFillsUpWithOtherNumbersOfNorthAmericaAndSaysSo() {
    String query =
        "filter[country_code]=US&filter[national_destination_code]=212&filter[limit]=30"
            + "&filter[best_effort]=";
    JsonNode body = client.get("/available_phone_numbers?" + query + "true").body();

    assertThat(body.at("/meta/total_results").asInt()).isEqualTo(30);
    assertThat(body.at("/meta/best_effort_results").asInt()).isPositive();
    body.get("data")
        .forEach(
            number ->
                assertThat(number.get("best_effort").asBoolean())
                    .isNotEqualTo(number.get("phone_number").asString().startsWith("+1212")));
    int exact = 30 - body.at("/meta/best_effort_results").asInt();
    assertThat(client.search(query + "false")).hasSize(exact);
    assertThat(
            client.search(
                "filter[country_code]=GB&filter[national_destination_code]=117"
                    + "&filter[best_effort]=true"))
        .hasSize(25);
  }

  @Test
  void whatIsSoldIsNotShown() {
    String query = "filter[country_code]=GB&filter[national_destination_code]=117";
    List<String> all = client.search(query);

    client.ordered(all.subList(0, 20), "r");

    assertThat(client.search(query)).isEqualTo(all.subList(20, 25));
  }

  @Test
  void aBulkOrderAndASearchShareTheirStock() {
    String query = "filter[country_code]=US&filter[national_destination_code]=307";
    List<String> before = client.search(query);
    client.created(Client.local(1, "307", "bulk"));

    assertThat(before).hasSize(1);
    assertThat(client.search(query)).isEmpty();
    assertThat(client.orderNumbers(before, "late").status()).isEqualTo(409);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          filter[country_code]=US                                                        | 1   | US      | country_code
          filter[country_code]=US&filter[npa]=212                                        | 1   | 212     | npa
          filter[administrative_area]=VT                                                 | 1   | 802     | npa
          filter[groupBy]=npa&filter[administrative_area]=MT                             | 1   | 406     | npa
          filter[country_code]=US&filter[phone_number_type]=toll_free                    | 7   | 833     | npa
          filter[country_code]=DE&filter[groupBy]=locality                               | 6   | KOLN    | locality
          filter[country_code]=CH&filter[phone_number_type]=local&filter[groupBy]=national_destination_code | 4 | 22 | national_destination_code
          filter[country_code]=DE&filter[features]=sms                                   | 0   |         |
          """)
  void coverageTellsWhatIsInStock(String query, int groups, String first, String type) {
    JsonNode body = client.get("/inventory_coverage?filter[count]=true&" + query).body();

    assertThat(body.at("/meta/total_results").asInt()).isEqualTo(groups);
    assertThat(body.get("data").size()).isEqualTo(groups);
    if (groups > 0) {
      assertThat(body.at("/data/0/group").asString()).isEqualTo(first);
      assertThat(body.at("/data/0/group_type").asString()).isEqualTo(type);
    }
  }

  @Test
  void coverageCountsWhatIsLeft() {
    client.created(Client.local(10, "406", "r"));

    assertThat(coverage("filter[npa]=406")).isEqualTo(240);
    assertThat(coverage("filter[administrative_area]=MT")).isEqualTo(240);
    assertThat(coverage("filter[country_code]=US")).isEqualTo(20_000_000);
    assertThat(client.get("/inventory_coverage?filter[npa]=406").data().get(0).has("count"))
        .isFalse();
    assertThat(client.get("/inventory_coverage?filter[groupBy]=colour").status()).isEqualTo(400);
  }

  private int coverage(String query) {
    return client
        .get("/inventory_coverage?filter[count]=true&" + query)
        .data()
        .get(0)
        .get("count")
        .asInt();
  }
}
