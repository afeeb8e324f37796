package bulkorders.provider.telnyx;

import static bulkorders.provider.http.ProviderStandIn.ok;
import static org.assertj.core.api.Assertions.assertThat;

import bulkorders.provider.BookPage;
import bulkorders.provider.BookedNumberOrder;
import bulkorders.provider.NumberOrderFilter;
import bulkorders.provider.http.ProviderStandIn;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class BookPageTests {

  /** More than all buffers between the two ends of a connection hold. */
  private static final int NUMBER_ORDERS = 250;

  private static final int NUMBERS_EACH = 1_000;

  @RegisterExtension private final ProviderStandIn telnyx = new ProviderStandIn();

  private final TelnyxProvider provider =
      Samples.provider(
          Samples.account(telnyx.baseUrl(), Duration.ofSeconds(60)),
          new SimpleMeterRegistry(),
          new ArrayList<>());

  private static String page() {
    String numbers =
        IntStream.range(0, NUMBERS_EACH)
            .mapToObj(
                i ->
                    "{\"id\":\"3c90c3cc-0d44-4b50-8888-%012d\",\"record_type\":\"number_order_phone_number\",\"phone_number\":\"+1312%07d\"}"
                        .formatted(i, i))
            .collect(Collectors.joining(","));
    return IntStream.range(0, NUMBER_ORDERS)
        .mapToObj(
            i ->
                "{\"id\":\"n%d\",\"status\":\"success\",\"phone_numbers_count\":%d,\"phone_numbers\":[%s]}"
                    .formatted(i, NUMBERS_EACH, numbers))
        .collect(Collectors.joining(",", "{\"meta\":{\"total_results\":250},\"data\":[", "]}"));
  }

  @Test
  void aLongPageIsOffTheWireBeforeAnythingIsDoneWithItAndLeavesNoFile() throws Exception {
    String page = page();
    var sent = new CountDownLatch(1);
    telnyx.then(
        (OutputStream out) -> {
          boolean staysOpen = ok(page).write(out);
          sent.countDown();
          return staysOpen;
        });
    long filesBefore = files();
    List<BookedNumberOrder> read = new ArrayList<>();

    BookPage booked =
        provider.numberOrderPage(
            1,
            NumberOrderFilter.NONE,
            numberOrder -> {
              // Whoever stores the entries may take as long as a request.
              assertThat(awaited(sent)).isTrue();
              read.add(numberOrder);
            });

    assertThat(booked).isEqualTo(new BookPage(NUMBER_ORDERS, 250L, null));
    assertThat(read).hasSize(NUMBER_ORDERS);
    assertThat(read.get(NUMBER_ORDERS - 1).phoneNumbers())
        .hasSize(NUMBERS_EACH)
        .endsWith("+13120000999");
    assertThat(files()).isEqualTo(filesBefore);
  }

  private static boolean awaited(CountDownLatch latch) {
    try {
      return latch.await(20, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static long files() throws Exception {
    try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("bulk-orders-answer"))
          .count();
    }
  }
}
