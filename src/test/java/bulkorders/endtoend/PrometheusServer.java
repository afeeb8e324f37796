package bulkorders.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A real Prometheus that scrapes the files of a folder, as node_exporter's textfile collector hands
 * them on. Taken from the PATH, or else from Debian's package, which needs no installation.
 */
final class PrometheusServer implements AutoCloseable {

  private static final Path UNPACKED = Path.of("target", "prometheus").toAbsolutePath();
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final HttpClient client = HttpClient.newHttpClient();
  private final HttpServer exporter;
  private final Process process;
  private final URI api;

  private PrometheusServer(HttpServer exporter, Process process, URI api) {
    this.exporter = exporter;
    this.process = process;
    this.api = api;
  }

  /** Where {@code prometheus} and {@code promtool} are; empty where they cannot be had. */
  static Optional<Path> programs() throws IOException, InterruptedException {
    Optional<Path> known = installed();
    if (known.isPresent()) {
      return known;
    }
    Files.createDirectories(UNPACKED);
    if (succeeds("apt-get", "download", "prometheus")
        && succeeds("sh", "-c", "dpkg -x prometheus_*.deb .")) {
      return installed();
    }
    return Optional.empty();
  }

  private static Optional<Path> installed() {
    return Stream.concat(
            Stream.of(UNPACKED.resolve("usr/bin")),
            Stream.of(System.getenv("PATH").split(File.pathSeparator)).map(Path::of))
        .filter(folder -> Files.isExecutable(folder.resolve("prometheus")))
        .filter(folder -> Files.isExecutable(folder.resolve("promtool")))
        .findFirst();
  }

  private static boolean succeeds(String... command) throws InterruptedException {
    try {
      Process process =
          new ProcessBuilder(command)
              .directory(UNPACKED.toFile())
              .redirectErrorStream(true)
              .redirectOutput(UNPACKED.resolve("output.txt").toFile())
              .start();
      if (!process.waitFor(2, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        return false;
      }
      return process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Starts it, and returns when it answers.
   *
   * @param programs {@link #programs()}
   * @param metrics folder with {@code .prom} files
   * @param rules file with its rules
   * @param data an empty folder
   */
  static PrometheusServer start(Path programs, Path metrics, Path rules, Path data)
      throws IOException {
    HttpServer exporter =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    exporter.createContext(
        "/metrics",
        exchange -> {
          byte[] body = exposition(metrics).getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4");
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    exporter.start();
    Path configuration =
        Files.writeString(
            data.resolve("prometheus.yml"),
            """
            global: {scrape_interval: 1s, evaluation_interval: 1s}
            rule_files: ["%s"]
            scrape_configs:
              - job_name: bulk-orders
                static_configs: [{targets: ["127.0.0.1:%d"]}]
            """
                .formatted(rules.toAbsolutePath(), exporter.getAddress().getPort()));
    int port = freePort();
    Process process =
        new ProcessBuilder(
                programs.resolve("prometheus").toString(),
                "--config.file=" + configuration,
                "--storage.tsdb.path=" + data.resolve("tsdb"),
                "--web.listen-address=127.0.0.1:" + port)
            .redirectErrorStream(true)
            .redirectOutput(data.resolve("prometheus.log").toFile())
            .start();
    var server =
        new PrometheusServer(exporter, process, URI.create("http://127.0.0.1:" + port + "/"));
    await().atMost(PATIENCE).ignoreExceptions().until(() -> server.get("-/ready").contains("eady"));
    return server;
  }

  /** What node_exporter would show of a folder. */
  private static String exposition(Path metrics) {
    try (Stream<Path> files = Files.list(metrics)) {
      StringBuilder all = new StringBuilder();
      for (Path file : files.filter(f -> f.toString().endsWith(".prom")).sorted().toList()) {
        // Comments of the same series in several files must not come twice.
        Files.readString(file)
            .lines()
            .filter(line -> !line.startsWith("#"))
            .forEach(line -> all.append(line).append('\n'));
      }
      return all.toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** What an expression is now; it has to be one. */
  List<JsonNode> query(String expression) {
    String answer =
        get("api/v1/query?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8));
    JsonNode document = JsonMapper.shared().readTree(answer);
    assertThat(document.path("status").asString())
        .as("%s: %s", expression, answer)
        .isEqualTo("success");
    return document.path("data").path("result").valueStream().toList();
  }

  private String get(String path) {
    try {
      return client
          .send(
              HttpRequest.newBuilder(api.resolve(path)).timeout(PATIENCE).build(),
              HttpResponse.BodyHandlers.ofString())
          .body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(20, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
    exporter.stop(0);
  }
}
