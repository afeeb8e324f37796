package bulkorders.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Documents, addresses and reports. */
class TelnyxDocumentTests {

  private final SettableClock clock = new SettableClock();
  private final Sandbox sandbox = Sandbox.start(SandboxOptions.defaults().withClock(clock));
  private final Client client = new Client(sandbox);

  @AfterEach
  void close() {
    sandbox.close();
  }

  private Client.Answer multipart(String type, String body) {
    return client.send(
        client
            .request(sandbox.telnyxBaseUrl() + "/documents")
            .header("Content-Type", type)
            .POST(BodyPublishers.ofString(body)));
  }

  @Test
  void aDocumentIsUploadedAsAForm() {
    String body =
        """
        --XX\r
        Content-Disposition: form-data; name="file"; filename="bill.pdf"\r
        Content-Type: application/pdf\r
        \r
        %PDF-\r
        1\r
        --XX\r
        Content-Disposition: form-data; name="customer_reference"\r
        \r
        ours\r
        --XX--\r
        """;
    JsonNode document = multipart("multipart/form-data; boundary=XX", body).data();

    assertThat(document.get("filename").asString()).isEqualTo("bill.pdf");
    assertThat(document.get("content_type").asString()).isEqualTo("application/pdf");
    assertThat(document.get("customer_reference").asString()).isEqualTo("ours");
    assertThat(document.get("size").toString()).isEqualTo("{\"amount\":8,\"unit\":\"bytes\"}");
    assertThat(document.get("sha256").asString()).hasSize(64);
    assertThat(document.get("record_type").asString()).isEqualTo("document");
    assertThat(client.get("/documents/" + document.get("id").asString()).data())
        .isEqualTo(document);
    assertThat(client.get("/documents?filter[filename][contains]=bill").data().size()).isOne();
    assertThat(client.get("/documents?filter[customer_reference][in][]=x").data().size()).isZero();
    assertThat(client.get("/documents?filter[customer_reference][eq]=ours").data().size()).isOne();
    assertThat(multipart("multipart/form-data", body).status()).isEqualTo(400);
    assertThat(multipart("multipart/form-data; boundary=YY", body).status()).isEqualTo(400);
    assertThat(multipart("multipart/form-data; boundary=XX", "--XX\r\n").status()).isEqualTo(400);
    assertThat(
            multipart(
                    "multipart/form-data; boundary=XX", body.replace("name=\"file\"", "name=\"f\""))
                .status())
        .isEqualTo(422);
  }

  @Test
  void anEmptyDocumentIsEmpty() {
    String body =
        "--XX\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\n\r\n--XX--";

    assertThat(
            multipart("multipart/form-data; boundary=\"XX\"", body)
                .data()
                .at("/size/amount")
                .asInt())
        .isZero();
  }

  @Test
  void documentsHaveALimitAndVanishWhenNothingRefersToThem() {
    client.rules("{\"largest_document_bytes\":4}");
    assertThat(client.post("/documents", "{\"file\":\"JVBERi0=\"}").status()).isEqualTo(422);
    assertThat(client.post("/documents", "{\"file\":\"?\"}").status()).isEqualTo(422);
    assertThat(client.post("/documents", "{}").status()).isEqualTo(422);
    client.rules("{\"largest_document_bytes\":5}");
    String lost = client.document("a.pdf");
    String linked = client.document("b.pdf");
    JsonNode group =
        client
            .post(
                "/requirement_groups",
                """
                {"country_code":"CH","phone_number_type":"toll_free","action":"ordering",\
                "regulatory_requirements":[{"requirement_id":"%s","field_value":"%s"}]}\
                """
                    .formatted(
                        client.requirements("CH", "toll_free").get("Business registration"),
                        linked))
            .body();
    assertThat(group.get("status").asString()).isEqualTo("unapproved");
    clock.advance(Duration.ofMinutes(29));
    assertThat(client.get("/documents/" + lost).status()).isEqualTo(200);
    clock.advance(Duration.ofMinutes(1));

    assertThat(client.get("/documents/" + lost).status()).isEqualTo(404);
    assertThat(client.get("/documents/" + linked).status()).isEqualTo(200);
  }

  @Test
  void addressesAreKeptUntilDeleted() {
    String id = client.address("DE", "Berlin");
    JsonNode address = client.get("/addresses/" + id).data();

    assertThat(id).matches("[0-9]{19}");
    assertThat(address.get("locality").asString()).isEqualTo("Berlin");
    assertThat(client.get("/addresses").body().at("/meta/total_results").asInt()).isOne();
    assertThat(client.get("/addresses?filter[street_address][contains]=Main").data().size())
        .isOne();
    assertThat(client.get("/addresses?filter[customer_reference]=x").data().size()).isZero();
    assertThat(client.post("/addresses", "{\"first_name\":\"Ada\"}").status()).isEqualTo(422);
    assertThat(client.delete("/addresses/" + id).status()).isEqualTo(200);
    assertThat(client.get("/addresses/" + id).status()).isEqualTo(404);
  }

  @Test
  void aReportOfSubOrdersIsDownloadedOnceItIsReady() {
    var numbers = client.search("filter[country_code]=US&filter[national_destination_code]=312");
    client.ordered(numbers.subList(0, 2), "re,f");
    client.created(Client.local(1, "415", "bulk"));
    clock.advance(Duration.ofSeconds(1));

    Client.Answer answer =
        client.post("/sub_number_orders_report", "{\"customer_reference\":\"re,f\"}");

    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.data().get("order_type").asString()).isEqualTo("sub_number_order");
    assertThat(answer.data().get("status").asString()).isEqualTo("pending");
    assertThat(answer.data().at("/filters/customer_reference").asString()).isEqualTo("re,f");
    String path = "/sub_number_orders_report/" + answer.data().get("id").asString();
    assertThat(client.get(path + "/download").status()).isEqualTo(422);
    clock.advance(Duration.ofSeconds(1));
    assertThat(client.get(path).data().get("status").asString()).isEqualTo("success");
    Client.Answer csv = client.get(path + "/download");
    assertThat(csv.header("Content-Type")).isEqualTo("text/csv");
    assertThat(csv.response().body().lines()).hasSize(2);
    assertThat(csv.response().body().lines().skip(1).findFirst().orElseThrow())
        .contains(",False,success,local,True,2,US,", ",\"re,f\",2026-09-28 12:00:00.123456,");
    assertThat(client.post("/sub_number_orders_report", "").status()).isEqualTo(202);
    assertThat(client.post("/sub_number_orders_report", "{\"status\":\"x\"}").status())
        .isEqualTo(422);
  }
}
