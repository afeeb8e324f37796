package bulkorders.intake;

import static org.assertj.core.api.Assertions.assertThat;

import bulkorders.ledger.StagedGroup;
import bulkorders.provider.OrderMethod;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows that name the number they want. */
class NamedNumberRowTests {

  private static final String PAPERS = "86f58db9-0fe3-4adc-9d1f-46e66e6e9323";

  private final Path home;

  NamedNumberRowTests(@TempDir Path home) {
    this.home = home;
  }

  private Intake.Result take(String text) {
    return Intake.take(home, text);
  }

  private StagedGroup only(String text) {
    Intake.Result result = take(text);
    assertThat(result.faults()).isEmpty();
    assertThat(result.groups()).hasSize(1);
    return result.groups().get(0);
  }

  @Test
  void aNumberIsAllThatIsNeeded() {
    StagedGroup group = only("phone_number\n+13125550123\n");

    assertThat(group.criteria().method()).isEqualTo(OrderMethod.NUMBERS);
    assertThat(group.criteria().phoneNumber()).isEqualTo("+13125550123");
    assertThat(group.criteria().countryIso()).isEqualTo("US");
    assertThat(group.count()).isEqualTo(1);
    assertThat(group.echo()).as("nothing is echoed").isZero();
    assertThat(group.hidden()).isZero();
  }

  @Test
  void itsCountryIsKnownByItsCode() {
    assertThat(only("phone_number\n+442071838750\n").criteria().countryIso()).isEqualTo("GB");
    assertThat(only("phone_number\n+14165550123\n").criteria().countryIso()).isEqualTo("CA");
    assertThat(only("phone_number\n'+4930901820\n").criteria().countryIso()).isEqualTo("DE");
  }

  @Test
  void rowsThatNameANumberAndRowsThatDescribeSomeStandInOneFileAndInNoCommonOrder() {
    Intake.Result result =
        take(
            """
            country_iso,phone_number_type,count_requested,phone_number,requirement_group_id
            US,local,5,,
            ,,,+13125550123,
            CH,local,1,+41445551234,%s
            """
                .formatted(PAPERS));

    assertThat(result.faults()).isEmpty();
    assertThat(result.groups()).hasSize(3);
    assertThat(result.groups().get(1).orderKey())
        .isEqualTo(result.groups().get(2).orderKey())
        .isNotEqualTo(result.groups().get(0).orderKey());
    assertThat(result.groups().get(2).criteria().requirementGroupId()).isEqualTo(PAPERS);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "phone_number                        | 13125550123               | phone_number: expected a"
            + " number in E.164 form",
        "phone_number                        | +1 312 555 0123           | phone_number: expected a"
            + " number in E.164 form",
        "phone_number                        | +0312555012               | phone_number: expected a"
            + " number in E.164 form",
        "phone_number                        | +1.31256E+10              | phone_number: a"
            + " spreadsheet has shortened it",
        "phone_number                        | +131255501                | phone_number: has too"
            + " few or too many digits",
        "phone_number                        | +999123456789             | phone_number: begins"
            + " with the code of no country",
        "phone_number,count_requested        | +13125550123,2            | count_requested:"
            + " expected 1 or nothing",
        "phone_number,national_destination_code | +13125550123,312       |"
            + " national_destination_code: says nothing of a number that is named",
        "phone_number,features               | +13125550123,sms          | features: says nothing"
            + " of a number that is named",
        "phone_number,country_iso            | +13125550123,GB           | country_iso: is not the"
            + " country of +13125550123",
        "phone_number,phone_number_type      | +13125550123,landline     | phone_number_type:"
            + " expected one of local, mobile",
        "phone_number,requirement_group_id   | +13125550123,papers       | requirement_group_id:"
            + " expected an id",
        "phone_number                        | +41445551234              | requirement_group_id: is"
            + " missing: numbers of CH",
        "phone_number,requirement_group_id,country_iso,phone_number_type,count_requested |"
            + " ,86f58db9-0fe3-4adc-9d1f-46e66e6e9323,US,local,1 | requirement_group_id: is for"
            + " numbers that are searched or named",
      })
  void aFaultIsToldInOneLine(String header, String row, String fault) {
    Intake.Result result = take(header + "\n" + row + "\n");

    assertThat(result.groups()).isEmpty();
    assertThat(result.faults()).singleElement().asString().startsWith(fault);
  }

  @Test
  void aFaultyNumberCountsAsOne() {
    assertThat(take("phone_number\n12\n").rejects().get(0).count()).isEqualTo(1);
  }

  @Test
  void aBodyOfTheProvidersOwnIsUnderstood() {
    Intake.Result result =
        take(
            """
            {"phone_numbers":[{"phone_number":"+13125550123"},
                              {"phone_number":"+41445551234","requirement_group_id":"%s"}],
             "connection_id":"346789098765567","customer_reference":"batch-7"}
            """
                .formatted(PAPERS));

    assertThat(result.faults()).isEmpty();
    assertThat(result.groups())
        .extracting(group -> group.criteria().phoneNumber())
        .containsExactly("+13125550123", "+41445551234");
    assertThat(result.groups())
        .extracting(group -> group.settings().connectionId())
        .containsOnly("346789098765567");
  }

  @Test
  void faultsOfSuchABodyAreToldForTheirElement() {
    Intake.Result result =
        take(
            """
            [{"phone_numbers":[{"phone_number":"+13125550123"},{"phone_number":5},
                               {"phone_number":"+13125550124","bundle_id":"b"}]},
             {"phone_numbers":[]},
             {"phone_numbers":[{"phone_number":"+13125550125"}],"ordering_groups":[]},
             {"phone_number":"+13125550126"}]
            """);

    assertThat(result.groups())
        .extracting(group -> group.criteria().phoneNumber())
        .containsExactly("+13125550123", "+13125550126");
    assertThat(result.faults()).hasSize(4);
    assertThat(result.faults().get(0)).contains("E.164");
    assertThat(result.faults().get(1)).contains("unknown member");
    assertThat(result.faults().get(2)).contains("phone_numbers is empty");
    assertThat(result.faults().get(3)).contains("has both phone_numbers and ordering_groups");
  }

  @Test
  void whatBulkOrdersDoNotServeIsSearched() {
    String header = "country_iso,phone_number_type,count_requested,order_method\n";
    assertThat(only(header + "US,local,5,\n").criteria().method()).isEqualTo(OrderMethod.BULK);
    assertThat(only(header + "ca,Toll-Free,5,BULK\n").criteria().method())
        .isEqualTo(OrderMethod.BULK);
    assertThat(only(header + "US,local,5,search\n").criteria().method())
        .isEqualTo(OrderMethod.SEARCH);
    assertThat(only(header + "de,local,5,\n").criteria().method()).isEqualTo(OrderMethod.SEARCH);
    assertThat(only(header + "US,shared-cost,5,\n").criteria().phoneNumberType())
        .isEqualTo("shared_cost");
    assertThat(take(header + "GB,local,5,bulk\n").faults())
        .singleElement()
        .asString()
        .startsWith("order_method: is for local and toll_free numbers of US and CA");
  }

  @Test
  void aSearchMayBeAllOrNothingAndComeClose() {
    StagedGroup group =
        only(
            "country_iso,phone_number_type,count_requested,strategy,best_effort,national_destination_code\n"
                + "DE,local,5,never,true,30\n");

    assertThat(group.echo()).isEqualTo(StagedGroup.UNDIVIDED);
    assertThat(group.criteria().bestEffort()).isTrue();
    assertThat(group.criteria().nationalDestinationCode()).isEqualTo("30");
    assertThat(
            take("country_iso,phone_number_type,count_requested,best_effort\nUS,local,5,true\n")
                .faults())
        .singleElement()
        .asString()
        .startsWith("best_effort: is for numbers that are searched");
    assertThat(take("country_iso,phone_number_type,count_requested\nIT,local,5\n").faults())
        .singleElement()
        .asString()
        .startsWith("requirement_group_id: is missing");
  }
}
