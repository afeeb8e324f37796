package bulkorders.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class ControlApiTests {

  private final Sandbox sandbox = Sandbox.start(SandboxOptions.defaults().withPace(Duration.ZERO));
  private final Client client = new Client(sandbox);

  @AfterEach
  void close() {
    sandbox.close();
  }

  @Test
  void theBooksCountCreatesByReferenceForBothProviders() {
    client.created(Client.local(3, "312", "a"));
    client.created(Client.local(3, "312", "a"));
    client.created(Client.local(30, "212", "b"));
    client.created(Client.group(""));

    assertThat(client.control("GET", "/books", "").body().toString())
        .isEqualTo(
            "{\"telnyx\":{\"orders\":4,\"numbers\":36,\"references\":{\"a\":2,\"b\":1},"
                + "\"redirected\":0},"
                + "\"didww\":{\"orders\":0,\"numbers\":0,\"references\":{},\"redirected\":0}}");
  }

  @Test
  void stockCanBeSetUpAndDown() {
    stock("312", 40);
    assertThat(bought("312", 50)).isEqualTo(40);
    stock("212", 10_000);
    assertThat(bought("212", 10_000)).isEqualTo(10_000);
    stock("212", 0);
    assertThat(bought("212", 1)).isZero();
  }

  @Test
  void stockCanBeRead() {
    bought("406", 10);

    assertThat(stockLeft("national_destination_code=406")).isEqualTo(240);
    assertThat(stockLeft("national_destination_code=212")).isEqualTo(25);
    assertThat(stockLeft("national_destination_code=312")).isGreaterThan(50_000);
    assertThat(stockLeft("country_iso=CA")).isEqualTo(4_000_000);
  }

  private int stockLeft(String query) {
    return client.control("GET", "/inventory?" + query, "").body().get("stock").asInt();
  }

  private void stock(String areaCode, int stock) {
    Client.Answer answer =
        client.control(
            "POST",
            "/inventory",
            "{\"provider\":\"telnyx\",\"national_destination_code\":\"%s\",\"stock\":%d}"
                .formatted(areaCode, stock));
    assertThat(answer.status()).isEqualTo(200);
  }

  private int bought(String areaCode, int count) {
    JsonNode created = client.created(Client.local(count, areaCode, "r"));
    return client.order(created).get("ordering_groups").get(0).get("count_allocated").asInt();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"national_destination_code":"999","stock":1}  | must be an area code
          {"national_destination_code":"312"}            | stock is missing
          {"national_destination_code":"312","stock":-1} | stock must be a whole number
          {"stock":1}                                    | country_iso must be US or CA
          {"ndc":"312","stock":1}                        | unknown name 'ndc'
          {"provider":"didww","prefix":"312"}              | stock is missing
          {"provider":"didww","country_iso":"US","stock":1} | must name one group of DIDWW, not 6
          """)
  void aWrongStockCostsOneClearLine(String body, String message) {
    Client.Answer answer = client.control("POST", "/inventory", body);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.response().body()).contains(message);
  }

  @Test
  void requestsAreCountedByOperation() {
    JsonNode created = client.created(Client.local(1, "312", "a"));
    client.create("{");
    client.order(created);
    client.listed();
    client.get("/number_orders");
    client.get("/balance");

    assertThat(client.control("GET", "/requests", "").body().get("telnyx").toString())
        .startsWith(
            "{\"create_order\":2,\"list_orders\":1,\"get_order\":1,\"get_numbers\":1,"
                + "\"update\":0,\"cancel\":0,\"search\":0,")
        .endsWith("\"other\":1}");
  }

  @Test
  void whatIsUnknownSaysWhatThereIs() {
    assertThat(client.control("GET", "/book", "").status()).isEqualTo(404);
    assertThat(client.control("GET", "/book", "").response().body()).contains("books");
    assertThat(client.control("POST", "/books", "").status()).isEqualTo(405);
  }
}
