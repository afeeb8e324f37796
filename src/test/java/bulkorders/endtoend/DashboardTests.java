package bulkorders.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import bulkorders.metrics.MetricNames;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The dashboard and the alerts, with a real Prometheus that has scraped what real runs left. */
class DashboardTests {

  private static final Path DASHBOARD = Path.of("grafana/dashboards/operations.json");
  private static final Path PROMETHEUS = Path.of("grafana/prometheus");
  private static final Path ALERTS = PROMETHEUS.resolve("alerts.yml");
  private static final Pattern SERIES = Pattern.compile("bulk_orders_[a-z_]+");

  @RegisterExtension private final Rehearsal rehearsal = new Rehearsal();

  @Test
  void every_panel_shows_something_after_a_run_and_every_rule_can_be_evaluated(
      @TempDir Path temporary) throws Exception {
    Path folder = Files.createDirectories(temporary.resolve("night/inbox"));
    Files.writeString(
        folder.resolve("numbers.csv"),
        Rehearsal.HEADER + "\nUS,local,5,312\nUS,local,40,212\nDE,local,2,30\n");
    Path job =
        Files.writeString(
            temporary.resolve("night/job.yml"),
            """
            name: nightly-orders
            job: order
            inbox: inbox
            settle: 0s
            options: {wait-timeout: 3s}
            """);
    rehearsal.run("run", job).hasStatus(3);
    rehearsal.run("track", "--once");
    Path metrics = rehearsal.home().resolve("metrics");
    assertThat(metrics.resolve("ledger.prom"))
        .content()
        .contains(
            "bulk_orders_orders_open{account=\"telnyx\",state=\"processing\"} 1.0",
            "bulk_orders_orders_open{account=\"telnyx\",state=\"uncertain\"} 0.0",
            "bulk_orders_surplus_orders 0.0");

    Path programs = programs();
    try (var prometheus =
        PrometheusServer.start(
            programs, metrics, ALERTS, Files.createDirectory(temporary.resolve("prometheus")))) {
      for (JsonNode panel : dashboard().required("panels")) {
        for (JsonNode target : panel.required("targets")) {
          String expression = target.required("expr").asString().replaceAll("\\$[a-z_]+", ".*");
          await()
              .alias(panel.required("title").asString() + ": " + expression)
              .atMost(Duration.ofSeconds(40))
              .until(() -> !prometheus.query(expression).isEmpty());
        }
      }
      rules().forEach(rule -> prometheus.query(rule.required("expr").asString()));
      assertThat(
              prometheus.query("ALERTS{alertname=\"BulkOrdersShortfall\",alertstate=\"firing\"}"))
          .as("40 of 47 numbers were asked of an area that has fewer")
          .hasSize(1);
    }
  }

  @Test
  void the_alerts_fire_when_they_should_and_not_otherwise() throws Exception {
    String promtool = programs().resolve("promtool").toString();
    for (List<String> check :
        List.of(
            List.of(promtool, "check", "config", "prometheus.yml"),
            List.of(promtool, "check", "rules", "alerts.yml"),
            List.of(promtool, "test", "rules", "alerts_test.yml"))) {
      Process process =
          new ProcessBuilder(check)
              .directory(PROMETHEUS.toFile())
              .redirectErrorStream(true)
              .start();
      String said = new String(process.getInputStream().readAllBytes());
      assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
      assertThat(process.exitValue()).as(said).isZero();
    }
  }

  @Test
  void every_alert_says_what_to_do_and_has_a_test() throws IOException {
    String runbook = Files.readString(Path.of("docs/operations.md"));
    String tests = Files.readString(PROMETHEUS.resolve("alerts_test.yml"));
    List<JsonNode> alerts = rules().filter(rule -> rule.has("alert")).toList();
    assertThat(alerts).hasSizeGreaterThan(5);
    for (JsonNode alert : alerts) {
      String name = alert.required("alert").asString();
      assertThat(runbook).contains("\n### " + name + "\n");
      assertThat(tests).contains("alertname: " + name);
      assertThat(alert.required("annotations").required("runbook_url").asString())
          .isEqualTo("docs/operations.md#" + name.toLowerCase(Locale.ROOT));
    }
  }

  @Test
  void what_is_watched_exists_and_is_documented() throws Exception {
    Set<String> exist = new TreeSet<>();
    for (Field field : MetricNames.class.getFields()) {
      if (Modifier.isStatic(field.getModifiers())) {
        exist.add(((String) field.get(null)).replace('.', '_'));
      }
    }
    String documented = Files.readString(Path.of("docs/metrics.md"));
    String watched =
        Files.readString(ALERTS)
            + dashboard().required("panels").findValuesAsString("expr")
            + dashboard().required("templating");
    Set<String> series =
        SERIES
            .matcher(watched)
            .results()
            .map(match -> match.group())
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(series).hasSizeGreaterThan(8).isSubsetOf(exist);
    assertThat(series).allSatisfy(name -> assertThat(documented).contains("`" + name + "`"));
  }

  @Test
  void a_rehearsal_leaves_nothing_that_is_taken_for_the_real_thing() {
    rehearsal.run("order", "--sandbox", rehearsal.file("numbers.csv", Rehearsal.areas(1, 1)));
    assertThat(rehearsal.home().resolve("metrics/sandbox/bulkOrderJob.prom")).exists();
    assertThat(rehearsal.home().resolve("metrics/bulkOrderJob.prom")).doesNotExist();
  }

  private static Path programs() throws IOException, InterruptedException {
    Optional<Path> programs = PrometheusServer.programs();
    if (programs.isEmpty()) {
      System.err.println(
          "NOT TESTED: dashboards and alerts, since there is no Prometheus on the PATH and no"
              + " Debian package of it to be had");
    }
    Assumptions.assumeTrue(programs.isPresent(), "no Prometheus to be had");
    return programs.orElseThrow();
  }

  private static JsonNode dashboard() throws IOException {
    return JsonMapper.shared().readTree(Files.readString(DASHBOARD));
  }

  private static Stream<JsonNode> rules() throws IOException {
    return new YAMLMapper()
        .readTree(Files.readString(ALERTS))
        .required("groups")
        .valueStream()
        .flatMap(group -> group.required("rules").valueStream());
  }
}
