package bulkorders.requirements;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A line of the list: something that all numbers of a scope are asked for. */
public final class OpenLine {

  private static final int SHOWN = 10;

  private final Scope scope;
  private final String fieldType;
  private final Set<String> requests = new LinkedHashSet<>();
  private final Set<String> comments = new LinkedHashSet<>();
  private final Set<String> parts = new LinkedHashSet<>();
  private final Map<String, Set<String>> kept = new TreeMap<>();
  private long numbers;
  private @Nullable Instant deadline;

  OpenLine(Scope scope, String fieldType) {
    this.scope = scope;
    this.fieldType = fieldType;
  }

  /**
   * Which numbers, and what they are asked for. Null stands for all.
   *
   * @param status missing or rejected
   */
  public record Scope(
      String account,
      @Nullable String countryIso,
      @Nullable String phoneNumberType,
      @Nullable String locality,
      @Nullable String order,
      @Nullable String phoneNumber,
      String status,
      String requirementId) {}

  void add(@Nullable String requestId, @Nullable Instant due, @Nullable String part) {
    numbers++;
    if (requestId != null) {
      add(requests, requestId);
    }
    if (part != null) {
      parts.add(part);
    }
    if (due != null && (deadline == null || due.isBefore(deadline))) {
      deadline = due;
    }
  }

  void keep(String column, String value) {
    add(kept.computeIfAbsent(column, first -> new LinkedHashSet<>()), value);
  }

  void say(Collection<String> said) {
    said.forEach(comment -> add(comments, comment));
  }

  private static void add(Set<String> values, String value) {
    if (values.size() <= SHOWN) {
      values.add(value);
    }
  }

  /** Which numbers it is for. */
  public Scope scope() {
    return scope;
  }

  /** How many they are. */
  public long numbers() {
    return numbers;
  }

  /** textual, datetime, address or document; the provider's word. */
  public String fieldType() {
    return fieldType;
  }

  /** The nearest deadline, null when none is known. */
  public @Nullable Instant deadline() {
    return deadline;
  }

  /** The parts of number orders that its numbers belong to. */
  Set<String> parts() {
    return parts;
  }

  /** What the provider's people said about rejections. */
  public String comments() {
    return shown(comments, " / ");
  }

  /** The requests that asked for its numbers. */
  public String requests() {
    return shown(requests, ", ");
  }

  /** What stands in a column of the operator's own. */
  public String kept(String column) {
    return shown(kept.getOrDefault(column, Set.of()), ", ");
  }

  private static String shown(Set<String> values, String between) {
    List<String> first = new ArrayList<>(values).subList(0, Math.min(values.size(), SHOWN));
    return String.join(between, first) + (values.size() > SHOWN ? between + "…" : "");
  }
}
