package bulkorders.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.opencsv.CSVReaderBuilder;
import com.opencsv.RFC4180ParserBuilder;
import com.opencsv.exceptions.CsvException;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** Files as people have them: saved by a spreadsheet, with columns of their own. */
class SpreadsheetTests {

  private static final String[] OPTIONS = {
    "--columns", "Area Code=national_destination_code,Qty=count_requested", "--keep-columns", "Site"
  };

  /** As a spreadsheet saves it where the decimal separator is a comma. */
  private static final String SAVED =
      """
      \ufeffCountry ISO;Phone Number Type;Area Code;Qty;Site;x_note;
      US;local;="312";"5";Köln;=1+1;
      US;local;12-Mar;3;Reno;;
      ;;;;;;
      us;Local;206;1,000;Seattle;+13125550100;
      US;local;646;4;New York;;
      ;;;;;;
      """
          .replace("\n", "\r\n");

  @RegisterExtension private final Rehearsal rehearsal = new Rehearsal();

  @Test
  void excel_saved_it() throws IOException {
    Path file = rehearsal.write("Numbers (final).csv", SAVED);

    Result unnamed = rehearsal.order(file).hasStatus(2);
    assertThat(unnamed.json().required("error").asString())
        .contains("line 1", "unknown column 'Area Code'", "--columns", "--keep-columns");
    rehearsal.boughtNothing();

    // The same file with its columns explained is not another one.
    Result ordered = rehearsal.order(file, (Object[]) OPTIONS).hasStatus(3);
    assertThat(ordered.json().required("run").asInt()).isOne();
    assertThat(ordered.json().required("rows").required("blank").asInt()).isEqualTo(2);
    assertThat(ordered.numbers().ordered()).isEqualTo(9);
    assertThat(ordered.err())
        .contains("'12-Mar': a spreadsheet has made a date of it")
        .contains("'1,000': a spreadsheet may have added separators");
    rehearsal.boughtExactly(9);

    List<Map<String, String>> results = report(ordered.json(), "results.csv");
    assertThat(results.get(0).keySet())
        .as("their own names")
        .startsWith("Country ISO", "Phone Number Type", "Area Code", "Qty", "Site", "x_note");
    assertThat(results)
        .extracting(row -> row.get("Area Code") + " " + row.get("Site") + " " + row.get("outcome"))
        .containsExactly(
            "312 Köln ordered",
            "12-Mar Reno rejected",
            "206 Seattle rejected",
            "646 New York ordered");
    assertThat(results.get(0)).containsEntry("x_note", "'=1+1");
    assertThat(results.get(2)).containsEntry("x_note", "+13125550100");
    assertThat(report(ordered.json(), "numbers.csv"))
        .extracting(row -> row.get("Site"))
        .containsOnly("Köln", "New York")
        .hasSize(9);

    Path rejects = folder(ordered.json()).resolve("rejects.csv");
    Path corrected =
        rehearsal.write(
            "corrected.csv",
            Files.readString(rejects).replace(";12-Mar;", ";303;").replace(";1,000;", ";10;"));
    rehearsal.run("plan", corrected, "--keep-columns", "Site").hasStatus(0);
    Result again = rehearsal.order(corrected, (Object[]) OPTIONS).hasStatus(0);
    assertThat(again.numbers().ordered()).isEqualTo(13);
    rehearsal.boughtExactly(22);
    assertThat(report(again.json(), "results.csv"))
        .extracting(row -> row.get("Site") + row.get("x_note"))
        .containsExactly("Reno", "Seattle+13125550100");
  }

  @Test
  void what_was_said_about_a_file_belongs_to_its_run() throws IOException {
    Path file = rehearsal.directory().resolve("ansi.csv");
    Files.write(
        file,
        "country_iso;phone_number_type;Menge;locality;Büro\r\nUS;local;5;Chicago;Süd\r\n"
            .getBytes(Charset.forName("windows-1252")));
    Object[] options = {
      "--encoding", "windows-1252", "--columns", "Menge=count_requested", "--keep-columns", "Büro"
    };
    assertThat(rehearsal.order(file).hasStatus(2).json().required("error").asString())
        .contains("line 1", "not UTF-8", "--encoding windows-1252");

    rehearsal.fault("[{'operation':'create_order','fault':'unauthorized','times':1}]");
    rehearsal.order(file, options).hasStatus(4);
    Result other = rehearsal.order(file, "--columns", "Büro=x_b").hasStatus(2);
    assertThat(other.json().required("error").asString())
        .contains("run 1 took it in as csv semicolon in windows-1252 with --columns")
        .contains("--keep-columns \"Büro\"");
    assertThat(rehearsal.run("runs", "1").hasStatus(0).out())
        .contains("csv semicolon in windows-1252 with --columns \"Menge=count_requested\"");
    rehearsal.boughtNothing();

    Result restarted = rehearsal.run("restart", "1", "--yes", "--format", "json").hasStatus(0);
    rehearsal.boughtExactly(5);
    assertThat(report(restarted.json(), "results.csv"))
        .singleElement()
        .satisfies(row -> assertThat(row).containsEntry("Büro", "Süd").containsEntry("Menge", "5"));
    assertThat(Files.readString(folder(restarted.json()).resolve("results.csv")))
        .as("a mark, so that the spreadsheet reads it right")
        .startsWith("\ufeff");
  }

  @Test
  void settings_hold_where_no_option_is_given() {
    Path file = rehearsal.write("numbers.csv", "country_iso,phone_number_type,Qty\nUS,local,3\n");
    rehearsal.run("plan", file, "--bulk-orders.intake.columns=Qty=count_requested").hasStatus(0);
    Result bad =
        rehearsal.run("plan", file, "--bulk-orders.intake.columns=Qty=number").hasStatus(2);
    assertThat(bad.err())
        .contains("bulk-orders.intake.columns", "there is no column 'number'")
        .hasLineCount(1);
    Result badOption = rehearsal.run("plan", file, "--columns", "Qty").hasStatus(2);
    assertThat(badOption.err())
        .contains("--columns: 'Qty' does not say NAME=COLUMN")
        .hasLineCount(1);
  }

  @Test
  void json_gets_json_back_with_the_members_of_its_owner() throws IOException {
    Path file =
        rehearsal.write(
            "night.ndjson",
            """
            {"country_iso":"US","phone_number_type":"local","count_requested":3,"x_ticket":"T-1"}
            {"country_iso":"US","phone_number_type":"local","count_requested":"3.5","metadata":{"team":"north"}}
            """);
    Result ordered = rehearsal.order(file).hasStatus(3);
    rehearsal.boughtExactly(3);
    assertThat(report(ordered.json(), "results.csv"))
        .extracting(row -> row.get("metadata"))
        .containsExactly("{\"x_ticket\":\"T-1\"}", "{\"team\":\"north\"}");
    assertThat(report(ordered.json(), "numbers.csv"))
        .extracting(row -> row.get("metadata"))
        .containsOnly("{\"x_ticket\":\"T-1\"}");

    String rejects = Files.readString(folder(ordered.json()).resolve("rejects.ndjson"));
    Path corrected = rehearsal.write("corrected.ndjson", rejects.replace("3.5", "4"));
    Result again = rehearsal.order(corrected).hasStatus(0);
    rehearsal.boughtExactly(7);
    assertThat(report(again.json(), "results.csv").get(0))
        .containsEntry("metadata", "{\"team\":\"north\"}");
  }

  private static Path folder(JsonNode summary) {
    return Path.of(summary.required("report_dir").asString());
  }

  /** A file of a report, as a program that understands CSV reads it. */
  private static List<Map<String, String>> report(JsonNode summary, String name) {
    try {
      String text = Files.readString(folder(summary).resolve(name)).replace("\ufeff", "");
      char delimiter = text.indexOf(';') >= 0 && text.indexOf(';') < text.indexOf('\n') ? ';' : ',';
      var parser = new RFC4180ParserBuilder().withSeparator(delimiter).build();
      try (var reader =
          new CSVReaderBuilder(new StringReader(text)).withCSVParser(parser).build()) {
        List<String[]> lines = reader.readAll();
        List<Map<String, String>> rows = new ArrayList<>();
        for (String[] line : lines.subList(1, lines.size())) {
          Map<String, String> row = new LinkedHashMap<>();
          for (int i = 0; i < line.length; i++) {
            row.put(lines.get(0)[i], line[i]);
          }
          rows.add(row);
        }
        return rows;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (CsvException e) {
      throw new IllegalStateException(e);
    }
  }
}
