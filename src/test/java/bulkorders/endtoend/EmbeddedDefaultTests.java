package bulkorders.endtoend;

import static bulkorders.endtoend.Rehearsal.areas;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Nothing is set up but Java: the embedded database and the built-in sandbox, below a HOME. */
class EmbeddedDefaultTests {

  @RegisterExtension private final Rehearsal rehearsal = new Rehearsal();

  @Test
  void a_rehearsal_in_a_home_with_spaces_and_the_demo_beside_it() throws IOException {
    Path home = Files.createDirectories(rehearsal.directory().resolve("my home, größer"));
    Map<String, String> environment = Map.of("BULK_ORDERS_HOME", home.toString());
    Path file = rehearsal.file("my numbers.csv", areas(2, 4));

    Result first =
        rehearsal
            .startWith(environment, "order", "--sandbox", file, "--format", "json")
            .await()
            .hasStatus(0);
    assertThat(first.numbers().ordered()).isEqualTo(8);
    assertThat(Path.of(first.json().required("report_dir").asString()))
        .as("a report that no real run's will ever replace")
        .isEqualTo(home.resolve("reports/sandbox/1"))
        .isDirectory();
    assertThat(home.resolve("reports/sandbox/1/report.html"))
        .as("a page that cannot be taken for a real run's")
        .content()
        .contains("Rehearsal at the sandbox.");
    rehearsal.startWith(environment, "order", "--sandbox", file).await().hasStatus(5);

    Result demo = rehearsal.startWith(environment, "demo").await().hasStatus(3);
    assertThat(demo.out()).contains("175 requested");
    assertThat(rehearsal.startWith(environment, "runs").await().hasStatus(0).err())
        .as("a rehearsal leaves no trace in the real ledger")
        .contains("No runs yet");
    assertThat(rehearsal.startWith(environment, "runs", "--sandbox").await().hasStatus(0).out())
        .contains("my numbers.csv", "telnyx-small.csv");
    rehearsal.boughtNothing();
    assertThat(home.resolve("pgdata-17/postmaster.pid"))
        .as("the server stops with its last user")
        .doesNotExist();
  }
}
