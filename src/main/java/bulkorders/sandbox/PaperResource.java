package bulkorders.sandbox;

import bulkorders.sandbox.core.Operation;
import bulkorders.sandbox.core.Reply;
import bulkorders.sandbox.core.Routes;
import bulkorders.sandbox.core.Store;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Papers for what was ordered: values and requirement groups for sub orders and for numbers. */
final class PaperResource {

  private static final String SUB_ORDERS = "sub_number_orders/*";
  private static final String NUMBERS = "number_order_phone_numbers/*";
  private static final String GROUP = "/requirement_group";

  private final Store store;
  private final NumberOrderBook book;
  private final PaperWork papers;
  private final RequirementGroups groups;

  PaperResource(Store store, NumberOrderBook book, PaperWork papers, RequirementGroups groups) {
    this.store = store;
    this.book = book;
    this.papers = papers;
    this.groups = groups;
  }

  void addTo(Routes<TelnyxRequest> routes) {
    routes.add("PATCH", SUB_ORDERS, Operation.UPDATE, this::updateSubOrder);
    routes.add("POST", SUB_ORDERS + GROUP, Operation.ATTACH, this::attachToSubOrder);
    routes.add("PATCH", NUMBERS, Operation.UPDATE, this::updateNumber);
    routes.add("POST", NUMBERS + GROUP, Operation.ATTACH, this::attachToNumber);
  }

  private Reply updateSubOrder(TelnyxRequest request) {
    List<GivenValue> values = values(request);
    return subOrder(
        store.within(
            () -> {
              SubOrder sub = findSubOrder(request);
              papers.give(sub, papers.numbers(sub), values);
              return book.view(sub);
            }),
        false);
  }

  private static List<GivenValue> values(TelnyxRequest request) {
    BodyReader body = BodyReader.ofOptional(request.body());
    List<GivenValue> values = GivenValue.read(body);
    body.refuseFaults();
    return values;
  }

  private Reply attachToSubOrder(TelnyxRequest request) {
    String group = groupId(request);
    return subOrder(
        store.within(
            () -> {
              SubOrder sub = findSubOrder(request);
              attach(request.account(), sub, papers.numbers(sub), group);
              return book.view(sub);
            }),
        true);
  }

  private static String groupId(TelnyxRequest request) {
    BodyReader body = BodyReader.of(request.body());
    String id = body.required("requirement_group_id");
    body.refuseFaults();
    return id;
  }

  private void attach(String account, SubOrder sub, List<Integer> numbers, String groupId) {
    @Nullable JsonNode group = groups.find(account, groupId);
    if (group == null) {
      throw TelnyxRefusal.unprocessable(
          "10017", "Associated resource missing", "There is no requirement group " + groupId + ".");
    }
    String status = book.view(sub).status();
    if (!status.equals(Status.PENDING) || !papers.concerns(sub)) {
      throw RequirementGroups.refused("The order is " + status + " or asks for no papers.");
    }
    @Nullable String objection =
        RequirementGroups.objection(group, sub.part().country(), sub.part().numberType());
    if (objection != null) {
      throw RequirementGroups.refused(objection);
    }
    papers.give(sub, numbers, RequirementGroups.values(group), RequirementGroups.isApproved(group));
  }

  private Reply updateNumber(TelnyxRequest request) {
    List<GivenValue> values = values(request);
    return number(
        store.within(
            () -> {
              NumberView number = findNumber(request);
              papers.give(number.parent().sub(), List.of(number.index()), values);
              return findNumber(request);
            }));
  }

  private Reply attachToNumber(TelnyxRequest request) {
    String group = groupId(request);
    return number(
        store.within(
            () -> {
              NumberView number = findNumber(request);
              attach(request.account(), number.parent().sub(), List.of(number.index()), group);
              return findNumber(request);
            }));
  }

  private SubOrder findSubOrder(TelnyxRequest request) {
    @Nullable SubOrder sub = book.findSubOrder(request.account(), request.id());
    if (sub == null) {
      throw TelnyxRefusal.notFound();
    }
    return sub;
  }

  private NumberView findNumber(TelnyxRequest request) {
    UUID id = request.id();
    @Nullable NumberView number = book.findNumber(request.account(), id);
    if (number == null) {
      throw TelnyxRefusal.notFound();
    }
    return number;
  }

  private static Reply subOrder(SubOrderView view, boolean withNumbers) {
    return Reply.streamed(
        json -> TelnyxJson.data(json, () -> NumberOrderJson.subOrder(json, view, withNumbers)));
  }

  private static Reply number(NumberView view) {
    return Reply.json(200, json -> TelnyxJson.data(json, () -> NumberOrderJson.number(json, view)));
  }
}
