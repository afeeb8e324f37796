package bulkorders.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import bulkorders.schedule.Inbox.Arrival;
import bulkorders.schedule.Inbox.Fate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InboxTests {

  private Path folder;

  private Inbox inbox;

  @BeforeEach
  void makeInbox(@TempDir Path temporary) throws IOException {
    folder = temporary;
    inbox =
        new Inbox(
            Files.createDirectory(folder.resolve("inbox")), "*.{csv,json}", Duration.ofMillis(300));
  }

  @Test
  void what_is_complete_is_taken_by_name_and_what_is_not_meant_is_left_alone() throws Exception {
    Path b = arrives("b.csv");
    Path a = arrives("a.json");
    arrives("c.csv.part");
    arrives(".d.csv");
    arrives("e.txt");
    Files.createDirectory(inbox.folder().resolve("f.csv"));
    assertThat(inbox.arrivals().complete()).extracting(Arrival::file).containsExactly(a, b);
  }

  @Test
  void a_file_that_grows_is_left_for_the_next_time() throws Exception {
    Path whole = arrives("whole.csv");
    Path growing = arrives("growing.csv");
    var isOver = new AtomicBoolean();
    var writer =
        new Thread(
            () -> {
              while (!isOver.get()) {
                try {
                  Files.writeString(growing, "more\n", StandardOpenOption.APPEND);
                  Thread.sleep(10);
                } catch (IOException | InterruptedException e) {
                  return;
                }
              }
            });
    writer.start();
    Inbox.Arrivals arrivals = inbox.arrivals();
    isOver.set(true);
    writer.join();
    assertThat(arrivals.complete()).extracting(Arrival::file).containsExactly(whole);
    assertThat(arrivals.growing()).containsExactly(growing);
  }

  @Test
  void a_file_that_is_replaced_or_taken_back_is_another_one() throws Exception {
    Path file = arrives("a.csv");
    Arrival arrival = inbox.arrivals().complete().get(0);
    assertThat(arrival.isUnchanged()).isTrue();
    Files.writeString(file, "more content than before");
    assertThat(arrival.isUnchanged()).isFalse();
    Files.delete(file);
    assertThat(arrival.isUnchanged()).isFalse();
  }

  @Test
  void a_file_is_moved_with_its_result_and_never_over_another_one() throws Exception {
    assertThat(inbox.hasDone(folder.resolve("a.csv"))).isFalse();
    Path first = inbox.move(arrives("a.csv"), Fate.DONE, "{}");
    assertThat(first).isEqualTo(folder.resolve("done/a.csv")).hasContent("content of a.csv");
    assertThat(folder.resolve("done/a.csv.result.json")).hasContent("{}");
    assertThat(inbox.hasDone(folder.resolve("a.csv"))).isTrue();

    Path second = inbox.move(arrives("a.csv"), Fate.DONE, "{\"n\":2}");
    assertThat(second).isEqualTo(folder.resolve("done/2-a.csv"));
    assertThat(folder.resolve("done/a.csv.result.json")).hasContent("{}");
    assertThat(inbox.move(arrives("a.csv"), Fate.FAILED, "{}"))
        .isEqualTo(folder.resolve("failed/a.csv"));
  }

  private Path arrives(String name) throws IOException {
    return Files.writeString(inbox.folder().resolve(name), "content of " + name);
  }
}
