package bulkorders.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InputStoreTests {

  private static final byte[] HELLO = "hello".getBytes(StandardCharsets.US_ASCII);
  private static final String HASH_OF_HELLO =
      "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";

  private final Path home;
  private final InputStore store;

  InputStoreTests(@TempDir Path home) {
    this.home = home;
    this.store = new InputStore(home);
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    }
    return out.toByteArray();
  }

  private static byte[] content(StoredInput input) throws IOException {
    try (InputStream in = input.open()) {
      return in.readAllBytes();
    }
  }

  @Test
  void aNameIsOneLineForTheMessagesThatBeginWithIt() throws IOException {
    Path file = Files.write(home.resolve("a\n\u001bname.csv"), HELLO);
    assertThat(store.store(file).name()).isEqualTo("a??name.csv");
  }

  @Test
  void aPipeIsRead() throws Exception {
    Path pipe = home.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    Process writer =
        new ProcessBuilder("sh", "-c", "printf hello >\"$0\"", pipe.toString()).start();
    try {
      assertThat(store.store(pipe).hash()).isEqualTo(HASH_OF_HELLO);
    } finally {
      writer.destroy();
    }
  }

  @Test
  void plainAndCompressedInputsAreTheSameInput() throws IOException {
    StoredInput plain = store.store(new ByteArrayInputStream(HELLO), InputStore.STANDARD_INPUT);
    assertThat(plain)
        .isEqualTo(new StoredInput(store.pathOf(HASH_OF_HELLO), HASH_OF_HELLO, "-", 5));
    assertThat(plain.file()).isEqualTo(home.resolve("input/" + HASH_OF_HELLO + ".gz"));
    assertThat(content(plain)).isEqualTo(HELLO);

    Path file = Files.write(home.resolve("a.csv.gz"), gzip(HELLO));
    StoredInput compressed = store.store(file);
    assertThat(compressed.hash()).isEqualTo(HASH_OF_HELLO);
    assertThat(compressed.name()).isEqualTo("a.csv.gz");
    assertThat(store.find(HASH_OF_HELLO, "a"))
        .isEqualTo(new StoredInput(plain.file(), HASH_OF_HELLO, "a", 5));
  }

  @Test
  void anEmptyFileIsToldByThePathThatWasGiven() {
    assertThatThrownBy(() -> store.store(Path.of("/dev/null")))
        .isInstanceOf(UnreadableInputException.class)
        .hasMessageStartingWith("/dev/null: is empty");
  }

  @Test
  void whatAKilledCopyLeftGoesWithTheNextCopy() throws IOException {
    Path leftover =
        Files.createDirectories(
            home.resolve("input/.copy.0e1f7c1e-2c1c-4f55-9d25-1f1b3c6a7d10.tmp"));
    Files.writeString(leftover.resolve("copy-1.gz"), "half");
    Files.writeString(leftover.resolve(".lock"), "");

    StoredInput input = store.store(new ByteArrayInputStream(HELLO), "a");

    try (Stream<Path> files = Files.list(home.resolve("input"))) {
      assertThat(files).containsExactly(input.file());
    }
  }

  @Test
  void allMembersOfACompressedPipeAreRead() throws IOException {
    byte[] members = Arrays.copyOf(gzip(HELLO), 2 * gzip(HELLO).length);
    System.arraycopy(gzip(HELLO), 0, members, members.length / 2, members.length / 2);
    InputStream hesitant =
        new ByteArrayInputStream(members) {
          @Override
          public synchronized int available() {
            return 0;
          }

          @Override
          public synchronized int read(byte[] target, int offset, int wanted) {
            return super.read(target, offset, Math.min(wanted, members.length / 2));
          }
        };
    assertThat(store.store(hesitant, "-").bytes()).isEqualTo(10);
  }

  @Test
  void damagedCopyIsReplaced() throws IOException {
    StoredInput input = store.store(new ByteArrayInputStream(HELLO), "a");
    Files.write(input.file(), new byte[] {1, 2, 3});
    var another = new InputStore(home);
    assertThatThrownBy(() -> another.find(HASH_OF_HELLO, "a"))
        .isInstanceOf(UnreadableInputException.class)
        .hasMessageContaining("give the original file again");
    assertThat(content(another.store(new ByteArrayInputStream(HELLO), "a"))).isEqualTo(HELLO);
  }

  @Test
  void missingFilesDirectoriesAndDamagedCompressionAreToldInOneLine() throws IOException {
    assertThatThrownBy(() -> store.store(home.resolve("none.csv")))
        .isInstanceOf(UnreadableInputException.class)
        .hasMessageEndingWith("there is no such file");
    assertThatThrownBy(() -> store.store(home)).hasMessageContaining("is a directory");
    byte[] cut = Arrays.copyOf(gzip(HELLO), 15);
    assertThatThrownBy(() -> store.store(new ByteArrayInputStream(cut), "a.gz"))
        .isInstanceOf(UnreadableInputException.class)
        .hasMessageContaining("damaged or cut off");
    assertThatThrownBy(() -> store.find("0".repeat(64), "a")).hasMessageContaining("is gone");
  }

  @Test
  void nothingIsLeftBesideTheCopies() throws IOException {
    store.store(new ByteArrayInputStream(HELLO), "a");
    store.store(new ByteArrayInputStream(HELLO), "a");
    assertThatThrownBy(
            () -> store.store(new ByteArrayInputStream(new byte[] {0x1f, (byte) 0x8b}), "a"))
        .isInstanceOf(UnreadableInputException.class);
    try (Stream<Path> files = Files.list(home.resolve("input"))) {
      assertThat(files).containsExactly(store.pathOf(HASH_OF_HELLO));
    }
  }
}
