package bulkorders.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

/** Values of one moment, for a program that ends too soon to be scraped. */
final class Gauges {

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

  Gauges add(String name, double value, String... tags) {
    // A gauge of a number holds it weakly; this one has to last until it is written.
    Gauge.builder(name, () -> value).tags(Tags.of(tags)).register(registry);
    return this;
  }

  /** In Prometheus's text format. */
  String exposition() {
    return registry.scrape();
  }
}
