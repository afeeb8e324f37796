package bulkorders.requirements;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bulkorders.intake.InputStore;
import bulkorders.intake.Sheet;
import bulkorders.ledger.Filling;
import bulkorders.ledger.FillingPapers;
import bulkorders.ledger.FillingRow;
import bulkorders.ledger.Fillings;
import bulkorders.ledger.TestLedger;
import bulkorders.ledger.WaitingNumbers;
import bulkorders.provider.LocalTurns;
import bulkorders.provider.NumberProvider;
import bulkorders.provider.OutageLimits;
import bulkorders.provider.Papers.Rule;
import bulkorders.provider.ProviderUnavailableException;
import bulkorders.provider.http.ProviderAccount;
import bulkorders.provider.telnyx.TelnyxProvider;
import bulkorders.run.RunControl;
import bulkorders.run.RunStoppedException;
import bulkorders.submission.SubmissionProperties;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.util.unit.DataSize;

/** Requirements listed, filled in and fed back, at a desk that speaks HTTP. */
@Timeout(120)
class FillingTests {

  @RegisterExtension static final TestLedger ledger = new TestLedger();

  private static final AtomicInteger NUMBERS = new AtomicInteger(1);

  private static final String HEADER =
      "account,country_iso,phone_number_type,locality,order,phone_number,status,requirement_id,value,requirement_group_id,comment\n";

  private static final String ADDRESS =
      "\"first_name=Ada; last_name=Lovelace; business_name=; street_address=Unter den Linden 1;"
          + " locality=Berlin; country_code=DE\"";

  private final PaperDesk desk = new PaperDesk();
  private final String a = "a-" + NUMBERS.getAndIncrement();
  private final String b = "b-" + NUMBERS.getAndIncrement();
  private final int first = NUMBERS.getAndAdd(1000);
  private final WaitingNumbers waiting = ledger.get(WaitingNumbers.class);
  private final Fillings fillings = ledger.get(Fillings.class);
  private final FillingPapers papers = ledger.get(FillingPapers.class);

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  private NumberProvider provider = provider();
  private final Filler filler = filler();

  @BeforeEach
  void open() {
    ledger.jdbc().sql("update provider_order set state = 'FAILED'").update();
  }

  private Filler filler() {
    return new Filler(
        fillings,
        papers,
        waiting,
        new AskedReading(waiting),
        new ValueCheck(fillings, papers, new RequirementsProperties(DataSize.ofBytes(1000))),
        new SubmissionProperties(
            4,
            Duration.ofMillis(300),
            Duration.ofSeconds(5),
            SubmissionProperties.OnAbsent.RESEND,
            8,
            1000));
  }

  @AfterEach
  void close() {
    desk.close();
  }

  private NumberProvider provider() {
    return TelnyxProvider.of(
        new ProviderAccount("telnyx", desk.baseUrl(), () -> "KEY", 5_000, Duration.ofSeconds(5)),
        new LocalTurns(5_000),
        new OutageLimits(3, Duration.ofMinutes(2)),
        new SimpleMeterRegistry(),
        Clock.systemUTC());
  }

  private void ordered(int ofA, int ofB) {
    desk.order(a, ofA, first);
    if (ofB > 0) {
      desk.order(b, ofB, first + ofA);
    }
    desk.intoLedger(ledger.jdbc());
  }

  private Path file(String... rows) throws IOException {
    return Files.writeString(folder.resolve("papers.csv"), HEADER + String.join("\n", rows) + "\n");
  }

  private Filling taken(Path file) {
    Filling filling = fillings.begin(Sheet.hashOf(file), "papers.csv", folder.toString(), null);
    var reading = new RowReading(Set.of("telnyx"));
    try (Sheet sheet = Filler.open(file)) {
      List<FillingRow> rows = new ArrayList<>();
      for (Sheet.Row row = sheet.next(); row != null; row = sheet.next()) {
        rows.add(reading.read(row));
      }
      if (fillings.rows(filling.id()) == 0) {
        fillings.stage(filling.id(), rows);
      }
    }
    return fillings.get(filling.id());
  }

  private Filling fill(Path file) {
    return fill(file, RunControl.UNSTOPPED);
  }

  private Filling fill(Path file, RunControl control) {
    Filling filling = taken(file);
    filler.ask(filling, Set.of("telnyx"), account -> provider, control);
    filler.match(filling);
    filler.give(filling, account -> provider, control);
    fillings.ended(filling.id());
    return fillings.get(filling.id());
  }

  private List<String> problems(Filling filling) {
    return fillings.problems(filling.id(), 100).stream()
        .map(row -> row.line() + " " + Objects.requireNonNull(row.problem()))
        .map(text -> text.replaceAll("Problem\\[column=(\\w+), reason=(.*)]", "$1 $2"))
        .toList();
  }

  private List<OpenLine> listed(Granularity by) {
    List<OpenLine> lines = new ArrayList<>();
    new OpenRequirements(waiting, new AskedReading(waiting), ledger.runs(), new InputStore(folder))
        .list(
            "telnyx",
            provider,
            by,
            RunControl.UNSTOPPED,
            new OpenRequirements.Receiver() {
              @Override
              public void line(OpenLine line, @Nullable Rule rule) {
                lines.add(line);
              }

              @Override
              public void incomplete(String what) {
                throw new AssertionError(what);
              }
            });
    return lines;
  }

  @Test
  void four_hundred_numbers_are_a_line_for_each_requirement() {
    ordered(300, 100);

    List<OpenLine> lines = listed(Granularity.COUNTRY);

    assertThat(lines).hasSize(3).allMatch(line -> line.numbers() == 400);
    assertThat(lines).allMatch(line -> "2026-12-24T12:00:00Z".equals("" + line.deadline()));
    assertThat(desk.requests("GET /number_orders")).isEqualTo(2);
    assertThat(desk.requests("GET")).isEqualTo(3);
    assertThat(listed(Granularity.LOCALITY)).hasSize(6);
    assertThat(listed(Granularity.ORDER)).hasSize(6);
    assertThat(listed(Granularity.NUMBER)).hasSize(1200).allMatch(line -> line.numbers() == 1);
  }

  @Test
  void the_list_is_a_file_that_can_be_fed_back_as_it_is() throws IOException {
    ordered(2, 0);
    var bytes = new ByteArrayOutputStream();
    try (var file = new RequirementsFile(bytes, Set.of("x_team", "comment"))) {
      listed(Granularity.NUMBER).forEach(line -> file.add(line, null));
    }
    String text = bytes.toString(StandardCharsets.UTF_8);
    assertThat(text).contains("x_comment", "+4930", "missing", "request-1");

    Filling filling = fill(Files.writeString(folder.resolve("list.csv"), text));

    assertThat(problems(filling)).isEmpty();
    assertThat(fillings.counts(filling.id()).given()).isZero();
    assertThat(desk.requests("PATCH")).isZero();
  }

  @Test
  void a_general_line_fills_all_a_specific_one_wins_and_a_document_is_uploaded_once()
      throws IOException {
    ordered(30, 10);
    Files.writeString(folder.resolve("passport.pdf"), "a passport");
    String special = "+4930%07d".formatted(first + 3);

    Filling filling =
        fill(
            file(
                ",DE,local,,,,missing,req-name,Ada,,",
                ",DE,,,,%s,,req-name,Grace,,".formatted(special),
                ",DE,local,,,,,req-proof,passport.pdf,,",
                ",DE,local,Bonn,,,,req-home,9100000001,,",
                ",DE,local,,,,,req-home," + ADDRESS + ",,\"May we have until March, please?\""));

    assertThat(problems(filling)).isEmpty();
    assertThat(desk.value("nop-" + first, "req-name")).isEqualTo("Ada");
    assertThat(desk.value("nop-" + (first + 3), "req-name")).isEqualTo("Grace");
    assertThat(desk.values(b, "req-name")).containsExactly("Ada");
    assertThat(desk.values(b, "req-home")).containsExactly("9100000001");
    assertThat(desk.documents()).isOne();
    assertThat(desk.addresses()).isOne();
    assertThat(desk.values(a, "req-proof")).isEqualTo(desk.values(b, "req-proof")).hasSize(1);
    assertThat(desk.comments()).hasSize(2).allMatch(said -> said.startsWith("May we"));
    // Both parts at once, and the names of one part by number.
    assertThat(desk.requests("PATCH /sub_number_orders")).isEqualTo(2);
    assertThat(desk.requests("PATCH /number_order_phone_numbers")).isEqualTo(30);
    assertThat(
            ledger
                .jdbc()
                .sql(
                    "select count(*) from provider_order where state = 'PROCESSING' and polls = 0"
                        + " and next_poll_at <= clock_timestamp()")
                .query(Long.class)
                .single())
        .isEqualTo(2);
    assertThat(fillings.counts(filling.id()).given()).isEqualTo(120);
    assertThat(listed(Granularity.COUNTRY)).isEmpty();
  }

  @Test
  void what_people_wrote_is_kept_no_longer_than_needed_and_told_to_nobody() throws IOException {
    ordered(2, 0);
    desk.refuse("Ada-the-secret");
    Filling filling =
        fill(
            file(
                ",DE,local,,,,,req-name,Ada-the-secret,,",
                ",DE,local,,,,,req-home," + ADDRESS + ",,secret words"));

    assertThat(problems(filling)).singleElement().asString().contains("2 value", "10027");
    assertThat(everything(filling))
        .isNotEmpty()
        .doesNotContain("Ada-the-secret", "Lovelace", "Linden", "secret words");
    fillings.forget(filling.id());
    assertThat(fillings.counts(filling.id()).rows()).isZero();
    assertThat(fillings.remembered()).doesNotContain(filling.id());
  }

  /** All that the ledger has of a filling, and of what happened. */
  private String everything(Filling filling) {
    var all = new StringBuilder();
    for (String table : List.of("filling_row", "asked_requirement", "paper", "filling_comment")) {
      ledger
          .jdbc()
          .sql("select t::text from " + table + " t where filling = ?")
          .param(filling.id())
          .query(String.class)
          .list()
          .forEach(all::append);
    }
    ledger.jdbc().sql("select detail from event").query(String.class).list().forEach(all::append);
    return all.toString();
  }

  @Test
  void each_faulty_row_is_told_and_the_rest_goes_on() throws IOException {
    ordered(2, 1);
    desk.judge(b, "req-name", "approved");
    Files.write(folder.resolve("large.pdf"), new byte[1001]);

    Filling filling =
        fill(
            file(
                ",DE,local,,,,,req-nobody,x,,",
                ",DE,local,Bonn,,,,req-name,x,,",
                ",DE,local,Berlin,,,,req-proof,nowhere.pdf,,",
                ",DE,local,Bonn,,,,req-proof,large.pdf,,",
                ",DE,local,Berlin,,,,req-home,street=1,,",
                ",DE,local,Bonn,,,,req-home,\"?\",,",
                "acme,DE,local,,,,,req-name,x,,",
                ",DE,local,,,030 1234,,req-name,x,,",
                ",DE,local,,,,done,req-name,x,,",
                ",DE,local,,,,,req-name,x,group,",
                ",FR,local,,,,,req-name,x,,",
                ",DE,local,,,,,req-name,Ada,,",
                ",DE,local,,,,,req-name,Ada,,",
                ",DE,local,,,,,req-name,Grace,,",
                "too,short"));

    assertThat(problems(filling))
        .hasSize(13)
        .anyMatch(line -> line.startsWith("2 requirement_id names a requirement that no waiting"))
        .anyMatch(line -> line.startsWith("3 requirement_id is approved already"))
        .anyMatch(line -> line.startsWith("4 value names a document that cannot be read"))
        .anyMatch(line -> line.startsWith("5 value names a document of 1,001 bytes"))
        .anyMatch(line -> line.startsWith("6 value has a field that addresses do not have"))
        .anyMatch(line -> line.startsWith("7 value is neither the id of an address"))
        .anyMatch(line -> line.startsWith("8 account is none; configured: telnyx"))
        .anyMatch(line -> line.startsWith("9 phone_number is no number"))
        .anyMatch(line -> line.startsWith("10 status is unknown"))
        .anyMatch(line -> line.startsWith("11 requirement_group_id stands beside a value"))
        .anyMatch(line -> line.startsWith("12"))
        .anyMatch(line -> line.contains("is for the same as line 13"))
        .anyMatch(line -> line.startsWith("16 null has 2 cells"));
    assertThat(desk.values(a, "req-name")).containsExactly("Ada");
  }

  @Test
  void a_group_is_attached_to_the_part_and_stands_for_all_that_is_asked() throws IOException {
    ordered(5, 2);
    String one = "+4930%07d".formatted(first + 5);

    fill(
        file(
            ",DE,local,Berlin,,,,req-name,,4d-group,",
            ",DE,local,Berlin,,,,req-proof,,4d-group,",
            ",DE,local,,,%s,,,,other-group,".formatted(one)));

    assertThat(desk.group("nop-" + first)).isEqualTo("4d-group");
    assertThat(desk.group("nop-" + (first + 5))).isEqualTo("other-group");
    assertThat(desk.group("nop-" + (first + 6))).isNull();
    assertThat(desk.requests("POST /sub_number_orders")).isOne();
    assertThat(desk.requests("POST /number_order_phone_numbers")).isOne();
  }

  @Test
  void a_rejection_is_listed_with_what_was_said_and_a_new_value_is_given() throws IOException {
    ordered(3, 0);
    fill(file(",DE,local,,,,,req-name,Ada,,"));
    desk.judge(a, "req-name", "declined");
    desk.say(a, "The name does not match the passport");
    ledger
        .jdbc()
        .sql("update phone_number set requirements_status = 'requirement-info-exception'")
        .update();

    List<OpenLine> lines = listed(Granularity.COUNTRY);
    assertThat(lines)
        .filteredOn(line -> line.scope().status().equals("rejected"))
        .singleElement()
        .satisfies(
            line -> {
              assertThat(line.scope().requirementId()).isEqualTo("req-name");
              assertThat(line.comments()).isEqualTo("The name does not match the passport");
            });
    fill(file(",DE,local,,,,rejected,req-name,Ada King,,"));
    assertThat(desk.values(a, "req-name")).containsExactly("Ada King");
  }

  @ParameterizedTest
  @CsvSource({
    "POST /documents, true", "POST /documents, false",
    "POST /addresses, true", "POST /addresses, false",
    "POST /comments, true", "POST /comments, false",
    "PATCH /sub_number_orders, true", "PATCH /sub_number_orders, false"
  })
  void a_lost_answer_makes_nothing_twice(String kind, boolean isDone) throws IOException {
    ordered(3, 2);
    Files.writeString(folder.resolve("passport.pdf"), "a passport");
    desk.drop(kind, isDone, 1);

    Filling filling =
        fill(
            file(
                ",DE,local,,,,,req-name,Ada,,",
                ",DE,local,,,,,req-proof,passport.pdf,,",
                ",DE,local,,,,,req-home," + ADDRESS + ",,More time please"));

    assertThat(problems(filling)).isEmpty();
    assertThat(desk.documents()).isOne();
    assertThat(desk.addresses()).isOne();
    assertThat(desk.comments()).hasSize(2);
    assertThat(fillings.counts(filling.id()).given()).isEqualTo(15);
  }

  @Test
  void an_upload_that_is_gone_before_it_was_linked_is_uploaded_again() throws IOException {
    ordered(2, 0);
    Files.writeString(folder.resolve("passport.pdf"), "a passport");
    Path file = file(",DE,local,,,,,req-proof,passport.pdf,,");
    Filling filling = taken(file);
    filler.ask(filling, Set.of("telnyx"), account -> provider, RunControl.UNSTOPPED);
    filler.match(filling);
    desk.drop("PATCH /sub_number_orders", false, 50);
    assertThatThrownBy(() -> filler.give(filling, account -> provider, RunControl.UNSTOPPED))
        .isInstanceOf(ProviderUnavailableException.class);
    desk.drop("PATCH /sub_number_orders", false, 0);
    desk.forgetDocuments();
    ledger.jdbc().sql("update paper set made_at = made_at - interval '40 minutes'").update();
    provider = provider();

    assertThat(fill(file).id()).isEqualTo(filling.id());
    assertThat(desk.values(a, "req-proof")).containsExactly("00000000-0000-0000-0000-000000000001");
    assertThat(desk.requests("POST /documents")).isEqualTo(2);
  }

  @Test
  void a_stop_is_heeded_and_the_same_file_goes_on() throws IOException {
    ordered(3, 3);
    Path file = file(",DE,local,,,,,req-name,Ada,,");
    var left = new AtomicInteger(4);
    RunControl stopping =
        new RunControl() {
          @Override
          public boolean stopRequested() {
            return left.decrementAndGet() < 0;
          }

          @Override
          public void requireAlive() {
            // Nobody else is at work.
          }
        };

    assertThatThrownBy(() -> fill(file, stopping)).isInstanceOf(RunStoppedException.class);

    Filling filling = fill(file);
    assertThat(fillings.counts(filling.id()).given()).isEqualTo(6);
    assertThat(desk.requests("PATCH")).isEqualTo(2);
    assertThat(desk.requests("GET /number_orders")).isEqualTo(2);
  }
}
