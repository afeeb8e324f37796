package bulkorders.sandbox;

import bulkorders.sandbox.core.Json;
import bulkorders.sandbox.core.Store;
import bulkorders.sandbox.core.Tally;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Takes papers in, has them reviewed, and gives numbers up whose papers are not in in time. Inside
 * of {@link Store#within} only.
 */
final class PaperWork {

  private final Store store;
  private final NumberOrderBook book;
  private final PaperFiles files;
  private final Documents documents;
  private final ValueCheck check;
  private final Comments comments;
  private final Tally tally;
  private final RuleBook rules;

  PaperWork(
      Store store,
      NumberOrderBook book,
      PaperFiles files,
      Documents documents,
      ValueCheck check,
      Comments comments,
      Tally tally,
      RuleBook rules) {
    this.store = store;
    this.book = book;
    this.files = files;
    this.documents = documents;
    this.check = check;
    this.comments = comments;
    this.tally = tally;
    this.rules = rules;
    store.on("papers", this::given);
    store.on("review", this::reviewed);
    store.on("deadline", this::moved);
    store.on("give_up", this::givenUp);
  }

  /** Begins to wait for the papers of an order, where any are asked for. */
  void open(ExplicitNumberOrder order) {
    for (SubOrder sub : book.subOrders(order)) {
      @Nullable RequirementSet set =
          RequirementSet.of(sub.part().country(), sub.part().numberType());
      if (set != null) {
        NumberPapers awaited = NumberPapers.awaited(set, order.deadline());
        files.open(sub.id(), Collections.nCopies(sub.part().count(), awaited));
        store.at(order.deadline(), () -> lapse(sub.id()));
      }
    }
  }

  /** Whether papers are asked for. */
  boolean concerns(SubOrder sub) {
    return files.of(sub.id()) != null;
  }

  /** All numbers of a sub order that were not given up. */
  List<Integer> numbers(SubOrder sub) {
    return files.indexes(sub.id(), number -> !number.cancelled());
  }

  /** Takes values for all numbers of an order of which they are asked. */
  void give(NumberOrder order, List<GivenValue> values) {
    for (GivenValue value : values) {
      List<SubOrder> asking =
          book.subOrders(order).stream()
              .filter(
                  sub -> {
                    @Nullable RequirementSet set = set(sub);
                    return set != null && set.index(value.requirementId()) >= 0;
                  })
              .toList();
      if (asking.isEmpty()) {
        throw value.refused(
            "10027",
            "Unprocessable entity",
            "Requirement " + value.requirementId() + " is not asked for here.");
      }
      asking.forEach(sub -> give(sub, numbers(sub), List.of(value)));
    }
  }

  /** Takes values for some numbers, all or none of them, or throws a {@link TelnyxRefusal}. */
  void give(SubOrder sub, List<Integer> numbers, List<GivenValue> values) {
    if (values.isEmpty()) {
      return;
    }
    String status = book.view(sub).status();
    if (!status.equals(Status.PENDING)) {
      throw TelnyxRefusal.unprocessable(
          "10027", "Unprocessable entity", "The order is " + status + ", no longer pending.");
    }
    Map<Integer, String> byIndex = new HashMap<>();
    for (GivenValue value : values) {
      byIndex.put(accept(sub, numbers, value), value.value());
    }
    recordValues(sub, numbers, byIndex);
  }

  private int accept(SubOrder sub, List<Integer> numbers, GivenValue value) {
    List<NumberPapers> papers = Objects.requireNonNullElse(files.of(sub.id()), List.of());
    @Nullable RequirementSet set = papers.isEmpty() ? null : papers.get(0).set();
    int index = set == null ? -1 : set.index(value.requirementId());
    if (set == null || index < 0) {
      throw value.refused(
          "10027",
          "Unprocessable entity",
          "Requirement " + value.requirementId() + " is not asked for here.");
    }
    if (numbers.stream().allMatch(number -> papers.get(number).papers().get(index).isApproved())) {
      throw value.refused(
          "85003", "Requirements already satisfied", "This requirement is approved already.");
    }
    Set<String> localities = new HashSet<>();
    numbers.forEach(number -> localities.add(Localities.of(sub.part().place(number))));
    check.check(sub.order().account(), set, set.types().get(index), value, localities);
    return index;
  }

  /**
   * Takes the values of a requirement group.
   *
   * @param approved whether the group was reviewed, so that the numbers need not be
   */
  void give(SubOrder sub, List<Integer> numbers, Map<Integer, String> values, boolean approved) {
    recordValues(sub, numbers, values);
    if (approved) {
      store.record(line("review", sub, numbers));
    }
  }

  private void recordValues(SubOrder sub, List<Integer> numbers, Map<Integer, String> values) {
    ObjectNode line = line("papers", sub, numbers).put("at", store.now().toString());
    ObjectNode node = line.putObject("values");
    values.forEach((index, value) -> node.put(index.toString(), value));
    store.record(line);
  }

  private static ObjectNode line(String kind, SubOrder sub, List<Integer> numbers) {
    ObjectNode line = Json.object().put("line", kind).put("sub_order", sub.id().toString());
    ArrayNode array = line.putArray("numbers");
    numbers.forEach(array::add);
    return line;
  }

  private static List<Integer> indexes(JsonNode line, String name) {
    List<Integer> indexes = new ArrayList<>();
    line.path(name).forEach(index -> indexes.add(index.asInt()));
    return indexes;
  }

  private static UUID id(JsonNode line) {
    return UUID.fromString(line.required("sub_order").asString());
  }

  private void given(JsonNode line) {
    UUID id = id(line);
    List<Integer> numbers = indexes(line, "numbers");
    Map<Integer, String> values = new HashMap<>();
    line.required("values")
        .properties()
        .forEach(value -> values.put(Integer.valueOf(value.getKey()), value.getValue().asString()));
    files.change(id, numbers, number -> number.with(values));
    values.values().forEach(documents::link);
    Instant at = Instant.parse(line.required("at").asString());
    store.at(at.plus(rules.rules().review()), () -> reviewByItself(id, numbers));
  }

  private void reviewByItself(UUID id, List<Integer> numbers) {
    Rules.Reviewer reviewer = rules.rules().reviewer();
    if (reviewer == Rules.Reviewer.MANUAL) {
      return;
    }
    List<NumberPapers> papers = Objects.requireNonNull(files.of(id));
    Predicate<Integer> declined =
        number ->
            reviewer == Rules.Reviewer.REJECT
                || reviewer == Rules.Reviewer.REJECT_FIRST && papers.get(number).rejections() == 0;
    List<Integer> due = numbers.stream().filter(number -> papers.get(number).isInReview()).toList();
    List<Integer> bad = due.stream().filter(declined).toList();
    SubOrder sub = book.subOrder(id);
    approve(sub, due.stream().filter(declined.negate()).toList());
    if (!bad.isEmpty()) {
      RequirementSet set = papers.get(0).set();
      int last = set.types().size() - 1;
      decline(sub, bad, last, set.types().get(last).name() + " was not accepted.");
    }
  }

  /** The papers of these numbers are in order. */
  void approve(SubOrder sub, List<Integer> numbers) {
    if (!numbers.isEmpty()) {
      store.record(line("review", sub, numbers));
    }
  }

  /**
   * One paper of these numbers is not; the others are. There is a new deadline.
   *
   * @param comment written to the client
   */
  void decline(SubOrder sub, List<Integer> numbers, int requirement, String comment) {
    ObjectNode line =
        line("review", sub, numbers)
            .put("deadline", store.now().plus(rules.rules().deadline()).toString());
    line.putArray("declined").add(requirement);
    store.record(line);
    comments.ofProvider(sub.order().account(), Comments.SUB_ORDER, sub.id().toString(), comment);
  }

  private void reviewed(JsonNode line) {
    UUID id = id(line);
    List<Integer> numbers = indexes(line, "numbers");
    List<Integer> declined = indexes(line, "declined");
    if (declined.isEmpty()) {
      files.change(id, numbers, NumberPapers::approved);
      return;
    }
    Instant deadline = Instant.parse(line.required("deadline").asString());
    files.change(id, numbers, number -> number.declined(declined, deadline));
    store.at(deadline, () -> lapse(id));
  }

  /** The numbers whose papers somebody can review now. */
  List<Integer> inReview(SubOrder sub) {
    return files.indexes(sub.id(), NumberPapers::isInReview);
  }

  /** What is asked for; null if nothing is. */
  @Nullable RequirementSet set(SubOrder sub) {
    @Nullable List<NumberPapers> papers = files.of(sub.id());
    return papers == null ? null : papers.get(0).set();
  }

  /** Gives the client more time for what is not in yet. Returns for how many numbers. */
  int extend(SubOrder sub, Instant until) {
    List<Integer> open = files.indexes(sub.id(), NumberPapers::isOpen);
    if (!open.isEmpty()) {
      store.record(line("deadline", sub, open).put("deadline", until.toString()));
    }
    return open.size();
  }

  private void moved(JsonNode line) {
    UUID id = id(line);
    Instant deadline = Instant.parse(line.required("deadline").asString());
    files.change(id, indexes(line, "numbers"), number -> number.until(deadline));
    store.at(deadline, () -> lapse(id));
  }

  private void lapse(UUID id) {
    Instant now = store.now();
    giveUp(
        book.subOrder(id),
        files.indexes(id, number -> number.isOpen() && !number.deadline().isAfter(now)));
  }

  /** Cancels those numbers that are not final. */
  void cancel(SubOrder sub) {
    boolean done = sub.order().isDoneAt(store.now());
    giveUp(
        sub,
        files.indexes(sub.id(), number -> !number.cancelled() && !(done && number.isApproved())));
  }

  private void giveUp(SubOrder sub, List<Integer> numbers) {
    if (!numbers.isEmpty()) {
      store.record(line("give_up", sub, numbers));
    }
  }

  private void givenUp(JsonNode line) {
    UUID id = id(line);
    List<Integer> numbers = indexes(line, "numbers");
    files.change(id, numbers, NumberPapers::givenUp);
    OrderPart part = book.subOrder(id).part();
    for (int number : numbers) {
      if (!part.fails(number)) {
        Place place = part.place(number);
        place.pool().release(place.position(), 1);
        tally.sold(-1);
      }
    }
  }
}
