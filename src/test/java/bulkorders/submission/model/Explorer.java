package bulkorders.submission.model;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Goes through all worlds that can be reached, breadth first, each once: what it finds is found on
 * a shortest way.
 */
final class Explorer {

  private final Rules rules;
  private final Moves moves;
  private final Set<Property> properties;
  private final Map<Key, @Nullable World> before = new HashMap<>();
  private int depth;

  Explorer(Rules rules, Set<Property> properties) {
    this.rules = rules;
    this.moves = new Moves(rules);
    this.properties = properties;
  }

  /** How many worlds there are. */
  int worlds() {
    return before.size();
  }

  /** How many moves the farthest one is away. */
  int depth() {
    return depth;
  }

  /** The shortest way to a world in which a property does not hold; empty when it holds in all. */
  Optional<Counterexample> explore() {
    return search(
        (world, possible) -> {
          for (Property property : properties) {
            String fault = property.fault(world, possible, rules);
            if (fault != null) {
              return new Counterexample(property, fault, wayTo(world));
            }
          }
          return null;
        });
  }

  /** The shortest way on which a move is the last one; empty when there is none. */
  Optional<List<Move>> wayTo(Predicate<Move> wanted) {
    return search(
        (world, possible) ->
            possible.stream()
                .filter(wanted)
                .findFirst()
                .map(last -> Stream.concat(wayTo(world).stream(), Stream.of(last)).toList())
                .orElse(null));
  }

  /** Looks at a world, and says what was found there; null goes on. */
  @FunctionalInterface
  private interface Searched<T> {
    @Nullable T look(World world, List<Move> possible);
  }

  private <T> Optional<T> search(Searched<T> searched) {
    World beginning = World.beginning(rules);
    before.put(beginning.key(), null);
    Deque<World> frontier = new ArrayDeque<>(List.of(beginning));
    for (depth = 0; !frontier.isEmpty(); depth++) {
      Deque<World> next = new ArrayDeque<>();
      for (World world : frontier) {
        List<Move> possible = moves.of(world);
        T found = searched.look(world, possible);
        if (found != null) {
          return Optional.of(found);
        }
        visit(world, possible, next);
        visit(world, moves.ofFate(world), next);
      }
      frontier = next;
    }
    return Optional.empty();
  }

  private void visit(World world, List<Move> possible, Deque<World> next) {
    for (Move move : possible) {
      Key key = move.next().key();
      if (!before.containsKey(key)) {
        before.put(key, world);
        next.add(move.next());
      }
    }
  }

  private List<Move> wayTo(World end) {
    List<Move> way = new ArrayList<>();
    World at = end;
    for (World from = before.get(at.key()); from != null; from = before.get(at.key())) {
      World to = at;
      List<Move> possible = new ArrayList<>(moves.of(from));
      possible.addAll(moves.ofFate(from));
      way.add(possible.stream().filter(move -> move.next().equals(to)).findFirst().orElseThrow());
      at = from;
    }
    Collections.reverse(way);
    return way;
  }

  /**
   * How a property comes not to hold.
   *
   * @param way the moves that lead there
   */
  record Counterexample(Property property, String fault, List<Move> way) {

    @Override
    public String toString() {
      StringBuilder text = new StringBuilder("%s: %s%n".formatted(property, fault));
      for (int i = 0; i < way.size(); i++) {
        Move move = way.get(i);
        Row row = move.next().row();
        text.append(
            "%3d  %-75s %s%s%n"
                .formatted(
                    i + 1,
                    move,
                    row.state() + (row.attempt() == 0 ? "" : " " + row.attempt()),
                    row.parked() ? " parked" : ""));
      }
      return text.toString();
    }
  }
}
