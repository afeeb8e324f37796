package bulkorders.report;

import bulkorders.ledger.StockChecks.Area;
import bulkorders.report.StockOutcomes.StockOutcome;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** One line for each area of which the stock was asked. */
final class StockFile implements Closeable {

  private static final List<String> HEADER =
      List.of(
          "account",
          "country_iso",
          "phone_number_type",
          "national_destination_code",
          "administrative_area",
          "features",
          "groups",
          "requested",
          "available",
          "asked_at",
          "foretold_shortfall",
          "ordered",
          "shortfall",
          "pending");

  private final CsvFile csv;

  StockFile(Path file, CsvStyle style) {
    csv = new CsvFile(file, style, HEADER);
  }

  void add(StockOutcome outcome) {
    Area area = outcome.area();
    csv.row(
        Arrays.asList(
            area.account(),
            area.area().countryIso(),
            area.area().phoneNumberType(),
            area.area().nationalDestinationCode(),
            area.area().administrativeArea(),
            String.join("|", area.area().features()),
            area.groups(),
            area.requested(),
            area.available(),
            area.askedAt(),
            area.foretold(),
            outcome.ordered(),
            outcome.shortfall(),
            outcome.pending()));
  }

  @Override
  public void close() throws IOException {
    csv.close();
  }
}
