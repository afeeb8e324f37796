package bulkorders.stock;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AreaForecastTests {

  @Test
  void first_come_first_served() {
    var forecast = new AreaForecast(10);

    assertThat(forecast.missing(7, null)).isZero();
    assertThat(forecast.missing(5, "always")).isEqualTo(2);
    assertThat(forecast.missing(4, null)).isEqualTo(4);
  }

  @Test
  void who_wants_all_or_nothing_leaves_the_rest_to_others() {
    var forecast = new AreaForecast(10);

    assertThat(forecast.missing(11, "never")).isEqualTo(11);
    assertThat(forecast.missing(10, "never")).isZero();
    assertThat(forecast.missing(1, "never")).isEqualTo(1);
  }
}
