package bulkorders.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * The provider's official SDK for Node, unchanged, works against the sandbox. Installs it from npm,
 * so it runs with {@code mvn -Psdk test} only.
 */
class TelnyxSdkRun {

  private static final Path SOURCES = Path.of("src", "test", "sdk");
  private static final long MINUTES = 5;

  private final Path directory = Path.of(System.getProperty("sdk.directory", "target/sdk"));

  @Test
  void theOfficialSdkWorksUnchanged() throws Exception {
    Files.createDirectories(directory);
    for (String file : List.of("package.json", "package-lock.json", "sandbox.test.mjs")) {
      Files.copy(
          SOURCES.resolve(file), directory.resolve(file), StandardCopyOption.REPLACE_EXISTING);
    }
    run(Map.of(), "npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts");

    try (Sandbox sandbox =
        Sandbox.start(SandboxOptions.defaults().withPace(Duration.ofMillis(200)))) {
      String report =
          run(
              Map.of("TELNYX_BASE_URL", sandbox.telnyxBaseUrl().toString()),
              "node",
              "--test",
              "sandbox.test.mjs");
      assertThat(report).containsPattern("pass [1-9]").contains("fail 0", "skipped 0");
    }
  }

  private String run(Map<String, String> environment, String... command)
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
