package bulkorders.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bulkorders.ledger.StagedGroup;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OwnColumnsTests {

  private static final String MAPPING = "Area Code=national_destination_code,Qty=count_requested";

  private final Path home;

  OwnColumnsTests(@TempDir Path home) {
    this.home = home;
  }

  @Test
  void columnsAreUnderstoodUnderTheNamesThatTheOperatorGivesThem() {
    Intake.Result result =
        take(
            "Country ISO;phone_number_type;AREA  code;Qty;Site;x_note\nUS;local;312;5;Chicago;a\n",
            MAPPING,
            "site");
    assertThat(result.groups()).extracting(StagedGroup::count).containsExactly(5);
    assertThat(result.groups().get(0).criteria().nationalDestinationCode()).isEqualTo("312");
    assertThat(result.columns())
        .as("as they were")
        .containsExactly("Country ISO", "phone_number_type", "AREA  code", "Qty", "Site", "x_note");
  }

  @Test
  void aColumnCalledAsOursCanBeCarriedThroughInstead() {
    Intake.Result result =
        take(
            "country_iso,phone_number_type,count_requested,Account,line\nUS,local,5,4711,9\n",
            "Account=x_account,line=x_line",
            "");
    assertThat(result.faults()).isEmpty();
    assertThat(result.rows().get(0).cells()).containsExactly("US", "local", "5", "4711", "9");
  }

  @Test
  void aKeptColumnOfOursIsUnderstoodAllTheSame() {
    Intake.Result result =
        take(
            "country_iso,phone_number_type,count_requested,locality\nUS,local,5,Reno\n",
            "",
            "locality");
    assertThat(result.groups().get(0).criteria().locality()).isEqualTo("Reno");
  }

  @Test
  void ourOwnFilesNeedNoMappingAndBearOne() {
    String rejects =
        "run,line,error,country_iso,phone_number_type,national_destination_code,count_requested\n"
            + "7,2,wrong,US,local,312,5\n";
    assertThat(take(rejects, "", "").groups()).hasSize(1);
    assertThat(take(rejects, MAPPING, "").groups()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          Qty                              | does not say NAME=COLUMN
          Qty=                             | does not say NAME=COLUMN
          Qty=count_requestd               | there is no column 'count_requestd': did you mean count_requested?
          Qty=line                         | there is no column 'line'
          A=locality,a=strategy            | 'a' is there twice
          Qty=count_requested,N=Count Requested | both 'Qty' and 'N' are to be count_requested; leave one out
          locality=administrative_area     | 'locality' is a column of its own
          """)
  void aMappingThatMakesNoSenseIsToldInOneLine(String columns, String message) {
    assertThatThrownBy(() -> OwnColumns.parse(columns, ""))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @Test
  void whatOurFilesAddCannotBeKeptUnderItsName() {
    assertThatThrownBy(() -> OwnColumns.parse("", "Line"))
        .hasMessageContaining("--columns \"Line=x_Line\"");
  }

  @Test
  void aMappingThatDoesNotFitTheHeaderIsToldInOneLine() {
    String header = "country_iso,phone_number_type,Quantity,Area Kode\n";
    assertThatThrownBy(() -> take(header, MAPPING, ""))
        .isInstanceOf(UnreadableInputException.class)
        .hasMessageContaining(
            "no column is called 'Area Code', which is to be national_destination_code; did you"
                + " mean 'Area Kode'?");
    assertThatThrownBy(
            () ->
                take(
                    "country_iso,phone_number_type,Qty,count_requested\n",
                    "Qty=count_requested",
                    ""))
        .hasMessageContaining("columns 'Qty' and 'count_requested' are both count_requested");
    assertThatThrownBy(
            () -> take("country_iso,phone_number_type,count_requested,Site\n", "", "Side"))
        .hasMessageContaining("unknown column 'Site'")
        .hasMessageContaining("--keep-columns \"Site\"");
  }

  @Test
  void namesMayContainWhateverAHeaderMay() {
    OwnColumns own = OwnColumns.parse("\"Qty, all=in=count_requested\"", "\"a \"\"b\"\", c\",d");
    assertThat(own.column("QTY,  all=in")).isEqualTo(Column.COUNT_REQUESTED);
    assertThat(own.carries("a \"b\", c")).isTrue();
    assertThat(OwnColumns.parse(own.columns(), own.kept())).isEqualTo(own);
  }

  @Test
  void ownMembersOfJsonAreCarriedThrough() {
    Intake.Result result =
        take(
            """
            {"country_iso":"US","phone_number_type":"local","Qty":5,"x_a":"1","site":{"id":7}}
            {"metadata":{"team":"north","site":"all"},"ordering_groups":[
              {"country_iso":"US","phone_number_type":"local","Qty":6,"metadata":{"site":"Reno"}},
              {"country_iso":"US","phone_number_type":"local","Qty":7}]}
            """
                .replaceAll("\n +", ""),
            "Qty=count_requested",
            "site");
    assertThat(result.faults()).isEmpty();
    assertThat(result.groups()).extracting(StagedGroup::count).containsExactly(5, 6, 7);
    int columns = result.columns().size();
    assertThat(result.columns().subList(columns - 2, columns)).containsExactly("site", "metadata");
    assertThat(result.rows())
        .extracting(row -> row.cells().subList(columns - 2, columns))
        .containsExactly(
            List.of("{\"id\":7}", "{\"x_a\":\"1\"}"),
            List.of("Reno", "{\"team\":\"north\"}"),
            List.of("all", "{\"team\":\"north\"}"));
  }

  @Test
  void unknownMembersOfJsonElsewhereStayFaults() {
    Intake.Result result =
        take(
            """
            {"country_iso":"US","phone_number_type":"local","count_requested":5,"team":"a"}
            {"country_iso":"US","phone_number_type":"local","count_requested":5,"metadata":"a"}
            """,
            "",
            "");
    assertThat(result.faults().get(0)).contains("unknown member", "metadata");
    assertThat(result.faults().get(1)).contains("metadata", "expected an object");
  }

  private Intake.Result take(String text, String columns, String kept) {
    return Intake.take(
        Intake.store(home, "input", text.getBytes(StandardCharsets.UTF_8)),
        InputReading.of("", columns, kept));
  }
}
