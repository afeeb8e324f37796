package bulkorders.sandbox;

import bulkorders.sandbox.core.Ids;
import bulkorders.sandbox.core.Json;
import bulkorders.sandbox.core.Operation;
import bulkorders.sandbox.core.Reply;
import bulkorders.sandbox.core.Routes;
import bulkorders.sandbox.core.Store;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Addresses: {@code /addresses}. */
final class AddressResource {

  private static final String PATH = "addresses";
  private static final String REFERENCE = "filter[customer_reference]";
  private static final String REFERENCE_EQUALS = "filter[customer_reference][eq]";
  private static final String STREET = "filter[street_address][contains]";
  private static final String[] REQUIRED = {
    "first_name", "last_name", "business_name", "street_address", "locality", "country_code"
  };
  private static final String[] OPTIONAL = {
    "extended_address",
    "administrative_area",
    "postal_code",
    "phone_number",
    "borough",
    "neighborhood",
    "customer_reference"
  };

  private final Store store;
  private final OrderIds ids;
  private final Records addresses;

  AddressResource(Store store, OrderIds ids, Records addresses) {
    this.store = store;
    this.ids = ids;
    this.addresses = addresses;
  }

  void addTo(Routes<TelnyxRequest> routes) {
    routes.add("POST", PATH, Operation.CREATE_ADDRESS, this::create);
    routes.add("GET", PATH, Operation.GET_PAPERS, this::list);
    routes.add(
        "GET",
        PATH + "/*",
        Operation.GET_PAPERS,
        request -> TelnyxJson.one(store.within(() -> get(request))));
    routes.add("DELETE", PATH + "/*", Operation.UPDATE, this::delete);
  }

  private Reply create(TelnyxRequest request) {
    BodyReader body = BodyReader.of(request.body());
    ObjectNode fields = Json.object();
    for (String name : REQUIRED) {
      fields.put(name, body.required(name));
    }
    for (String name : OPTIONAL) {
      fields.put(name, body.text(name));
    }
    @Nullable Boolean inBook = body.flag(body.root(), "", "address_book");
    body.refuseFaults();
    return TelnyxJson.one(
        store.within(
            () -> {
              ObjectNode address = ids.newObject("address");
              // Addresses have numbers for ids.
              long number = address.required(OrderIds.NUMBER).asLong();
              address.put("id", Long.toString((1L << 60) | Ids.mix(number + 1) >>> 5));
              address.setAll(fields);
              address
                  .put("address_book", Boolean.TRUE.equals(inBook))
                  .put("validate_address", true);
              TelnyxJson.times(address, store.now());
              return addresses.keep(request.account(), address);
            }));
  }

  private JsonNode get(TelnyxRequest request) {
    return addresses.get(request.account(), request.ids().get(0));
  }

  private Reply delete(TelnyxRequest request) {
    return TelnyxJson.one(
        store.within(
            () -> {
              JsonNode address = get(request);
              addresses.forget(address.required("id").asString());
              return address;
            }));
  }

  private Reply list(TelnyxRequest request) {
    FilterReader filters =
        new FilterReader(request.query(), Set.of(REFERENCE, REFERENCE_EQUALS, STREET));
    Paging paging = request.paging();
    @Nullable String plain = filters.text(REFERENCE);
    @Nullable String reference = plain == null ? filters.text(REFERENCE_EQUALS) : plain;
    @Nullable String street = filters.text(STREET);
    return TelnyxJson.page(
        store.within(
            () ->
                addresses.list(
                    request.account(),
                    paging,
                    found ->
                        (reference == null
                                || reference.equals(Json.text(found, "customer_reference")))
                            && (street == null
                                || found.path("street_address").asString("").contains(street)))));
  }
}
