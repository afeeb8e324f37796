package bulkorders.sandbox;

import bulkorders.sandbox.core.Json;
import bulkorders.sandbox.core.Store;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Papers that are kept for many orders. Inside of {@link Store#within} only. */
final class RequirementGroups {

  static final String ITEMS = "regulatory_requirements";
  private static final String STATUS = "status";
  private static final String VALUE = "field_value";

  /** Where a group counts without being reviewed before. */
  private static final Set<String> NO_SUBMISSION = Set.of("IT");

  private final Store store;
  private final OrderIds ids;
  private final RuleBook rules;
  private final Documents documents;
  private final ValueCheck check;
  private final Comments comments;
  private final Records records;

  RequirementGroups(
      Store store,
      OrderIds ids,
      RuleBook rules,
      Documents documents,
      ValueCheck check,
      Comments comments) {
    this.store = store;
    this.ids = ids;
    this.rules = rules;
    this.documents = documents;
    this.check = check;
    this.comments = comments;
    this.records = new Records(store, "group", ids);
    records.whenKept(this::kept);
  }

  private void kept(JsonNode group) {
    group.path(ITEMS).forEach(item -> documents.link(item.path(VALUE).asString("")));
    if (status(group).equals(Paper.Standing.IN_REVIEW.ofGroup())) {
      String id = group.required("id").asString();
      store.at(
          TelnyxJson.instant(group.required("updated_at").asString()).plus(rules.rules().review()),
          () -> reviewByItself(id));
    }
  }

  private void reviewByItself(String id) {
    Rules.Reviewer reviewer = rules.rules().reviewer();
    if (reviewer == Rules.Reviewer.APPROVE) {
      review(id, true, null);
    } else if (reviewer != Rules.Reviewer.MANUAL) {
      review(id, false, "The requirement group was not accepted.");
    }
  }

  /**
   * Ends the review of a group. Returns whether it was in review.
   *
   * @param comment written to the client; null for none
   */
  boolean review(String id, boolean approved, @Nullable String comment) {
    @Nullable String account = records.accountOf(id);
    if (account == null
        || !status(records.get(account, id)).equals(Paper.Standing.IN_REVIEW.ofGroup())) {
      return false;
    }
    ObjectNode group = records.copy(account, id);
    stand(group, approved ? Paper.Standing.APPROVED : Paper.Standing.DECLINED);
    records.keep(account, group);
    if (comment != null) {
      comments.ofProvider(account, Comments.GROUP, id, comment);
    }
    return true;
  }

  private void stand(ObjectNode group, Paper.Standing standing) {
    group.put(STATUS, standing.ofGroup());
    group.path(ITEMS).forEach(item -> ((ObjectNode) item).put(STATUS, standing.ofGroup()));
    group.put("updated_at", TelnyxJson.timestamp(store.now()));
  }

  static String status(JsonNode group) {
    return group.path(STATUS).asString("");
  }

  JsonNode get(String account, String id) {
    return records.get(account, id);
  }

  @Nullable JsonNode find(String account, String id) {
    return records.find(account, id);
  }

  List<JsonNode> list(String account, Predicate<JsonNode> filter) {
    return records.list(account, new Paging(1, Integer.MAX_VALUE), filter).entries();
  }

  JsonNode create(
      String account,
      String country,
      String numberType,
      String action,
      @Nullable String reference,
      List<GivenValue> values) {
    ObjectNode group =
        ids.newObject("requirement_group")
            .put("country_code", country)
            .put("phone_number_type", numberType)
            .put("action", action)
            .put(STATUS, Paper.Standing.AWAITED.ofGroup())
            .put("customer_reference", reference);
    TelnyxJson.times(group, store.now());
    @Nullable RequirementSet set = RequirementSet.of(country, numberType);
    var items = group.putArray(ITEMS);
    for (RequirementType type : set == null ? List.<RequirementType>of() : set.types()) {
      ObjectNode item =
          Json.object()
              .put("requirement_id", type.id().toString())
              .put("field_type", type.fieldType().code())
              .putNull(VALUE)
              .put(STATUS, Paper.Standing.AWAITED.ofGroup())
              .putNull("expires_at");
      TelnyxJson.times(item, store.now());
      items.add(item);
    }
    give(account, group, values);
    return records.keep(account, group);
  }

  JsonNode update(String account, String id, @Nullable String reference, List<GivenValue> values) {
    ObjectNode group = records.copy(account, id);
    if (reference != null) {
      group.put("customer_reference", reference);
    }
    if (!values.isEmpty()) {
      give(account, group, values);
      group.put(STATUS, Paper.Standing.AWAITED.ofGroup());
    }
    group.put("updated_at", TelnyxJson.timestamp(store.now()));
    return records.keep(account, group);
  }

  private void give(String account, ObjectNode group, List<GivenValue> values) {
    @Nullable RequirementSet set = set(group);
    for (GivenValue value : values) {
      int index = set == null ? -1 : set.index(value.requirementId());
      if (set == null || index < 0) {
        throw value.refused(
            "10027",
            "Unprocessable entity",
            "Requirement " + value.requirementId() + " is not asked for here.");
      }
      ObjectNode item = (ObjectNode) group.required(ITEMS).required(index);
      if (item.path(STATUS).asString("").equals(Paper.Standing.APPROVED.ofGroup())) {
        throw value.refused(
            "85003", "Requirements already satisfied", "This requirement is approved already.");
      }
      check.check(account, set, set.types().get(index), value, Set.of());
      item.put(VALUE, value.value()).put(STATUS, Paper.Standing.AWAITED.ofGroup());
    }
  }

  private static @Nullable RequirementSet set(JsonNode group) {
    return RequirementSet.of(
        group.required("country_code").asString(), group.required("phone_number_type").asString());
  }

  JsonNode submit(String account, String id) {
    ObjectNode group = records.copy(account, id);
    String country = group.required("country_code").asString();
    if (NO_SUBMISSION.contains(country)) {
      throw refused("Requirement groups of " + country + " are not reviewed beforehand.");
    }
    if (!isFulfilled(group)) {
      throw refused("Not every requirement of the group has a value that was not declined.");
    }
    stand(group, Paper.Standing.IN_REVIEW);
    return records.keep(account, group);
  }

  static TelnyxRefusal refused(String why) {
    return TelnyxRefusal.unprocessable("10027", "Unprocessable entity", why);
  }

  JsonNode delete(String account, String id) {
    JsonNode group = records.get(account, id);
    records.forget(id);
    return group;
  }

  /** Whether every requirement has a value and none was declined. */
  static boolean isFulfilled(JsonNode group) {
    for (JsonNode item : group.path(ITEMS)) {
      boolean declined = item.path(STATUS).asString("").equals(Paper.Standing.DECLINED.ofGroup());
      if (declined || !item.path(VALUE).isString()) {
        return false;
      }
    }
    return true;
  }

  static boolean isApproved(JsonNode group) {
    return status(group).equals(Paper.Standing.APPROVED.ofGroup());
  }

  /** Why the group will not do for numbers; null if it will. */
  static @Nullable String objection(JsonNode group, String country, String numberType) {
    boolean same =
        group.path("country_code").asString("").equals(country)
            && group.path("phone_number_type").asString("").equals(numberType)
            && group.path("action").asString("").equals("ordering");
    if (!same) {
      return "The requirement group is not for ordering "
          + country
          + " "
          + numberType
          + " numbers.";
    }
    return isFulfilled(group) ? null : "The requirement group is not fulfilled.";
  }

  /** Its values, by the index of the requirement. */
  static Map<Integer, String> values(JsonNode group) {
    Map<Integer, String> values = new HashMap<>();
    JsonNode items = group.path(ITEMS);
    for (int i = 0; i < items.size(); i++) {
      values.put(i, items.get(i).path(VALUE).asString(""));
    }
    return values;
  }
}
