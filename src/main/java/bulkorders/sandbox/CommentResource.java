package bulkorders.sandbox;

import bulkorders.sandbox.core.Json;
import bulkorders.sandbox.core.Operation;
import bulkorders.sandbox.core.Reply;
import bulkorders.sandbox.core.Routes;
import bulkorders.sandbox.core.Store;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Comments: {@code /comments}. */
final class CommentResource {

  private static final String PATH = "comments";
  private static final String TYPE = "filter[comment_record_type]";
  private static final String ID = "filter[comment_record_id]";
  private static final Set<String> TYPES = Set.of(Comments.SUB_ORDER, Comments.GROUP);

  private final Store store;
  private final Comments comments;
  private final NumberOrderBook book;
  private final RequirementGroups groups;
  private final PaperWork papers;
  private final RuleBook rules;

  CommentResource(
      Store store,
      Comments comments,
      NumberOrderBook book,
      RequirementGroups groups,
      PaperWork papers,
      RuleBook rules) {
    this.store = store;
    this.comments = comments;
    this.book = book;
    this.groups = groups;
    this.papers = papers;
    this.rules = rules;
  }

  void addTo(Routes<TelnyxRequest> routes) {
    routes.add("POST", PATH, Operation.COMMENT, this::create);
    routes.add("GET", PATH, Operation.GET_PAPERS, this::list);
    routes.add("GET", PATH + "/*", Operation.GET_PAPERS, this::get);
    routes.add("PATCH", PATH + "/*/read", Operation.UPDATE, this::read);
  }

  private Reply create(TelnyxRequest request) {
    BodyReader body = BodyReader.of(request.body());
    String text = body.required("body");
    String type = body.oneOf(body.root(), "", "comment_record_type", TYPES);
    String id = body.required("comment_record_id");
    body.refuseFaults();
    return TelnyxJson.one(store.within(() -> create(request.account(), type, id, text)));
  }

  private JsonNode create(String account, String type, String id, String text) {
    @Nullable SubOrder sub = type.equals(Comments.SUB_ORDER) ? subOrder(account, id) : null;
    if (sub == null && groups.find(account, id) == null) {
      throw TelnyxRefusal.unprocessable(
          "10017", "Associated resource missing", "There is no " + type + " " + id + ".");
    }
    JsonNode comment = comments.ofClient(account, type, id, text);
    if (sub != null) {
      answer(sub, text);
    }
    return comment;
  }

  private @Nullable SubOrder subOrder(String account, String id) {
    try {
      return book.findSubOrder(account, UUID.fromString(id));
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /** Unless a person reviews, whoever asks about the deadline is given more time. */
  private void answer(SubOrder sub, String text) {
    boolean asked = text.toLowerCase(Locale.ROOT).contains("deadline");
    if (asked
        && rules.rules().reviewer() != Rules.Reviewer.MANUAL
        && papers.extend(sub, store.now().plus(rules.rules().deadline())) > 0) {
      comments.ofProvider(
          sub.order().account(),
          Comments.SUB_ORDER,
          sub.id().toString(),
          "The deadline was extended.");
    }
  }

  private Reply get(TelnyxRequest request) {
    String id = request.id().toString();
    return TelnyxJson.one(store.within(() -> comments.records().get(request.account(), id)));
  }

  private Reply read(TelnyxRequest request) {
    String id = request.id().toString();
    return TelnyxJson.one(store.within(() -> comments.read(request.account(), id)));
  }

  private Reply list(TelnyxRequest request) {
    FilterReader filters = new FilterReader(request.query(), Set.of(TYPE, ID));
    @Nullable String type = filters.text(TYPE);
    @Nullable String id = filters.text(ID);
    Paging paging = request.paging();
    return TelnyxJson.page(
        store.within(
            () ->
                comments
                    .records()
                    .list(
                        request.account(),
                        paging,
                        comment ->
                            (type == null || type.equals(Json.text(comment, "comment_record_type")))
                                && (id == null
                                    || id.equals(Json.text(comment, "comment_record_id"))))));
  }
}
