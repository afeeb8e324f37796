package bulkorders.provider.telnyx;

import static bulkorders.provider.http.ProviderStandIn.ok;
import static org.assertj.core.api.Assertions.assertThat;

import bulkorders.provider.Papers;
import bulkorders.provider.http.ProviderStandIn;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PaperListTests {

  @RegisterExtension private final ProviderStandIn telnyx = new ProviderStandIn();
  private final Papers papers =
      Samples.provider(
              Samples.account(telnyx.baseUrl(), Duration.ofSeconds(20)),
              new SimpleMeterRegistry(),
              new ArrayList<>())
          .papers()
          .orElseThrow();

  private static String page(int number, int last, String entry) {
    return "{\"data\":[%s],\"meta\":{\"page_number\":%d,\"total_pages\":%d,\"total_results\":%d}}"
        .formatted(entry, number, last, last);
  }

  private static String made(String id, String reference) {
    return "{\"id\":%s,\"customer_reference\":\"%s\"}".formatted(id, reference);
  }

  private static String comment(String id, String body) {
    return "{\"id\":\"%s\",\"body\":\"%s\",\"commenter_type\":\"user\",\"comment_record_id\":\"s-1\"}"
        .formatted(id, body);
  }

  @Test
  void whatWasMadeIsFoundOnALaterPageWhereTheFilterIsNotKnown() {
    telnyx
        .then(ok(page(1, 2, made("\"d-1\"", "other"))))
        .then(ok(page(2, 2, made("\"d-2\"", "bo-paper.1"))))
        .then(ok(page(1, 2, made("17", "other"))))
        .then(ok(page(2, 2, made("18", "bo-paper.2"))));

    assertThat(papers.findDocument("bo-paper.1")).contains("d-2");
    assertThat(papers.findAddress("bo-paper.2")).contains("18");
  }

  @Test
  void allPagesOfCommentsAreRead() {
    telnyx
        .then(ok(page(1, 2, comment("c-1", "first"))))
        .then(ok(page(2, 2, comment("c-2", "second"))));

    assertThat(papers.comments("s-1"))
        .extracting(Papers.Comment::body)
        .containsExactly("first", "second");
  }

  @Test
  void theKindsOfSeveralPartsAreReadInOneRequest() {
    telnyx
        .then(
            ok(
                """
                {"data":{"id":"n-1","phone_numbers_count":2,"sub_number_orders_ids":["s-1","s-2"],"phone_numbers":[
                  {"id":"p-1","phone_number":"+493012345","country_code":"DE","phone_number_type":"local"},
                  {"id":"p-2","phone_number":"+33112345678","country_code":"FR","phone_number_type":"local"}]}}
                """))
        .then(
            ok(
                """
                {"data":[
                  {"id":"s-1","order_request_id":"n-1","country_code":"FR","phone_number_type":"local","status":"pending"},
                  {"id":"s-2","order_request_id":"n-1","country_code":"DE","phone_number_type":"local","status":"pending"}],
                 "meta":{"page_number":1,"total_pages":1,"total_results":2}}
                """));
    List<String> read = new ArrayList<>();

    assertThat(
            papers.read(
                "n-1", number -> read.add(number.phoneNumber() + " " + number.subNumberOrderId())))
        .isEmpty();

    assertThat(read).containsExactly("+493012345 s-2", "+33112345678 s-1");
    assertThat(telnyx.received())
        .extracting(request -> URLDecoder.decode(request.path(), StandardCharsets.UTF_8))
        .containsExactly(
            "/v2/number_orders/n-1",
            "/v2/sub_number_orders?filter[order_request_id]=n-1&page[size]=250&page[number]=1");
  }
}
