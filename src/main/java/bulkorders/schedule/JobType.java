package bulkorders.schedule;

import java.util.List;

/** What a declared job does. */
public enum JobType {
  /** Orders files. */
  ORDER("order"),
  /** Follows what is open. */
  TRACK("track"),
  /** Compares accounts with the ledger. */
  RECONCILE("reconcile"),
  /** Lists what numbers wait for, with its deadlines. */
  REQUIREMENTS("requirements", "list");

  private final List<String> command;

  JobType(String... command) {
    this.command = List.of(command);
  }

  /** The command line that does the same. */
  public List<String> command() {
    return command;
  }

  String label() {
    return command.get(0);
  }
}
