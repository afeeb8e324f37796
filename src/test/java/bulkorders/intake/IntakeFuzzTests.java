package bulkorders.intake;

import static org.assertj.core.api.Assertions.assertThat;

import bulkorders.fuzz.Fuzz;
import bulkorders.fuzz.Mutator;
import bulkorders.ledger.Run;
import bulkorders.ledger.StagedRows;
import bulkorders.ledger.TestLedger;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Whatever a file is like, taking it in ends with one clear line or with every record of it blank,
 * rejected or staged, once; and a restart from any checkpoint comes to the same.
 */
@Timeout(7_200)
class IntakeFuzzTests {

  @RegisterExtension static final TestLedger ledger = new TestLedger();

  /** Every so many inputs one is staged in the database, which takes longer than all else. */
  private static final int STAGED_ONE_IN = 10;

  private static final int LINES = 25;

  /** The names of the members that hold an element's rows, as they stand in a text. */
  private static final Pattern GROUPS = Pattern.compile("ordering_groups|\"items\"");

  private static final JsonMapper STRICT =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private record Sample(String name, byte[] bytes) {}

  /**
   * What reading came to.
   *
   * @param rows number, line, outcome and bytes of each
   * @param refusal the one clear line, null when the end was reached
   */
  private record Reading(List<String> rows, long blank, @Nullable String refusal) {}

  @Test
  void every_record_is_blank_or_rejected_or_staged_once(@TempDir Path home) throws IOException {
    List<Sample> samples = samples();
    Fuzz.each(
        "Intake",
        (number, seed) -> {
          Sample sample = samples.get(number % samples.size());
          byte[] bytes = new Mutator(seed).mutate(sample.bytes());
          take(home, sample.name(), bytes, new Random(seed), number % STAGED_ONE_IN == 0);
        });
  }

  private static List<Sample> samples() throws IOException {
    List<Sample> samples = new ArrayList<>();
    try (var files = Files.list(Path.of("input-samples"))) {
      for (Path file : files.sorted().toList()) {
        if (!file.toString().endsWith(".md")) {
          samples.add(new Sample(file.getFileName().toString(), beginning(file)));
        }
      }
    }
    String csv =
        "sep=;\r\n"
            + "\"request_id\";country_iso;phone_number_type;count_requested;x_note\r\n"
            + "r1;US;local;5;\"two\r\n"
            + "lines, and \"\"quotes\"\"\"\r\n\r\n"
            + ";;;;\r\n"
            + "r2;CA;local;=\"7\";\u00fc\r\n";
    samples.add(new Sample("sheet.csv", csv.getBytes(StandardCharsets.UTF_8)));
    String nested =
        """
        {"customer_reference":"a","ordering_groups":[{"country_iso":"US","phone_number_type":"local","count_requested":2,"phone_number":{"starts_with":"55"}},{"country_iso":"CA","phone_number_type":"local","count_requested":"3"}],"metadata":{"a":[1,{"b":null}]}}
        """;
    samples.add(
        new Sample("lines.ndjson", (nested + "\n" + nested).getBytes(StandardCharsets.UTF_8)));
    samples.add(
        new Sample(
            "array.json", ("[" + nested + "," + nested + "]").getBytes(StandardCharsets.UTF_8)));
    return samples;
  }

  private static byte[] beginning(Path file) throws IOException {
    try (var lines = Files.lines(file)) {
      boolean whole = file.toString().endsWith(".json");
      return (lines.limit(whole ? Integer.MAX_VALUE : LINES).collect(Collectors.joining("\n"))
              + "\n")
          .getBytes(StandardCharsets.UTF_8);
    }
  }

  private static void take(Path home, String name, byte[] bytes, Random random, boolean stage)
      throws Exception {
    StoredInput input;
    try {
      input = Intake.store(home, name, bytes);
    } catch (UnreadableInputException e) {
      assertIsOneLine(e, name);
      return;
    }
    try {
      InputFormat format = InputFormats.detect(input, InputReading.PLAIN);
      Reading whole = read(input, format, () -> Integer.MAX_VALUE);
      assertThat(read(input, format, () -> random.nextInt(4))).as("restarts").isEqualTo(whole);
      assertAccountedFor(input, format, whole);
      if (stage && whole.refusal() == null) {
        assertStaged(input, format, whole);
      }
    } catch (UnreadableInputException e) {
      assertIsOneLine(e, name);
    } finally {
      Files.deleteIfExists(input.file());
    }
  }

  private static void assertIsOneLine(UnreadableInputException e, String name) {
    assertThat(e.getMessage())
        .startsWith(name + ": ")
        .doesNotContainPattern("\\p{Cntrl}")
        .hasSizeLessThan(2_000);
  }

  /** How many rows a reader gives before another one goes on from its checkpoint. */
  @FunctionalInterface
  private interface Patience {
    int rows();
  }

  private static Reading read(StoredInput input, InputFormat format, Patience patience) {
    ExecutionContext context = new ExecutionContext();
    RowProcessor processor = Intake.processor();
    List<String> rows = new ArrayList<>();
    while (true) {
      InputReader reader = new InputReader(input, format, OwnColumns.NONE);
      try {
        reader.open(context);
        for (int left = patience.rows(); left >= 0; left--) {
          InputRow row = reader.read();
          if (row == null) {
            return new Reading(rows, reader.rowsBlank(), null);
          }
          assertThat(row.number()).isEqualTo(rows.size() + 1L);
          assertThat(row.cells()).hasSizeLessThanOrEqualTo(reader.columns().size());
          rows.add(
              "%d %s %s"
                  .formatted(
                      row.line(),
                      outcome(processor.process(row)),
                      HexFormat.of().formatHex(row.raw())));
        }
        reader.update(context);
      } catch (UnreadableInputException e) {
        assertIsOneLine(e, input.name());
        // What a parser makes of damaged JSON depends on where it began; that it is damaged, and in
        // which line, does not.
        return new Reading(
            rows,
            0,
            String.valueOf(e.getMessage())
                .replaceAll("(, column \\d+)?: malformed JSON.*", ": malformed JSON"));
      } finally {
        reader.close();
      }
    }
  }

  private static String outcome(StagedRow staged) {
    if (staged instanceof StagedRow.Group valid) {
      return valid.group().toString();
    }
    var reject = ((StagedRow.Rejected) staged).reject();
    assertThat(reject.faults()).isNotEmpty();
    return reject.faults() + " " + reject.count();
  }

  // -- counted by somebody else

  private static void assertAccountedFor(StoredInput input, InputFormat format, Reading whole)
      throws IOException {
    byte[] plain;
    try (InputStream in = Encodings.open(input, format.encoding())) {
      plain = in.readAllBytes();
    }
    if (format instanceof InputFormat.JsonArray || format instanceof InputFormat.JsonObject) {
      assertElementsCounted(plain, whole);
    } else {
      assertBytesCounted(plain, new InputReader(input, format, OwnColumns.NONE), format);
    }
  }

  /**
   * Between two checkpoints stand exactly the bytes of the rows between them. What is compared are
   * letters and digits: line ends, blanks and quotes may belong to nobody.
   */
  private static void assertBytesCounted(byte[] plain, InputReader reader, InputFormat format) {
    reader.open(new ExecutionContext());
    try {
      int from = (int) place(reader).offset();
      int rows = 0;
      for (InputRow row = reader.read(); row != null; row = reader.read()) {
        rows++;
        Checkpoint place = place(reader);
        if (place.within() > 0) {
          continue;
        }
        byte[] taken = Arrays.copyOfRange(plain, from, (int) place.offset());
        from = (int) place.offset();
        if (format instanceof InputFormat.JsonLines && groupsNamed(taken) <= 1) {
          assertThat(rows)
              .as("rows of %s", shown(taken))
              .isIn(rowsOf(taken), rowsOf(wellFormed(taken)));
        }
        if (groupsNamed(taken) == 0) {
          String all = significant(taken);
          assertThat(isTooLong(row) ? all.substring(0, significant(row.raw()).length()) : all)
              .isEqualTo(significant(row.raw()));
        }
        rows = 0;
      }
      assertThat(significant(Arrays.copyOfRange(plain, from, plain.length))).isEmpty();
    } finally {
      reader.close();
    }
  }

  private static boolean isTooLong(InputRow row) {
    return row instanceof DamagedRow damaged && damaged.reason().contains("is longer than");
  }

  private static Checkpoint place(InputReader reader) {
    ExecutionContext context = new ExecutionContext();
    reader.update(context);
    return Checkpoint.load(context);
  }

  private static String significant(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1).replaceAll("[^A-Za-z0-9]", "");
  }

  private static String shown(byte[] bytes) {
    return new String(bytes, 0, Math.min(300, bytes.length), StandardCharsets.UTF_8);
  }

  /** A document that a strict parser understands is read to its end, element by element. */
  private static void assertElementsCounted(byte[] plain, Reading whole) {
    JsonNode document = tree(plain);
    if (document == null) {
      return;
    }
    List<JsonNode> elements = new ArrayList<>();
    if (document.isArray()) {
      document.forEach(elements::add);
    } else {
      elements.add(document);
    }
    long withGroups = elements.stream().filter(element -> !groups(element).isMissingNode()).count();
    assertThat(whole.refusal()).isNull();
    if (withGroups == groupsNamed(plain)) {
      assertThat(whole.rows()).hasSize(elements.stream().mapToInt(IntakeFuzzTests::rowsOf).sum());
    }
  }

  /** Of a name that is said twice in an element parsers may think differently. */
  private static int groupsNamed(byte[] bytes) {
    return (int) GROUPS.matcher(new String(bytes, StandardCharsets.UTF_8)).results().count();
  }

  /** Bytes that are no UTF-8 damage the whole element, or one of its rows. */
  private static byte[] wellFormed(byte[] element) {
    return new String(element, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8);
  }

  private static int rowsOf(byte[] element) {
    JsonNode node = tree(element);
    return node == null ? 1 : rowsOf(node);
  }

  /**
   * An element is one row for each of its groups, unless the rest of it is too long to be kept with
   * each.
   */
  private static int rowsOf(JsonNode element) {
    JsonNode groups = groups(element);
    boolean tooLong = element.toString().length() - groups.toString().length() > Json.MAX_ROW;
    return element.isObject() && !tooLong ? Math.max(1, groups.size()) : 1;
  }

  /** Where an element has its rows: in itself, or in what JSON:API wraps around an order. */
  private static JsonNode groups(JsonNode element) {
    if (element.has("ordering_groups")) {
      return element.path("ordering_groups");
    }
    if (element.has("items")) {
      return element.path("items");
    }
    for (String wrapper : List.of("data", "attributes")) {
      if (element.path(wrapper).isObject()) {
        return groups(element.path(wrapper));
      }
    }
    return element.path("ordering_groups");
  }

  /** A parser that finds zeros takes the bytes for UTF-16, but they have been decoded by then. */
  private static @Nullable JsonNode tree(byte[] bytes) {
    if (new String(bytes, StandardCharsets.ISO_8859_1).indexOf('\0') >= 0) {
      return null;
    }
    try {
      return STRICT.readTree(bytes);
    } catch (JacksonException e) {
      return null;
    }
  }

  // -- in the database

  private static void assertStaged(StoredInput input, InputFormat format, Reading whole)
      throws InterruptedException {
    Run run = ledger.run();
    ledger.staging().begin(run);
    ReadAhead reader =
        new ReadAhead(
            new InputReader(input, format, OwnColumns.NONE),
            Intake.processor(),
            () -> ledger.staging().rows(run));
    reader.open(new ExecutionContext());
    try {
      for (StagedRows rows = reader.read(); rows != null; rows = reader.read()) {
        StagedRows batch = rows;
        ledger.transaction().executeWithoutResult(status -> batch.store());
      }
    } finally {
      reader.close();
    }
    assertThat(ledger.runs().get(run.id()).rowsRead()).isEqualTo(whole.rows().size());
    assertThat(
            ledger
                .jdbc()
                .sql(
                    """
                    select count(distinct row_no) from (select row_no from ordering_group where run_id = :run
                      union all select row_no from reject where run_id = :run) staged
                    """)
                .param("run", run.id())
                .query(Long.class)
                .single())
        .isEqualTo(whole.rows().size());
  }
}
