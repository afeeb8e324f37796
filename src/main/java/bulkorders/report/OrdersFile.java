package bulkorders.report;

import bulkorders.ledger.ProviderOrder;
import bulkorders.ledger.Results.Order;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** One line for each order. */
final class OrdersFile implements Closeable {

  private static final List<String> HEADER =
      List.of(
          "order",
          "reference",
          "account",
          "state",
          "waiting",
          "provider_order_id",
          "groups",
          "requested",
          "ordered",
          "in_service",
          "shortfall",
          "cancelled",
          "rejected",
          "replaced",
          "pending",
          "surplus",
          "attempts",
          "connection_id",
          "messaging_profile_id",
          "billing_group_id",
          "customer_reference",
          "setup_cost",
          "monthly_cost",
          "currency",
          "cost_source",
          "created_at",
          "accepted_at",
          "final_at",
          "parked_reason",
          "reason");

  private final CsvFile csv;

  OrdersFile(Path file, CsvStyle style) {
    csv = new CsvFile(file, style, HEADER);
  }

  void add(Order order) {
    boolean isFinal = order.state().isFinal();
    csv.row(
        Arrays.asList(
            ProviderOrder.label(order.orderNo(), order.replacement()),
            order.reference(),
            order.account(),
            order.state().name().toLowerCase(Locale.ROOT),
            order.waiting(),
            order.providerOrderId(),
            order.groups(),
            order.requested(),
            order.ordered(),
            order.inService(),
            isFinal ? order.missing() : 0,
            order.cancelled(),
            order.rejected(),
            order.replaced(),
            isFinal ? 0 : order.missing(),
            order.surplus(),
            order.attempts(),
            order.settings().connectionId(),
            order.settings().messagingProfileId(),
            order.settings().billingGroupId(),
            order.settings().customerReference(),
            order.cost().setup(),
            order.cost().monthly(),
            order.cost().currency(),
            order.cost().source(),
            order.createdAt(),
            order.acceptedAt(),
            order.finalAt(),
            order.parkedReason(),
            order.reason()));
  }

  @Override
  public void close() throws IOException {
    csv.close();
  }
}
