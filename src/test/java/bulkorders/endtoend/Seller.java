package bulkorders.endtoend;

import bulkorders.sandbox.Sandbox;
import java.net.URI;
import java.util.List;
import java.util.stream.IntStream;

/** Whose numbers a test buys. What is tested of one provider is tested of all. */
enum Seller {
  TELNYX(Rehearsal.HEADER) {
    @Override
    URI baseUrl(Sandbox sandbox) {
      return sandbox.telnyxBaseUrl();
    }

    @Override
    List<String> orders(int orders, int numbersEach) {
      return Rehearsal.areas(orders, numbersEach);
    }
  },

  DIDWW("sku_id,qty") {
    /** Units of the sandbox with plenty of numbers: Berlin, Berlin with channels, London. */
    private final List<String> units =
        List.of(
            "b6d9d793-578d-42d3-bc33-73dd8155e615",
            "cce10212-4aef-3249-9a29-6c519ee018da",
            "fd897cf9-8b1d-3a35-949f-13023eecd0a1");

    @Override
    URI baseUrl(Sandbox sandbox) {
      return sandbox.didwwBaseUrl();
    }

    @Override
    List<String> orders(int orders, int numbersEach) {
      return IntStream.range(0, orders)
          .mapToObj(row -> units.get(row % units.size()) + "," + numbersEach)
          .toList();
    }
  };

  private final String header;

  Seller(String header) {
    this.header = header;
  }

  /** The provider's name in files, settings and books, which is that of its account too. */
  String label() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }

  String header() {
    return header;
  }

  abstract URI baseUrl(Sandbox sandbox);

  /** Rows of which each fills an order where orders hold so many numbers. */
  abstract List<String> orders(int orders, int numbersEach);
}
