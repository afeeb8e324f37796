package bulkorders.ledger;

/**
 * The table that holds the staged groups of a run. Those of runs that order are kept in one. Those
 * of a run that only plans are of no use once it is planned, so it gets a table of its own that is
 * neither logged nor indexed, which takes rows in half the time, and loses it then.
 *
 * @param name of the table
 * @param isPassing whether it goes once the run is planned
 */
record GroupTable(String name, boolean isPassing) {

  static GroupTable of(Run run) {
    return run.plansOnly() ? ofPlan(run.id()) : new GroupTable("ordering_group", false);
  }

  static GroupTable ofPlan(int runId) {
    return new GroupTable("plan_group_" + runId, true);
  }

  /** Puts the name in place of {@code ordering_group}. */
  String in(String sql) {
    return isPassing ? sql.replace("ordering_group", name) : sql;
  }

  String create() {
    return "create unlogged table if not exists %s (like ordering_group)".formatted(name);
  }

  String drop() {
    return "drop table if exists " + name;
  }
}
