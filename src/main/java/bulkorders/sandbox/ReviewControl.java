package bulkorders.sandbox;

import bulkorders.sandbox.core.BadControlRequest;
import bulkorders.sandbox.core.ControlBody;
import bulkorders.sandbox.core.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Lets a test be the one who reviews papers: {@code POST /_sandbox/reviews}. */
final class ReviewControl {

  private static final String SUB_ORDER = "sub_number_order_id";
  private static final String ORDER = "number_order_id";
  private static final String NUMBER = "phone_number";
  private static final String GROUP = "requirement_group_id";
  private static final Set<String> NAMES =
      Set.of(
          SUB_ORDER,
          ORDER,
          NUMBER,
          GROUP,
          "decision",
          "requirement_id",
          "comment",
          "deadline_seconds");

  private enum Decision {
    APPROVE,
    REJECT,
    EXTEND
  }

  private final Store store;
  private final Inventory inventory;
  private final NumberOrderBook book;
  private final PaperWork papers;
  private final RequirementGroups groups;
  private final RuleBook rules;

  ReviewControl(
      Store store,
      Inventory inventory,
      NumberOrderBook book,
      PaperWork papers,
      RequirementGroups groups,
      RuleBook rules) {
    this.store = store;
    this.inventory = inventory;
    this.book = book;
    this.papers = papers;
    this.groups = groups;
    this.rules = rules;
  }

  /** Decides, and returns about how many numbers or groups. */
  int decide(byte[] bytes) {
    ControlBody body = new ControlBody(ControlBody.parse(bytes), "The review", NAMES);
    @Nullable Decision decision = body.oneOf("decision", Decision.values());
    if (decision == null) {
      throw new BadControlRequest("The review: decision is missing; approve, reject or extend");
    }
    return store.within(() -> decide(body, decision));
  }

  private int decide(ControlBody body, Decision decision) {
    @Nullable String group = body.text(GROUP);
    if (group != null) {
      if (decision == Decision.EXTEND) {
        throw new BadControlRequest("The review: a requirement group has no deadline");
      }
      return groups.review(group, decision == Decision.APPROVE, body.text("comment")) ? 1 : 0;
    }
    int decided = 0;
    @Nullable String number = body.text(NUMBER);
    for (SubOrder sub : subOrders(body)) {
      @Nullable Place place = number == null ? null : inventory.locate(number);
      List<Integer> due = new ArrayList<>(papers.inReview(sub));
      if (place != null) {
        due.retainAll(List.of(sub.part().indexOf(place)));
      }
      decided +=
          switch (decision) {
            case APPROVE -> approve(sub, due);
            case REJECT -> reject(sub, due, body);
            case EXTEND -> extend(sub, body);
          };
    }
    return decided;
  }

  private List<SubOrder> subOrders(ControlBody body) {
    @Nullable String sub = body.text(SUB_ORDER);
    @Nullable String order = body.text(ORDER);
    @Nullable String number = body.text(NUMBER);
    try {
      if (sub != null) {
        return List.of(book.subOrder(UUID.fromString(sub)));
      }
      if (order != null) {
        return book.subOrders(book.whole(UUID.fromString(order)));
      }
    } catch (RuntimeException e) {
      throw new BadControlRequest("The review: there is no order " + (sub == null ? order : sub));
    }
    @Nullable Place place = number == null ? null : inventory.locate(number);
    if (place == null) {
      throw new BadControlRequest(
          "The review: one of sub_number_order_id, number_order_id, phone_number and"
              + " requirement_group_id must name something");
    }
    return book.holding(place);
  }

  private int approve(SubOrder sub, List<Integer> due) {
    papers.approve(sub, due);
    return due.size();
  }

  private int reject(SubOrder sub, List<Integer> due, ControlBody body) {
    @Nullable RequirementSet set = papers.set(sub);
    if (set == null || due.isEmpty()) {
      return 0;
    }
    @Nullable String id = body.text("requirement_id");
    int requirement = id == null ? set.types().size() - 1 : set.index(id);
    if (requirement < 0) {
      throw new BadControlRequest("The review: requirement " + id + " is not asked for");
    }
    @Nullable String comment = body.text("comment");
    papers.decline(
        sub,
        due,
        requirement,
        comment == null ? set.types().get(requirement).name() + " was not accepted." : comment);
    return due.size();
  }

  private int extend(SubOrder sub, ControlBody body) {
    @Nullable Long seconds = body.whole("deadline_seconds", 0, Integer.MAX_VALUE);
    return papers.extend(
        sub,
        seconds == null
            ? store.now().plus(rules.rules().deadline())
            : store.now().plusSeconds(seconds));
  }
}
