package bulkorders.sandbox.core;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the sandbox remembers. All state is changed and looked at here, by one thread at a time, and
 * nobody is told anything that is not on disk yet: neither whoever changed it nor whoever looks.
 *
 * <p>Every change is a line of the journal, which is applied the same way when it is made and when
 * the journal is replayed.
 */
public final class Store implements AutoCloseable {

  private record Due(Instant at, long turn, Runnable act) {}

  private final Clock clock;
  private final Map<String, Consumer<JsonNode>> kinds = new HashMap<>();
  private final List<Runnable> forgetting = new ArrayList<>();
  private final PriorityQueue<Due> agenda =
      new PriorityQueue<>(Comparator.comparing(Due::at).thenComparing(Due::turn));
  private Journal journal = Journal.none();
  private long turns;
  private long ticket;

  /** A store that is empty and remembers nothing until it is opened. */
  public Store(Clock clock) {
    this.clock = clock;
  }

  /**
   * Has lines of a kind applied. Before {@link #open}.
   *
   * @param kind what such lines have under {@code line}
   */
  public void on(String kind, Consumer<JsonNode> apply) {
    kinds.put(kind, apply);
  }

  /** Has this done at every reset. */
  public void onReset(Runnable forget) {
    forgetting.add(forget);
  }

  /**
   * Applies the lines of the file and goes on with it.
   *
   * @param journalFile null to remember nothing over a restart
   */
  public synchronized void open(@Nullable Path journalFile) {
    if (journalFile != null) {
      journal = Journal.open(journalFile, this::apply);
    }
  }

  /** The sandbox's time. */
  public Instant now() {
    return clock.instant();
  }

  /** Looks at, or changes, what is remembered; returns when everything it saw is on disk. */
  public <T> T within(Supplier<T> work) {
    T result;
    long upTo;
    synchronized (this) {
      settle();
      result = work.get();
      upTo = ticket;
    }
    journal.sync(upTo);
    return result;
  }

  /** As {@link #within(Supplier)}, for work without a result. */
  public void within(Runnable work) {
    within(
        () -> {
          work.run();
          return true;
        });
  }

  /** Journals a line and applies it. Inside of {@link #within} only. */
  public void record(ObjectNode line) {
    append(line);
    apply(line);
  }

  /** Journals a line whose effect the caller takes care of. Inside of {@link #within} only. */
  public void append(ObjectNode line) {
    ticket = journal.append(line);
  }

  /**
   * Has something done at a time, or when somebody looks for the first time after it. It has to
   * find out itself whether it still applies.
   */
  public void at(Instant time, Runnable act) {
    agenda.add(new Due(time, turns++, act));
  }

  private void settle() {
    Instant now = now();
    for (Due due = agenda.peek(); due != null && !due.at().isAfter(now); due = agenda.peek()) {
      agenda.remove();
      due.act().run();
    }
  }

  private void apply(JsonNode line) {
    String kind = line.path("line").asString("");
    Consumer<JsonNode> applied = kinds.get(kind);
    if (applied == null) {
      throw new IllegalStateException("Unknown kind of journal line: " + kind);
    }
    applied.accept(line);
  }

  /** Forgets everything, on disk too. */
  public synchronized void reset() {
    journal.clear();
    ticket = 0;
    agenda.clear();
    forgetting.forEach(Runnable::run);
  }

  @Override
  public void close() {
    journal.close();
  }
}
