package bulkorders.intake;

import static org.assertj.core.api.Assertions.assertThat;

import bulkorders.ledger.CustomerReferences;
import bulkorders.ledger.Reject;
import bulkorders.ledger.StagedGroup;
import bulkorders.provider.OrderSettings;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RowRuleTests {

  private final Path home;

  RowRuleTests(@TempDir Path home) {
    this.home = home;
  }

  private Intake.Result row(Map<String, String> cells) {
    Map<String, String> row = new LinkedHashMap<>();
    row.put("country_iso", "US");
    row.put("phone_number_type", "local");
    row.put("count_requested", "5");
    row.putAll(cells);
    StringBuilder values = new StringBuilder();
    for (String value : row.values()) {
      values
          .append(values.isEmpty() ? "" : ",")
          .append('"')
          .append(value.replace("\"", "\"\""))
          .append('"');
    }
    return Intake.take(home, String.join(",", row.keySet()) + "\n" + values + "\n");
  }

  private StagedGroup valid(Map<String, String> cells) {
    Intake.Result result = row(cells);
    assertThat(result.faults()).isEmpty();
    return result.groups().get(0);
  }

  @ParameterizedTest
  @CsvSource({
    "country_iso,ca",
    "country_iso,' us '",
    "phone_number_type,LOCAL",
    "count_requested,1",
    "count_requested,1000000",
    "count_requested,'=\"12\"'",
    "national_destination_code,312",
    "national_destination_code,289",
    "administrative_area,il",
    "administrative_area,PR",
    "locality,Winston-Salem",
    "features,SMS | voice",
    "features,'sms,mms'",
    "starts_with,5551234",
    "ends_with,00",
    "contains,777",
    "quickship,FALSE",
    "exclude_held_numbers,TRUE",
    "strategy,Never",
    "connection_id,346789098765567",
    "messaging_profile_id,ABC85F64-5717-4562-B3FC-2C9600000000",
    "billing_group_id,86f58db9-0fe3-4adc-9d1f-46e66e6e9323",
    "customer_reference,Müller & Söhne 🦊",
    "request_id,#1",
    "account,TELNYX",
    "provider,telnyx",
    "phone_number,''",
    "sku_id,' '",
    "x_anything,whatever",
  })
  void goodValuesAreTaken(String column, String value) {
    if (value.equals("sms,mms")) {
      assertThat(row(Map.of(column, value)).faults()).hasSize(1);
    } else {
      valid(Map.of(column, value));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "country_iso,'',is missing",
    "country_iso,USA,expected a country code of two letters",
    "country_iso,XX,expected a country code of two letters",
    "phone_number_type,'',is missing",
    "phone_number_type,fixed,'expected one of local, mobile'",
    "count_requested,'',is missing",
    "count_requested,0,whole number from 1 to 1000000",
    "count_requested,-1,whole number",
    "count_requested,1000001,whole number",
    "count_requested,99999999999999999999999,whole number",
    "count_requested,'1,000',digits only",
    "count_requested,1.000,digits only",
    "count_requested,50.0,digits only",
    "count_requested,1E+03,spreadsheet has shortened it",
    "count_requested,ten,whole number",
    "count_requested,٣,whole number",
    "national_destination_code,31,area code of three digits",
    "national_destination_code,312.0,digits only",
    "national_destination_code,112,no area code",
    "national_destination_code,411,no area code",
    "national_destination_code,292,no area code",
    "national_destination_code,800,is toll-free",
    "administrative_area,Illinois,two-letter code of a US state",
    "administrative_area,ON,two-letter code of a US state",
    "features,sms|sm,expected some of sms",
    "features,sms|,expected some of sms",
    "starts_with,55512345,1 to 7 digits",
    "starts_with,abc,1 to 7 digits",
    "ends_with,3.12555E+11,spreadsheet has shortened it",
    "contains,5*5,1 to 7 digits",
    "quickship,true,toll_free numbers only",
    "quickship,yes,true or false",
    "exclude_held_numbers,1,true or false",
    "strategy,sometimes,always",
    "connection_id,1234567890123456789012345678901,1 to 30 digits",
    "connection_id,3.46789E+14,spreadsheet has shortened it",
    "messaging_profile_id,abc85f64,expected an id",
    "billing_group_id,1-2-3-4-5,expected an id",
    "account,other,'is no account; configured: didww, east, telnyx'",
    "sku_id,1,not supported",
  })
  void badValuesAreFaults(String column, String value, String reason) {
    Intake.Result result = row(Map.of(column, value));
    assertThat(result.groups()).isEmpty();
    assertThat(result.faults()).singleElement().asString().startsWith(column).contains(reason);
    if (!value.isEmpty()) {
      assertThat(result.rejects().get(0).faults().get(0).value()).isEqualTo(value);
    }
  }

  @Test
  void textsHaveLimits() {
    valid(Map.of("locality", "a".repeat(100)));
    valid(Map.of("request_id", "a".repeat(100)));
    valid(Map.of("customer_reference", "a".repeat(255)));
    assertThat(row(Map.of("locality", "a".repeat(101))).faults()).hasSize(1);
    assertThat(row(Map.of("request_id", "a".repeat(101))).faults()).hasSize(1);
    Intake.Result result = row(Map.of("customer_reference", "a".repeat(256)));
    assertThat(result.faults().get(0)).contains("at most 255 characters, has 256");
    assertThat(result.rejects().get(0).faults().get(0).value()).hasSize(80).endsWith("…");
    assertThat(row(Map.of("customer_reference", "a\u0007b")).faults().get(0)).contains("printable");
  }

  @Test
  void valuesBecomeCanonical() {
    StagedGroup group =
        valid(
            Map.of(
                "country_iso", "ca",
                "phone_number_type", "Toll-Free",
                "national_destination_code", "833",
                "administrative_area", "on",
                "features", "voice|SMS|voice",
                "quickship", "TRUE",
                "strategy", "ALWAYS",
                "messaging_profile_id", "ABC85F64-5717-4562-B3FC-2C9600000000"));
    assertThat(group.criteria().countryIso()).isEqualTo("CA");
    assertThat(group.criteria().phoneNumberType()).isEqualTo("toll_free");
    assertThat(group.criteria().administrativeArea()).isEqualTo("ON");
    assertThat(group.criteria().features()).containsExactly("sms", "voice");
    assertThat(group.criteria().quickship()).isTrue();
    assertThat(group.criteria().strategy()).isEqualTo("always");
    assertThat(group.settings().messagingProfileId())
        .isEqualTo("abc85f64-5717-4562-b3fc-2c9600000000");
    assertThat(group.echo()).isEqualTo(1);
    assertThat(group.hidden()).isEqualTo(2);
  }

  @Test
  void tollFreeNeedsATollFreeCode() {
    assertThat(
            row(Map.of("phone_number_type", "toll_free", "national_destination_code", "312"))
                .faults()
                .get(0))
        .contains("is not toll-free; expected one of 800, 822, 833");
  }

  @Test
  void patternsFitBehindTheAreaCode() {
    valid(Map.of("starts_with", "5551", "ends_with", "234"));
    assertThat(row(Map.of("starts_with", "5551", "ends_with", "1234")).faults())
        .singleElement()
        .asString()
        .startsWith("ends_with");
  }

  @Test
  void groupThatIsAllOrNothingFitsIntoOneOrder() {
    valid(Map.of("count_requested", "10000", "strategy", "never"));
    valid(Map.of("count_requested", "10001", "strategy", "always"));
    assertThat(row(Map.of("count_requested", "10001", "strategy", "never")).faults())
        .singleElement()
        .asString()
        .contains("10000 numbers");
  }

  @Test
  void allFaultsOfARowAreToldAtOnce() {
    Intake.Result result =
        row(
            Map.of(
                "country_iso", "XX",
                "phone_number_type", "fixed",
                "national_destination_code", "12",
                "features", "telepathy",
                "connection_id", "x",
                "request_id", "r-1"));
    Reject reject = result.rejects().get(0);
    assertThat(reject.faults())
        .extracting(Reject.Fault::column)
        .containsExactlyInAnyOrder(
            "country_iso",
            "phone_number_type",
            "national_destination_code",
            "features",
            "connection_id");
    assertThat(reject.requestId()).isEqualTo("r-1");
    assertThat(reject.count()).isEqualTo(5);
  }

  @Test
  void orderKeysAreEqualForEqualSettingsOfAnAccountOnly() {
    OrderKeys telnyx = new OrderKeys("telnyx", CustomerReferences.SPLIT);
    OrderSettings plain = new OrderSettings("1", null, null, "a");
    assertThat(telnyx.of(plain)).isEqualTo(telnyx.of(new OrderSettings("1", null, null, "a")));
    assertThat(telnyx.of(plain))
        .isEqualTo(new OrderKeys("telnyx", CustomerReferences.SPLIT).of(plain));
    assertThat(
            List.of(
                telnyx.of(plain),
                telnyx.of(OrderSettings.NONE),
                telnyx.of(new OrderSettings("1", null, null, null)),
                telnyx.of(new OrderSettings("1", null, null, "")),
                telnyx.of(new OrderSettings("1", null, "", "a")),
                telnyx.of(new OrderSettings(null, "1", null, "a")),
                new OrderKeys("other", CustomerReferences.SPLIT).of(plain)))
        .doesNotHaveDuplicates();
  }

  @Test
  void aCustomerReferenceThatIsKeptDoesNotKeepGroupsApart() {
    OrderKeys keeping = new OrderKeys("telnyx", CustomerReferences.KEEP);
    assertThat(keeping.of(new OrderSettings("1", null, null, "a")))
        .isEqualTo(keeping.of(new OrderSettings("1", null, null, "b")))
        .isEqualTo(keeping.of(new OrderSettings("1", null, null, null)))
        .isNotEqualTo(keeping.of(new OrderSettings("2", null, null, "a")));
  }

  @Test
  void aRowBelongsToTheAccountThatItNamesAndSharesNoOrderWithOthers() {
    StagedGroup own = valid(Map.of());
    StagedGroup named = valid(Map.of("account", "Telnyx"));
    StagedGroup other = valid(Map.of("account", "EAST"));
    assertThat(own.account()).isNull();
    assertThat(named.account()).isNull();
    assertThat(named.orderKey()).isEqualTo(own.orderKey());
    assertThat(other.account()).isEqualTo("east");
    assertThat(other.orderKey()).isNotEqualTo(own.orderKey());
  }
}
