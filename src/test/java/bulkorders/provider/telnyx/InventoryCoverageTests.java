package bulkorders.provider.telnyx;

import static bulkorders.provider.http.ProviderStandIn.ok;
import static bulkorders.provider.http.ProviderStandIn.status;
import static bulkorders.provider.telnyx.Samples.error;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bulkorders.provider.ProviderUnavailableException;
import bulkorders.provider.Stock;
import bulkorders.provider.StockArea;
import bulkorders.provider.http.ProviderStandIn;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InventoryCoverageTests {

  @RegisterExtension private final ProviderStandIn telnyx = new ProviderStandIn();

  private final Stock stock =
      Samples.provider(
              Samples.account(telnyx.baseUrl(), Duration.ofSeconds(20)),
              new SimpleMeterRegistry(),
              new ArrayList<>())
          .stock();

  @Test
  void asks_for_an_area_of_north_america_by_its_code() {
    telnyx.then(ok(answer(1, group("312", 41))));

    assertThat(stock.available(area("US", "local", "312", "IL", "sms", "voice"))).hasValue(41);
    assertThat(asked())
        .isEqualTo(
            "/v2/inventory_coverage?filter[count]=true&filter[country_code]=US&filter[phone_number_type]=local"
                + "&filter[npa]=312&filter[administrative_area]=IL&filter[features]=sms,voice&filter[groupBy]=npa");
  }

  @Test
  void adds_up_what_lies_in_the_area() {
    telnyx.then(ok(answer(2, group("312", 41) + "," + group("773", 9))));

    assertThat(stock.available(area("US", "toll_free", null, null))).hasValue(50);
    assertThat(asked())
        .isEqualTo(
            "/v2/inventory_coverage?filter[count]=true&filter[country_code]=US&filter[phone_number_type]=toll_free");
  }

  @Test
  void looks_for_the_code_of_another_country_among_the_groups() {
    telnyx.then(ok(answer(2, group("30", 41) + "," + group("89", 9))));

    assertThat(stock.available(area("DE", "local", "89", null))).hasValue(9);
    assertThat(asked()).contains("filter[groupBy]=national_destination_code");
  }

  @Test
  void an_area_without_groups_has_nothing() {
    telnyx.then(ok(answer(0, "")));

    assertThat(stock.available(area("US", "local", "312", null))).hasValue(0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"data\":[{\"group\":\"312\"}],\"meta\":{\"total_results\":1}}",
        "{\"data\":[{\"group\":\"312\",\"count\":\"many\"}]}",
        "{\"data\":[{\"group\":\"312\",\"count\":-1}]}",
        "{\"data\":[{\"group\":\"312\",\"count\":5}],\"meta\":{\"total_results\":2}}",
        "{\"data\":{}}",
        "{}"
      })
  void an_answer_that_does_not_count_tells_nothing(String answer) {
    telnyx.then(ok(answer));

    assertThat(stock.available(area("US", "local", "312", null))).isEqualTo(OptionalLong.empty());
  }

  @Test
  void a_refusal_tells_nothing_and_a_refused_key_ends_it() {
    telnyx.then(status(422, error("10031", "Invalid filter")));
    assertThat(stock.available(area("ZZ", "local", null, null))).isEmpty();

    telnyx.then(status(401, error("10009", "Authentication failed")));
    assertThatThrownBy(() -> stock.available(area("US", "local", null, null)))
        .isInstanceOf(ProviderUnavailableException.class);
  }

  private String asked() {
    return URLDecoder.decode(telnyx.received().get(0).path(), StandardCharsets.UTF_8);
  }

  private static StockArea area(
      String country, String type, @Nullable String code, @Nullable String state, String... of) {
    return new StockArea(country, type, code, state, List.of(of));
  }

  private static String answer(int total, String groups) {
    return "{\"data\":[%s],\"meta\":{\"total_results\":%d}}".formatted(groups, total);
  }

  private static String group(String code, int count) {
    return "{\"record_type\":\"inventory_coverage_group\",\"group\":\"%s\",\"count\":%d}"
        .formatted(code, count);
  }
}
