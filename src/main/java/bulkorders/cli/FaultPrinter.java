package bulkorders.cli;

import bulkorders.ledger.Reject;
import bulkorders.ledger.Results;
import bulkorders.ledger.RunFigures;
import java.util.List;
import java.util.StringJoiner;

/**
 * Tells on standard error what is wrong with an input: a line for each fault, up to a screenful.
 */
final class FaultPrinter {

  private static final int FAULTS_SHOWN = 20;

  private final Terminal terminal;
  private final Results results;

  FaultPrinter(Terminal terminal, Results results) {
    this.terminal = terminal;
    this.results = results;
  }

  void print(RunFigures figures) {
    if (figures.rowsRejected() == 0) {
      return;
    }
    int shown = 0;
    List<Reject> rejects = results.firstRejects(figures.run().id(), FAULTS_SHOWN);
    for (Reject reject : rejects) {
      for (Reject.Fault fault : reject.faults()) {
        if (shown == FAULTS_SHOWN) {
          terminal.err().println("... and more; the rejects file in the report has them all");
          return;
        }
        terminal.err().println(line(figures.run().inputName(), reject, fault));
        shown++;
      }
    }
    if (figures.rowsRejected() > rejects.size()) {
      terminal.err().println("... and more; the rejects file in the report has them all");
    }
  }

  private static String line(String input, Reject reject, Reject.Fault fault) {
    var where = new StringJoiner(" ", " ", ":").setEmptyValue("");
    if (fault.column() != null) {
      where.add(fault.column());
    }
    if (fault.value() != null) {
      where.add("'" + fault.value() + "'");
    }
    return "%s:%d:%s %s".formatted(input, reject.line(), where, fault.reason());
  }
}
