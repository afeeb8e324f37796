package bulkorders.report;

import bulkorders.ledger.ProviderOrder;
import bulkorders.ledger.Results.Number;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One line for each number that the provider allocated, those that failed included. */
final class NumbersFile implements Closeable {

  private static final List<String> HEADER =
      List.of(
          "phone_number",
          "line",
          "request_id",
          "customer_reference",
          "account",
          "country_iso",
          "phone_number_type",
          "order",
          "reference",
          "provider_order_id",
          "number_order_id",
          "sub_number_order_id",
          "status",
          "requirements_status",
          "deadline",
          "setup_cost",
          "monthly_cost",
          "currency",
          "cost_source",
          "ordered_at");

  private final CsvFile csv;

  /**
   * @param kept names of the input's columns that are carried through
   */
  NumbersFile(Path file, CsvStyle style, List<String> kept) {
    List<String> header = new ArrayList<>(HEADER);
    header.addAll(kept);
    csv = new CsvFile(file, style, header);
  }

  void add(Number number, List<String> kept) {
    List<@Nullable Object> cells =
        new ArrayList<>(
            Arrays.asList(
                number.phoneNumber(),
                number.line(),
                number.requestId(),
                number.customerReference(),
                number.account(),
                number.countryIso(),
                number.phoneNumberType(),
                ProviderOrder.label(number.orderNo(), number.replacement()),
                number.reference(),
                number.providerOrderId(),
                number.numberOrderId(),
                number.subNumberOrderId(),
                number.status(),
                number.requirementsStatus(),
                number.deadline(),
                number.cost().setup(),
                number.cost().monthly(),
                number.cost().currency(),
                number.cost().source(),
                number.orderedAt()));
    cells.addAll(kept);
    csv.row(cells);
  }

  @Override
  public void close() throws IOException {
    csv.close();
  }
}
