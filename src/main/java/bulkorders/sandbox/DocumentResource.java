package bulkorders.sandbox;

import bulkorders.sandbox.core.Operation;
import bulkorders.sandbox.core.Reply;
import bulkorders.sandbox.core.Routes;
import bulkorders.sandbox.core.Store;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Uploaded documents: {@code /documents}. */
final class DocumentResource {

  private static final String PATH = "documents";
  private static final String FILENAME = "filter[filename][contains]";
  private static final String REFERENCE = "filter[customer_reference][eq]";
  private static final String REFERENCES = "filter[customer_reference][in]";
  private static final String AFTER = "filter[created_at][gt]";
  private static final String BEFORE = "filter[created_at][lt]";
  private static final Set<String> KNOWN = Set.of(FILENAME, REFERENCE, REFERENCES, AFTER, BEFORE);

  private final Store store;
  private final Documents documents;

  DocumentResource(Store store, Documents documents) {
    this.store = store;
    this.documents = documents;
  }

  void addTo(Routes<TelnyxRequest> routes) {
    routes.add("POST", PATH, Operation.UPLOAD, this::upload);
    routes.add("GET", PATH, Operation.GET_PAPERS, this::list);
    routes.add("GET", PATH + "/*", Operation.GET_PAPERS, this::get);
  }

  private Reply upload(TelnyxRequest request) {
    @Nullable String type = request.call().header("Content-Type");
    Upload upload =
        type != null && type.startsWith("multipart/form-data")
            ? multipart(MultipartForm.parse(type, request.body()))
            : json(BodyReader.of(request.body()));
    return TelnyxJson.one(store.within(() -> documents.upload(request.account(), upload)));
  }

  private static Upload multipart(MultipartForm form) {
    MultipartForm.@Nullable Part file = form.part("file");
    if (file == null) {
      throw missing("/file");
    }
    MultipartForm.@Nullable Part reference = form.part("customer_reference");
    return new Upload(
        file.filename() == null ? "document" : file.filename(),
        file.contentType() == null ? "application/octet-stream" : file.contentType(),
        file.content(),
        reference == null ? null : new String(reference.content(), StandardCharsets.UTF_8));
  }

  private static Upload json(BodyReader body) {
    @Nullable String file = body.text("file");
    @Nullable String url = body.text("url");
    @Nullable String filename = body.text("filename");
    @Nullable String reference = body.text("customer_reference");
    body.refuseFaults();
    return new Upload(
        filename == null ? "document" : filename,
        "application/octet-stream",
        content(file, url),
        reference);
  }

  private static byte[] content(@Nullable String file, @Nullable String url) {
    if (file != null) {
      return decoded(file);
    }
    if (url == null) {
      throw missing("/file");
    }
    // Nothing is fetched from anywhere: a document at a URL counts as what the URL says.
    return url.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] decoded(String file) {
    try {
      return Base64.getDecoder().decode(file);
    } catch (IllegalArgumentException e) {
      throw new TelnyxRefusal(
          422, List.of(TelnyxError.at("/file", "10026", "Wrong type", "file is not Base64.")));
    }
  }

  private static TelnyxRefusal missing(String pointer) {
    return new TelnyxRefusal(
        422,
        List.of(
            TelnyxError.at(pointer, "10004", "Missing required parameter", "A file is required.")));
  }

  private Reply get(TelnyxRequest request) {
    return TelnyxJson.one(
        store.within(
            () -> {
              @Nullable JsonNode found = documents.find(request.account(), request.id().toString());
              if (found == null) {
                throw TelnyxRefusal.notFound();
              }
              return found;
            }));
  }

  private Reply list(TelnyxRequest request) {
    FilterReader filters = new FilterReader(request.query(), KNOWN);
    Paging paging = request.paging();
    @Nullable String filename = filters.text(FILENAME);
    @Nullable String reference = filters.text(REFERENCE);
    @Nullable List<String> references = filters.has(REFERENCES) ? filters.list(REFERENCES) : null;
    @Nullable Instant after = filters.instant(AFTER);
    @Nullable Instant before = filters.instant(BEFORE);
    Predicate<JsonNode> filter =
        found -> {
          Instant created = TelnyxJson.instant(found.required("created_at").asString());
          String of = found.path("customer_reference").asString("");
          return (filename == null || found.path("filename").asString("").contains(filename))
              && (reference == null || reference.equals(of))
              && (references == null || references.contains(of))
              && (after == null || created.isAfter(after))
              && (before == null || created.isBefore(before));
        };
    return TelnyxJson.page(store.within(() -> documents.list(request.account(), paging, filter)));
  }
}
