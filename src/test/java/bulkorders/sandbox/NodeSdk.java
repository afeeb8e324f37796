package bulkorders.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A provider's SDK for Node with the tests that use it, in a folder of their own. */
final class NodeSdk {

  private static final Path SOURCES = Path.of("src", "test", "sdk");
  private static final long MINUTES = 5;

  private final Path directory;

  private NodeSdk(Path directory) {
    this.directory = directory;
  }

  /** Copies the tests of a provider, and installs what they need with the npm command. */
  static NodeSdk install(String provider, String... npm) throws IOException, InterruptedException {
    Path directory =
        Files.createDirectories(
            Path.of(System.getProperty("sdk.directory", "target/sdk")).resolve(provider));
    try (Stream<Path> files = Files.list(SOURCES.resolve(provider))) {
      for (Path file : files.toList()) {
        Files.copy(
            file, directory.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    var sdk = new NodeSdk(directory);
    sdk.run(
        Map.of(),
        Stream.concat(
                Stream.concat(Stream.of("npm"), Stream.of(npm)),
                Stream.of("--no-audit", "--no-fund", "--ignore-scripts"))
            .toList());
    return sdk;
  }

  /** Runs the tests; each has to pass. */
  void test(Map<String, String> environment) throws IOException, InterruptedException {
    assertThat(run(environment, List.of("node", "--test", "sandbox.test.mjs")))
        .containsPattern("pass [1-9]")
        .contains("fail 0", "skipped 0");
  }

  private String run(Map<String, String> environment, List<String> command)
      throws IOException, InterruptedException {
    Path output = directory.resolve("output.txt");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().putAll(environment);
    Process process = builder.start();
    boolean ended = process.waitFor(MINUTES, TimeUnit.MINUTES);
    if (!ended) {
      process.destroyForcibly();
    }
    String said = Files.readString(output, StandardCharsets.UTF_8);
    assertThat(ended).as("Took more than %s minutes: %s", MINUTES, said).isTrue();
    assertThat(process.exitValue()).as(said).isZero();
    return said;
  }
}
