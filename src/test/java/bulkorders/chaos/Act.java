package bulkorders.chaos;

import bulkorders.endtoend.points.Point;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * One process of a round and what happens to it.
 *
 * @param restarts whether the command is {@code restart} and not {@code order}
 * @param blow what befalls it as a whole
 * @param point the instruction of the blow; of one at a random moment, the instruction before it
 * @param pass the how-manieth pass of the point
 * @param afterMillis of blows at a random moment: how long after the point
 * @param rules what single requests meet
 * @param curtain after so many outcomes of orders the process is halted whatever else happens to
 *     it, so that work is left for the acts to come; 0 in the last act, which comes to its own end
 */
record Act(
    boolean restarts,
    Blow blow,
    Point point,
    int pass,
    int afterMillis,
    List<Rule> rules,
    int curtain) {

  boolean has(Trouble trouble) {
    return rules.stream().anyMatch(rule -> rule.trouble() == trouble);
  }

  /** Every kind of disturbance in it. */
  Set<Enum<?>> kinds() {
    Set<Enum<?>> kinds = new HashSet<>();
    for (Rule rule : rules) {
      kinds.addAll(Set.of(rule.trouble(), rule.operation()));
    }
    if (blow != Blow.NONE) {
      kinds.add(kindOfBlow());
    }
    return kinds;
  }

  /** The blow; of a halt, its instruction. */
  Enum<?> kindOfBlow() {
    return blow == Blow.HALT ? point : blow;
  }

  @Override
  public String toString() {
    return "%s: %s%s %s%s"
        .formatted(
            restarts ? "restart" : "order",
            blow,
            where(),
            rules,
            curtain > 0 ? " until outcome %d".formatted(curtain) : "");
  }

  private String where() {
    if (blow.isAtRandomMoment()) {
      return " %d ms after %s".formatted(afterMillis, point);
    }
    return switch (blow) {
      case NONE -> "";
      case SUSPEND_BEFORE_POST, OVERTAKEN_BEFORE_POST -> ":%d".formatted(pass);
      default -> " at %s:%d".formatted(point, pass);
    };
  }
}
