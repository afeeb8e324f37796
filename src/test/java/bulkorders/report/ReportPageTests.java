package bulkorders.report;

import static bulkorders.provider.OrderedNumber.State.FAILED;
import static bulkorders.provider.OrderedNumber.State.IN_SERVICE;
import static org.assertj.core.api.Assertions.assertThat;

import bulkorders.ledger.ProviderOrder;
import bulkorders.ledger.Run.ErrorKind;
import bulkorders.ledger.Runs;
import bulkorders.provider.OrderedNumber.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportPageTests {

  private static final String HOSTILE =
      "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>&amp;";

  private static ReportFixture fixture;

  private final Path folder;

  ReportPageTests(@TempDir Path folder) {
    this.folder = folder;
  }

  @BeforeAll
  static void start(@TempDir Path home) {
    fixture = new ReportFixture(home);
  }

  @AfterAll
  static void stop() {
    fixture.close();
  }

  @Test
  void tells_the_outcome_in_plain_words_and_figures() throws Exception {
    int run =
        fixture.takeIn(
            "wishes.csv",
            "country_iso,phone_number_type,count_requested,national_destination_code\n"
                + "US,local,3000,312\nUS,toll_free,4,\nUS,local,nine,312\n");
    fixture.plan(run, 10_000, 1);
    ProviderOrder first = fixture.accept(run);
    fixture.allocate(first, 0, "only 1,000 left", Collections.<State>nCopies(1000, IN_SERVICE));
    fixture.count(first, true);
    ProviderOrder second = fixture.accept(run);
    fixture.allocate(second, 0, null, List.of(FAILED));
    fixture.count(second, true);
    fixture.get(Runs.class).finished(run);

    String page = page(run);

    assertThat(page)
        .contains("<title>wishes.csv – run " + run + " – shortfall</title>")
        .contains("<h1>wishes.csv</h1>")
        .containsPattern("Ordered at telnyx\\. Created [^<]+, finished [^<]+\\.</p>")
        .contains("Finished. Some numbers were not ordered.")
        .contains("<dt>Requested</dt><dd>3,004</dd>")
        .contains("<dt>Ordered</dt><dd>1,000</dd>")
        .contains("<dt>Shortfall</dt><dd>2,004</dd>")
        .contains(
            "aria-label=\"Of 3,004 numbers: Ordered 1,000 (33.3 %), Shortfall 2,004 (66.7 %)\"")
        .contains(">only 1,000 left</th><td class=\"n\">1</td><td class=\"n\">2,000</td>")
        .contains("the provider gave no reason")
        .contains("US toll-free")
        .contains("count_requested &#39;nine&#39;: expected a whole number")
        .contains("<dt>Cost</dt><dd>not told by the provider</dd>")
        .contains("<dt>Actor</dt><dd>tester@example</dd>")
        .contains("<dt>Note</dt><dd>for the tests</dd>")
        .contains("First order accepted")
        .contains("Finished</th>")
        .contains("href=\"results.csv\"")
        .contains("href=\"summary.json\"")
        .doesNotContain("more in");
  }

  @Test
  void a_rehearsal_is_told_at_the_head_of_the_page_and_nothing_else_is_one() throws Exception {
    int run =
        fixture.takeIn("plain.csv", "country_iso,phone_number_type,count_requested\nUS,local,1\n");
    fixture.plan(run, 10, 1);

    String earnest = page(run);
    String rehearsed =
        Files.readString(
            fixture.writeRehearsed(run, folder.resolve("report")).resolve("report.html"));

    assertThat(earnest).doesNotContainIgnoringCase("<p class=\"rehearsal\"");
    assertThat(earnest).contains("<title>plain.csv");
    assertThat(earnest).contains("Ordered at telnyx").doesNotContain(", finished ");
    assertThat(rehearsed)
        .contains("<title>Rehearsal: plain.csv")
        .contains("<strong>Rehearsal at the sandbox.</strong> Nothing was bought");
    assertThat(rehearsed.indexOf("Nothing was bought")).isLessThan(rehearsed.indexOf("<h1>"));
  }

  @Test
  void costs_are_added_up_for_each_currency_and_source_alone() throws Exception {
    int run =
        fixture.takeIn(
            "costs.csv",
            "country_iso,phone_number_type,count_requested\n"
                + "US,local,1\nUS,local,1\nUS,local,1\nUS,local,1\n");
    fixture.plan(run, 10, 1);
    String update =
        "update provider_order set setup_cost = ?, monthly_cost = ?, currency = ?, cost_source = ?"
            + " where run_id = ? and order_no = ?";
    fixture.jdbc().sql(update).params(1, 2, "USD", "charged", run, 1).update();
    fixture.jdbc().sql(update).params(1.5, 2, "USD", "charged", run, 2).update();
    fixture.jdbc().sql(update).params(1, 2, "USD", "quoted", run, 3).update();
    fixture.jdbc().sql(update).params(7, 8.125, "EUR", "charged", run, 4).update();

    assertThat(page(run))
        .contains("setup 2.50 USD, monthly 4.00 USD (charged; 2 of 4 orders)")
        .contains("setup 1.00 USD, monthly 2.00 USD (quoted; 1 of 4 orders)")
        .doesNotContain("Remark")
        .contains("setup 7.00 EUR, monthly 8.125 EUR (charged; 1 of 4 orders)")
        .doesNotContain("not told by the provider");
  }

  @Test
  void whatever_stands_in_the_input_is_shown_as_text() throws Exception {
    int run =
        fixture.takeIn(
            HOSTILE + ".csv",
            "request_id,country_iso,phone_number_type,count_requested,locality\n"
                + quoted(HOSTILE)
                + ",US,local,2,"
                + quoted(HOSTILE)
                + "\nb,"
                + quoted(HOSTILE)
                + ",local,2,\n");
    fixture.plan(run, 10, 1);
    ProviderOrder order = fixture.accept(run);
    fixture.allocate(order, 0, HOSTILE, List.of());
    fixture.count(order, true);
    fixture.get(Runs.class).endedEarly(run, ErrorKind.FAILED, HOSTILE);

    String page = page(run);

    assertThat(page)
        .doesNotContain("<script")
        .doesNotContain("<img")
        .contains("&lt;script&gt;alert(1)&lt;/script&gt;");
    Matcher handlers = Pattern.compile("<[^>]*\\son\\w+\\s*=").matcher(page);
    assertThat(handlers.find()).isFalse();
  }

  @Test
  void needs_nothing_from_anywhere_else_and_has_the_marks_that_aids_rely_on() throws Exception {
    int run =
        fixture.takeIn(
            "plain.csv", "country_iso,phone_number_type,count_requested\nUS,local,1\nUS,local,x\n");
    fixture.plan(run, 10, 1);

    String page = page(run);

    assertThat(page).contains("<html lang=\"en\">").containsOnlyOnce("<h1>");
    assertThat(page).doesNotContain("http://").doesNotContain("https://").doesNotContain("src=");
    Matcher headers = Pattern.compile("<th(?!ead)[^>]*>").matcher(page);
    assertThat(headers.results().map(match -> match.group()))
        .isNotEmpty()
        .allSatisfy(header -> assertThat(header).contains("scope="));
    Matcher links = Pattern.compile("href=\"([^\"]*)\"").matcher(page);
    assertThat(links.results().map(match -> match.group(1)).distinct())
        .allSatisfy(link -> assertThat(ReportFolder.FILES).contains(link));
  }

  @Test
  void long_tables_end_after_a_hundred_rows_and_say_where_the_others_are() throws Exception {
    StringBuilder text = new StringBuilder("country_iso,phone_number_type,count_requested\n");
    for (int i = 0; i < 1234; i++) {
      text.append("US,local,0\n");
    }
    int run = fixture.takeIn("long.csv", text.toString());

    String page = page(run);

    assertThat(page).contains("And 1,134 more in <a href=\"rejects.csv\">rejects.csv</a>.");
    assertThat(page.split("expected a whole number", -1)).hasSize(101);
  }

  @Test
  void durations_are_told_in_two_units_at_most() {
    Instant start = Instant.parse("2024-05-05T10:00:00Z");
    assertThat(List.of(0L, 59L, 61L, 3_600L, 93_784L, 200_000L))
        .extracting(seconds -> ReportPage.duration(start, start.plusSeconds(seconds)))
        .containsExactly("0.0 s", "59.0 s", "1 min 1 s", "1 h 0 min", "26 h 3 min", "2 d 7 h");
  }

  private String page(int run) throws IOException {
    return Files.readString(fixture.write(run, folder.resolve("report")).resolve("report.html"));
  }

  private static String quoted(String text) {
    return "\"" + text.replace("\"", "\"\"") + "\"";
  }
}
