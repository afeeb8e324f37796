package bulkorders.report;

import static bulkorders.provider.OrderedNumber.State.CANCELLED;
import static bulkorders.provider.OrderedNumber.State.IN_SERVICE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import bulkorders.ledger.ProviderOrder;
import bulkorders.ledger.Runs;
import bulkorders.provider.OrderedNumber.State;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** The page as a browser shows it: on a telephone, a tablet and a screen, by day and by night. */
class ReportBrowserTests {

  /** What WCAG 2 asks of text, level AA. */
  private static final double READABLE = 4.5;

  private static final String LONG_WORD = "quarterly-refill-of-the-north-west-".repeat(2);

  private static ReportFixture fixture;
  private static Chromium chromium;
  private static Path report;
  private static Path largeReport;

  /**
   * One of the frames of measure.html.
   *
   * @param overflow how much wider the page is than its frame
   * @param seen texts of cells and figures that can be seen as a whole
   * @param unseen texts that are cut off or not shown
   * @param bar width of each part of the bar
   * @param faintest the least contrast of a text
   * @param paper luminance of the page, from 0 (black) to 1 (white)
   * @param requests all that the page asked for
   */
  private record Measured(
      int width,
      int overflow,
      List<String> seen,
      List<String> unseen,
      Map<String, Double> bar,
      List<String> banner,
      double faintest,
      double paper,
      List<String> requests) {}

  @BeforeAll
  static void writeTheReport(@TempDir Path home) throws IOException, InterruptedException {
    chromium = Chromium.require(home);
    fixture = new ReportFixture(home);
    int run =
        fixture.takeIn(
            LONG_WORD + ".csv",
            "request_id,country_iso,phone_number_type,count_requested,locality\n"
                + "a,US,local,6000,Chicago\n"
                + LONG_WORD
                + ",US,local,2000,St. John's\n"
                + "c,US,local,1000,\n"
                + "d,US,local,1000,\n"
                + ("," + LONG_WORD + ",mobile,many,\n"));
    fixture.plan(run, 10_000, 1);
    settle(run, null, Collections.nCopies(6000, IN_SERVICE));
    settle(run, "no more than none of " + LONG_WORD, List.of());
    settle(run, null, Collections.nCopies(1000, CANCELLED));
    fixture.get(Runs.class).finished(run);
    int large =
        fixture.takeIn(
            "large.csv",
            "country_iso,phone_number_type,count_requested\n" + "XX,local,1000000\n".repeat(98));
    largeReport = fixture.write(large, home.resolve("large")).resolve("report.html");
    report = fixture.writeRehearsed(run, home.resolve("report")).resolve("report.html");
  }

  private static void settle(int run, @Nullable String errorReason, List<State> states) {
    ProviderOrder order = fixture.accept(run);
    fixture.allocate(order, 0, errorReason, states);
    fixture.count(order, true);
  }

  @AfterAll
  static void stop() {
    if (fixture != null) {
      fixture.close();
    }
  }

  @Test
  void every_figure_can_be_seen_at_every_width(@TempDir Path folder) throws Exception {
    List<Measured> frames = shown(folder, report);

    assertThat(frames)
        .extracting(Measured::width)
        .as("a telephone, a tablet, a screen")
        .containsExactly(360, 768, 1200);
    assertThat(frames)
        .allSatisfy(
            frame -> {
              assertThat(frame.overflow()).as("overflow at %d", frame.width()).isZero();
              assertThat(frame.unseen()).as("cut off at %d", frame.width()).isEmpty();
              assertThat(frame.seen())
                  .as("figures at %d", frame.width())
                  .contains("10,000", "6,000", "2,000", "1,000", LONG_WORD, "US local St. John's")
                  .anyMatch(text -> text.matches("r\\d+\\.bo-test\\.1 po-r\\d+\\.bo-test\\.1"))
                  .anyMatch(text -> text.startsWith("country_iso '" + LONG_WORD.substring(0, 20)))
                  .isEqualTo(frames.get(0).seen());
            });
  }

  @Test
  void figures_of_many_millions_have_room(@TempDir Path folder) throws Exception {
    assertThat(shown(folder, largeReport))
        .allSatisfy(
            frame -> {
              assertThat(frame.overflow()).as("overflow at %d", frame.width()).isZero();
              assertThat(frame.unseen()).as("cut off at %d", frame.width()).isEmpty();
              assertThat(frame.seen()).contains("98,000,000");
            });
  }

  @Test
  void the_bar_is_divided_as_the_numbers_are(@TempDir Path folder) throws Exception {
    assertThat(shown(folder, report))
        .allSatisfy(
            frame -> {
              double whole = frame.bar().values().stream().mapToDouble(width -> width).sum();
              assertThat(frame.bar())
                  .containsOnlyKeys("ordered", "shortfall", "cancelled", "pending");
              Map.of("ordered", 0.6, "shortfall", 0.2, "cancelled", 0.1, "pending", 0.1)
                  .forEach(
                      (part, share) ->
                          assertThat(frame.bar().getOrDefault(part, 0.0) / whole)
                              .as("%s at %d", part, frame.width())
                              .isCloseTo(share, within(0.01)));
            });
  }

  @Test
  void a_rehearsal_catches_the_eye_and_texts_can_be_read_by_day_and_by_night(@TempDir Path folder)
      throws Exception {
    List<Measured> day = shown(folder, report, "--blink-settings=preferredColorScheme=1");
    List<Measured> night = shown(folder, report, "--blink-settings=preferredColorScheme=0");

    assertThat(day).allSatisfy(frame -> assertThat(frame.paper()).isGreaterThan(0.9));
    assertThat(night).allSatisfy(frame -> assertThat(frame.paper()).isLessThan(0.1));
    assertThat(Stream.concat(day.stream(), night.stream()))
        .allSatisfy(
            frame -> {
              assertThat(frame.faintest()).isGreaterThanOrEqualTo(READABLE);
              assertThat(frame.banner())
                  .singleElement()
                  .asString()
                  .startsWith("Rehearsal at the sandbox. Nothing was bought");
            });
  }

  @Test
  void nothing_is_asked_of_anybody_and_nothing_goes_wrong(@TempDir Path folder) throws Exception {
    assertThat(shown(folder, report))
        .allSatisfy(frame -> assertThat(frame.requests()).as("requests").isEmpty());
  }

  /** Measures a page; whatever the browser says on the console is a failure. */
  private static List<Measured> shown(Path folder, Path page, String... options)
      throws IOException, InterruptedException {
    Path harness = folder.resolve("measure.html");
    try (InputStream in = ReportBrowserTests.class.getResourceAsStream("measure.html")) {
      Files.write(harness, Objects.requireNonNull(in).readAllBytes());
    }
    Files.copy(page, folder.resolve("report.html"));
    Chromium.Shown shown = chromium.show(harness, options);
    Files.delete(folder.resolve("report.html"));
    assertThat(shown.console().lines().filter(line -> line.contains("CONSOLE"))).isEmpty();
    Matcher measured =
        Pattern.compile("<pre id=\"measured\">([^<]+)</pre>").matcher(shown.output());
    assertThat(measured.find())
        .as("the browser has shown the page; it said: %s", shown.console())
        .isTrue();
    return List.of(
        JsonMapper.shared()
            .readValue(
                URLDecoder.decode(measured.group(1), StandardCharsets.UTF_8), Measured[].class));
  }
}
