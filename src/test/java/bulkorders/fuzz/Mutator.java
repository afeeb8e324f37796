package bulkorders.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;

/** Damages texts as files and networks do, and as nobody would on purpose. The same with a seed. */
public final class Mutator {

  private static final int LONG = 70_000;
  private static final int DEEP = 1_500;

  private static final List<byte[]> PIECES =
      List.of(
          utf8("\""),
          utf8("\"\""),
          utf8("'"),
          utf8("\n"),
          utf8("\r"),
          utf8("\r\n"),
          utf8("\n\n"),
          utf8(","),
          utf8(";"),
          utf8("\t"),
          utf8("\\"),
          utf8("\\u0000"),
          utf8("\\ud83e"),
          utf8("\\udd8a\\ud83e"),
          utf8("\0"),
          utf8("\ufeff"),
          utf8("\ufffd"),
          utf8("\u2028"),
          utf8("\ud83e\udd8a"),
          utf8("{"),
          utf8("}"),
          utf8("["),
          utf8("]"),
          utf8("[]"),
          utf8("{}"),
          utf8(":"),
          utf8("null"),
          utf8("true"),
          utf8("NaN"),
          utf8("-1"),
          utf8("0"),
          utf8("1e999"),
          utf8("1E-9999999999"),
          utf8("3.12555E+11"),
          utf8("1,000"),
          utf8("50.0"),
          utf8("9".repeat(30)),
          utf8("9".repeat(1_200)),
          utf8("=1+1"),
          utf8("sep=;\n"),
          utf8("#"),
          utf8("\"country_iso\":\"US\",\"country_iso\":\"CA\","),
          utf8("\"ordering_groups\":[{},null,1],"),
          utf8("\"ordering_groups\":null,"),
          utf8("[".repeat(DEEP)),
          utf8("{\"a\":".repeat(DEEP)),
          utf8("x".repeat(LONG)),
          utf8("\"" + "y\n".repeat(150)),
          bytes(0xc3),
          bytes(0xe2, 0x82),
          bytes(0xf0, 0x9f, 0xa6),
          bytes(0xc0, 0x80),
          bytes(0xed, 0xa0, 0xbe),
          bytes(0xff, 0xfe),
          bytes(0xfe, 0xff),
          bytes(0x1f, 0x8b, 0x08, 0, 0, 0));

  private final Random random;

  public Mutator(long seed) {
    random = new Random(seed);
  }

  /** A damaged copy; now and then one that is not damaged at all. */
  public byte[] mutate(byte[] original) {
    byte[] bytes = original;
    for (int left = random.nextInt(6); left > 0; left--) {
      bytes = damage(bytes);
    }
    return random.nextInt(12) == 0 ? pack(bytes) : bytes;
  }

  private byte[] damage(byte[] bytes) {
    int at = place(bytes);
    int to = Math.min(bytes.length, at + 1 + random.nextInt(random.nextInt(10) == 0 ? 400 : 12));
    return switch (random.nextInt(12)) {
      case 0 -> flipped(bytes, at);
      case 1 -> joined(bytes, at, bytes((byte) random.nextInt(256)), at);
      case 2 -> joined(bytes, at, new byte[0], to);
      case 3 -> joined(bytes, to, Arrays.copyOfRange(bytes, at, to), to);
      case 4 -> Arrays.copyOf(bytes, at);
      case 5 -> otherLineEnds(bytes);
      case 6 -> otherEncoding(bytes);
      case 7 -> lineTwice(bytes, at);
      case 8 -> joined(bytes, 0, piece(), 0);
      default -> joined(bytes, at, piece(), random.nextBoolean() ? at : to);
    };
  }

  private int place(byte[] bytes) {
    return random.nextInt(bytes.length + 1);
  }

  private byte[] piece() {
    return PIECES.get(random.nextInt(PIECES.size()));
  }

  private byte[] flipped(byte[] bytes, int at) {
    byte[] copy = bytes.clone();
    if (at < copy.length) {
      copy[at] ^= (byte) (1 << random.nextInt(8));
    }
    return copy;
  }

  /** What is before a place, something, and what is from another place on. */
  private static byte[] joined(byte[] bytes, int end, byte[] middle, int from) {
    var out = new ByteArrayOutputStream(bytes.length + middle.length);
    out.write(bytes, 0, end);
    out.writeBytes(middle);
    out.write(bytes, from, bytes.length - from);
    return out.toByteArray();
  }

  /** Every line end becomes one of three, all the same or mixed. */
  private byte[] otherLineEnds(byte[] bytes) {
    List<String> ends = List.of("\n", "\r", "\r\n");
    boolean mixed = random.nextBoolean();
    String same = ends.get(random.nextInt(3));
    var out = new ByteArrayOutputStream();
    for (byte b : bytes) {
      if (b == '\n') {
        out.writeBytes(utf8(mixed ? ends.get(random.nextInt(3)) : same));
      } else {
        out.write(b);
      }
    }
    return out.toByteArray();
  }

  private byte[] otherEncoding(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    return switch (random.nextInt(4)) {
      case 0 -> joined(text.getBytes(StandardCharsets.UTF_16LE), 0, bytes(0xff, 0xfe), 0);
      case 1 -> text.getBytes(StandardCharsets.UTF_16);
      case 2 -> text.replace('o', '\u00f6').getBytes(StandardCharsets.ISO_8859_1);
      default -> joined(bytes, 0, bytes(0xef, 0xbb, 0xbf), 0);
    };
  }

  private static byte[] lineTwice(byte[] bytes, int at) {
    int from = at;
    while (from > 0 && bytes[from - 1] != '\n') {
      from--;
    }
    int to = at;
    while (to < bytes.length && bytes[to] != '\n') {
      to++;
    }
    return joined(bytes, to, joined(utf8("\n"), 1, Arrays.copyOfRange(bytes, from, to), 1), to);
  }

  /** Compressed, and now and then the worse for it. */
  private byte[] pack(byte[] bytes) {
    byte[] packed = gzip(bytes);
    return switch (random.nextInt(5)) {
      case 0 -> flipped(packed, place(packed));
      case 1 -> Arrays.copyOf(packed, place(packed));
      case 2 -> joined(packed, packed.length, gzip(bytes), packed.length);
      case 3 -> joined(packed, packed.length, piece(), packed.length);
      default -> packed;
    };
  }

  private static byte[] gzip(byte[] bytes) {
    var out = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }
}
