package bulkorders.provider.telnyx;

import bulkorders.provider.OrderReading;
import bulkorders.provider.OrderReading.GroupProgress;
import bulkorders.provider.OrderReading.NotUnderstood;
import bulkorders.provider.OrderReading.NumberOrderRef;
import bulkorders.provider.Redaction;
import bulkorders.provider.RequestedGroup;
import bulkorders.provider.telnyx.AnsweredOrder.AnsweredGroup;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the groups that were sent in an answer. Telnyx gives groups no id, so they are told apart
 * by what it repeats of them; among groups that look alike the place in the list decides. Any
 * difference between the two lists means that the answer is not understood.
 */
final class GroupMatching {

  /** All numbers of the group were ordered. */
  static final String SUCCESS = "success";

  private static final String FAILED = "failed";
  static final Set<String> SETTLED = Set.of(SUCCESS, "partial_success", FAILED);

  private record Likeness(EchoedFields fields, int count) {}

  private static final class Mismatch extends RuntimeException {

    private static final long serialVersionUID = 1;

    Mismatch(String reason) {
      super(reason);
    }
  }

  private final Redaction redaction;

  GroupMatching(Redaction redaction) {
    this.redaction = redaction;
  }

  OrderReading match(
      String id, String reference, List<RequestedGroup> sent, AnsweredOrder answered) {
    try {
      requireSameOrder(id, reference, answered);
      List<AnsweredGroup> groups = answered.groups();
      if (groups == null) {
        throw new Mismatch("the answer has no list of ordering groups");
      }
      return new OrderReading.Understood(progress(sent, groups));
    } catch (Mismatch e) {
      return new NotUnderstood(redaction.of(e.getMessage()));
    }
  }

  private static void requireSameOrder(String id, String reference, AnsweredOrder answered) {
    if (answered.id() == null || !answered.id().equalsIgnoreCase(id)) {
      throw new Mismatch("asked for order " + id + ", answered with " + answered.id());
    }
    if (!reference.equals(answered.reference())) {
      throw new Mismatch(
          "order %s has the reference %s, ours is %s"
              .formatted(id, answered.reference(), reference));
    }
  }

  private static List<GroupProgress> progress(
      List<RequestedGroup> sent, List<AnsweredGroup> answered) {
    if (sent.size() != answered.size()) {
      throw new Mismatch(
          "sent %d groups, answered with %d".formatted(sent.size(), answered.size()));
    }
    int[] places = places(sent, answered);
    Set<String> numberOrders = new HashSet<>();
    List<GroupProgress> progress = new ArrayList<>(sent.size());
    for (int i = 0; i < places.length; i++) {
      progress.add(progress(sent.get(i), answered.get(places[i]), numberOrders));
    }
    return Collections.unmodifiableList(progress);
  }

  /** For each sent group its place in the answer. */
  private static int[] places(List<RequestedGroup> sent, List<AnsweredGroup> answered) {
    int[] places = new int[sent.size()];
    Arrays.fill(places, -1);
    Map<Likeness, Deque<Integer>> elsewhere = new HashMap<>();
    for (int i = 0; i < places.length; i++) {
      Likeness likeness = likeness(i, answered.get(i));
      if (likeness.equals(likeness(sent.get(i)))) {
        places[i] = i;
      } else {
        elsewhere.computeIfAbsent(likeness, none -> new ArrayDeque<>()).add(i);
      }
    }
    for (int i = 0; i < places.length; i++) {
      if (places[i] < 0) {
        Deque<Integer> alike = elsewhere.get(likeness(sent.get(i)));
        Integer place = alike == null ? null : alike.poll();
        if (place == null) {
          throw new Mismatch(difference(sent.get(i), elsewhere));
        }
        places[i] = place;
      }
    }
    return places;
  }

  private static String difference(
      RequestedGroup sent, Map<Likeness, Deque<Integer>> leftInAnswer) {
    Likeness wanted = likeness(sent);
    for (Likeness left : leftInAnswer.keySet()) {
      if (left.fields().equals(wanted.fields())) {
        return "sent group %d with count %d, the answer has it with count %d"
            .formatted(sent.position(), wanted.count(), left.count());
      }
    }
    return "the answer has no group like group %d that was sent: %s"
        .formatted(sent.position(), wanted);
  }

  private static Likeness likeness(RequestedGroup sent) {
    return new Likeness(EchoedFields.of(sent.criteria()), sent.count());
  }

  private static Likeness likeness(int place, AnsweredGroup answered) {
    Integer count = answered.countRequested();
    if (count == null) {
      throw new Mismatch("group " + place + " of the answer has no count_requested");
    }
    return new Likeness(answered.fields(), count);
  }

  private static GroupProgress progress(
      RequestedGroup sent, AnsweredGroup answered, Set<String> numberOrders) {
    int position = sent.position();
    if (answered.status() == null || answered.status().isBlank()) {
      throw new Mismatch("group " + position + " has no status");
    }
    String status = answered.status().strip().toLowerCase(Locale.ROOT);
    requireCount(sent, answered);
    List<NumberOrderRef> orders = answered.numberOrders();
    if (orders == null) {
      throw new Mismatch("group " + position + " has a number order without a readable id");
    }
    for (NumberOrderRef order : orders) {
      if (!numberOrders.add(order.numberOrderId())) {
        throw new Mismatch("number order " + order.numberOrderId() + " is there twice");
      }
    }
    requireNumbers(sent, answered, status, orders);
    return new GroupProgress(
        position,
        answered.status(),
        SETTLED.contains(status),
        status.equals(SUCCESS) ? Integer.valueOf(sent.count()) : answered.countAllocated(),
        answered.errorReason(),
        orders);
  }

  /**
   * A group that is said to have got numbers must name them, and one that is said to have got all
   * must not count fewer: else numbers that were bought would be called missing.
   */
  private static void requireNumbers(
      RequestedGroup sent, AnsweredGroup answered, String status, List<NumberOrderRef> orders) {
    Integer allocated = answered.countAllocated();
    if (status.equals(SUCCESS) && allocated != null && allocated < sent.count()) {
      throw new Mismatch(
          "group %d is called %s, and the answer's count_allocated is %d of %d"
              .formatted(sent.position(), status, allocated, sent.count()));
    }
    boolean hasNumbers = SETTLED.contains(status) && !status.equals(FAILED);
    if (hasNumbers && allocated == null && orders.isEmpty()) {
      throw new Mismatch(
          "group %d is called %s, and the answer has neither its count_allocated nor a number order"
              .formatted(sent.position(), status));
    }
  }

  private static void requireCount(RequestedGroup sent, AnsweredGroup answered) {
    @Nullable Integer allocated = answered.countAllocated();
    if (!answered.allocatedReadable() || (allocated != null && allocated > sent.count())) {
      throw new Mismatch(
          "group %d asked for %d numbers, and the answer's count_allocated is %s"
              .formatted(
                  sent.position(), sent.count(), allocated == null ? "not a count" : allocated));
    }
  }
}
