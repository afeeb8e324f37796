package bulkorders.chaos;

import bulkorders.endtoend.points.Point;
import java.util.List;

/**
 * One process of a round and what happens to it.
 *
 * @param restarts whether the command is {@code restart} and not {@code order}
 * @param blow what befalls it as a whole
 * @param point the instruction of those blows that need one
 * @param pass the how-manieth pass of the point
 * @param afterMillis of blows at a random moment: how long after the process began to work
 * @param rules what single requests meet
 */
record Act(boolean restarts, Blow blow, Point point, int pass, int afterMillis, List<Rule> rules) {

  boolean has(Trouble trouble) {
    return rules.stream().anyMatch(rule -> rule.trouble() == trouble);
  }

  @Override
  public String toString() {
    String where =
        switch (blow) {
          case HALT, DATABASE_KILLED, DATABASE_STOPPED -> " at %s:%d".formatted(point, pass);
          case KILL,
              TERMINATE,
              TERMINATE_TWICE,
              DATABASE_RESTARTED,
              PROVIDER_CRASHES,
              PROVIDER_REFUSES ->
              " after %d ms".formatted(afterMillis);
          case SUSPEND_BEFORE_POST, OVERTAKEN_BEFORE_POST -> ":%d".formatted(pass);
          case NONE -> "";
        };
    return "%s: %s%s %s".formatted(restarts ? "restart" : "order", blow, where, rules);
  }
}
