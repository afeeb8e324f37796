package bulkorders.sandbox.core;

import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Numbers of one or several area codes: neighbouring positions have neighbouring area codes. */
public final class NorthAmericanPlan implements NumberPlan {

  private static final int LINES = 10_000;

  /** Coprime with {@link #LINES}: multiplying by it visits every line of an exchange once. */
  private static final int STRIDE = 7_919;

  private static final int UNSTRIDE =
      BigInteger.valueOf(STRIDE).modInverse(BigInteger.valueOf(LINES)).intValueExact();

  private static final int[] EXCHANGES = exchanges();
  private static final int E164_LENGTH = 12;

  private final List<String> areaCodes;
  private final Map<String, Integer> places = new HashMap<>();
  private final int firstLine;

  /**
   * @param firstLine where its share of every exchange begins, so that two pools can serve the same
   *     area code without meeting
   */
  public NorthAmericanPlan(List<String> areaCodes, int firstLine) {
    this.areaCodes = areaCodes;
    this.firstLine = firstLine;
    for (int i = 0; i < areaCodes.size(); i++) {
      places.put(areaCodes.get(i), i);
    }
  }

  /** Positions of one area code when it sells this many lines of each exchange. */
  public static int positions(int linesPerExchange) {
    return EXCHANGES.length * linesPerExchange;
  }

  /** How many positions follow each other with an area code each. */
  public int width() {
    return areaCodes.size();
  }

  /** Where an area code stands among the {@link #width} of them; -1 if it does not. */
  public int place(String areaCode) {
    return places.getOrDefault(areaCode, -1);
  }

  /** The place of an exchange in a row of all of them; -1 if there is none of that number. */
  public static int exchangeIndex(int exchange) {
    for (int i = 0; i < EXCHANGES.length; i++) {
      if (EXCHANGES[i] == exchange) {
        return i;
      }
    }
    return -1;
  }

  /** How many exchanges an area code has. */
  public static int exchangeCount() {
    return EXCHANGES.length;
  }

  @Override
  public String e164(int position) {
    return "+1" + national(position);
  }

  @Override
  public String national(int position) {
    return areaCodes.get(position % areaCodes.size()) + subscriber(position);
  }

  @Override
  public String subscriber(int position) {
    int row = position / areaCodes.size();
    int exchange = EXCHANGES[row % EXCHANGES.length];
    long line = firstLine + row / EXCHANGES.length;
    long start = start(areaCodes.get(position % areaCodes.size()), exchange);
    return Integer.toString(exchange * LINES + (int) ((line * STRIDE + start) % LINES));
  }

  @Override
  public int position(String e164) {
    if (e164.length() != E164_LENGTH || !e164.startsWith("+1")) {
      return -1;
    }
    String areaCode = e164.substring(2, 5);
    int area = place(areaCode);
    int subscriber = Integer.parseInt(e164.substring(5));
    int exchange = subscriber / LINES;
    int index = exchangeIndex(exchange);
    if (area < 0 || index < 0) {
      return -1;
    }
    long scattered = subscriber % LINES - start(areaCode, exchange);
    int line = Math.floorMod(scattered * UNSTRIDE, LINES) - firstLine;
    return line < 0 ? -1 : (line * EXCHANGES.length + index) * areaCodes.size() + area;
  }

  private static long start(String areaCode, int exchange) {
    return (Ids.mix(Long.parseLong(areaCode) * 1_000 + exchange) >>> 1) % LINES;
  }

  /** 200 to 999 without the service codes 211, 311, …, 911. */
  private static int[] exchanges() {
    return IntStream.range(200, 1_000).filter(n -> n % 100 != 11).toArray();
  }
}
