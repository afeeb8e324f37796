package bulkorders.cli;

import bulkorders.ledger.ProviderOrder;
import bulkorders.ledger.Undecided;
import bulkorders.run.Commands;
import java.util.ArrayList;
import java.util.List;

/** What is known of an order that a person has to decide about, and what to type. */
final class UndecidedText {

  private UndecidedText() {}

  static List<String> of(Undecided undecided, boolean sandbox) {
    ProviderOrder order = undecided.order();
    List<String> lines = new ArrayList<>();
    lines.add(
        "  order %s  %s%s, %s in %s, account %s"
            .formatted(
                undecided.name(),
                order.state(),
                undecided.since() == null ? "" : " since " + Terminal.time(undecided.since()),
                ResultPrinter.counted(order.numbersRequested(), "number", "numbers"),
                ResultPrinter.counted(order.groups(), "group", "groups"),
                order.account()));
    lines.add("    reference  " + order.reference());
    if (order.sentAt() != null) {
      lines.add(
          "    sent       attempt %d at %s"
              .formatted(order.attempt(), Terminal.time(order.sentAt())));
    }
    String reason = order.parkedReason() == null ? order.reason() : order.parkedReason();
    if (reason != null) {
      lines.add("    why        " + reason);
    }
    if (undecided.isReplaced()) {
      lines.add(
          "    replaced   %,d of its numbers were planned anew; adopted, it is surplus"
              .formatted(undecided.numbersReplaced()));
    }
    lines.add(
        "    seen as    "
            + (undecided.providerOrderIds().isEmpty()
                ? "nothing; look its reference up at the provider"
                : String.join(", ", undecided.providerOrderIds())));
    for (String choice : choices(undecided)) {
      lines.add("    type       " + command(undecided, choice, sandbox));
    }
    return lines;
  }

  private static List<String> choices(Undecided undecided) {
    List<String> choices = new ArrayList<>();
    if (undecided.providerOrderIds().isEmpty()) {
      choices.add(" --adopt PROVIDER_ID");
    }
    undecided.providerOrderIds().forEach(id -> choices.add(" --adopt " + id));
    if (!undecided.isDelivered()) {
      if (!undecided.isReplaced() && !undecided.isRefused()) {
        choices.add(" --resend");
      }
      choices.add(" --abandon");
    }
    return choices;
  }

  /** The command for an order; without a choice it shows what is known. */
  static String command(Undecided undecided, String choice, boolean sandbox) {
    return new Commands(sandbox).of("resolve %s%s", undecided.name(), choice);
  }
}
